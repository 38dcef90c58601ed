// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaSlice.h"

#include <QFrame>

class QLineEdit;
class QPushButton;
class QTreeView;

namespace parlance {

class SentTablesModel;

//! The tables that go to Claude with the question, each with why, and those that do not; pinned, left out and added by
//! mouse and keys (Space pins, Delete leaves out). Object name sentTablesPopup. GUI thread.
class SentTablesPopup final : public QFrame {
    Q_OBJECT
public:
    explicit SentTablesPopup(QWidget* parent);

    //! \a slice is exactly what is sent; \a all are the tables that could be.
    void setSlice(const SchemaSlice& slice, const QList<TableName>& all, const QList<TableName>& pinned,
                  const QList<TableName>& leftOut);
    void showAt(const QWidget* anchor);

signals:
    void chosen(const QList<parlance::TableName>& pinned, const QList<parlance::TableName>& leftOut);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void review();
    void togglePinned();
    void toggleLeftOut();
    TableName current() const;

    SchemaSlice m_slice;
    QList<TableName> m_all;
    QList<TableName> m_pinned;
    QList<TableName> m_leftOut;
    bool m_showsAll = false;
    QLineEdit* m_filter = nullptr;
    SentTablesModel* m_model = nullptr;
    QTreeView* m_list = nullptr;
    QPushButton* m_pin = nullptr;
    QPushButton* m_leave = nullptr;
    QPushButton* m_add = nullptr;
};

} // namespace parlance
