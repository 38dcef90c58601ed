// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ViewedValue.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace parlance {

class ElidedLabel;
class ResultView;
class ValueText;

//! Beside the table: the whole value of the current cell (object name cellViewer), laid out by its type. It is read on
//! a pool thread and shown by pieces; it follows the current cell. GUI thread.
class CellViewer final : public QFrame {
    Q_OBJECT
public:
    explicit CellViewer(ResultView* view, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void open();
    void focusText();

signals:
    void closeRequested();

private:
    void buildHead();
    void buildFoot();
    void follow();
    void ask(qsizetype shown);
    void onValue(const ViewedValue& value, qsizetype shown);
    void showPicture(const QImage& image);
    void reviewHead(const ViewedValue& value);
    void copyValue();

    ResultView* m_view = nullptr;
    ElidedLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_note = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_close = nullptr;
    QScrollArea* m_pictureArea = nullptr;
    QLabel* m_picture = nullptr;
    ValueText* m_text = nullptr;
    QPushButton* m_more = nullptr;
    quint64 m_serial = 0; //!< drops the value of a cell that was left
    qint64 m_row = -1;    //!< of the table
    int m_column = -1;
    qsizetype m_shown = 0; //!< bytes shown of the laid out text
};

} // namespace parlance
