// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultModel.h"
#include "ui/results/ResultPane.h"
#include "ui/results/ResultView.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace parlance {

//! The result of one statement: its table, a note over it when it is partial or its SQL was edited since, or a sentence
//! in its place. GUI thread.
class ResultPage final : public QWidget {
    Q_OBJECT
public:
    explicit ResultPage(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    ResultModel* model() const { return m_pane->model(); }
    ResultView* view() const { return m_pane->view(); }
    ResultPane* pane() const { return m_pane; }
    //! Whether there are rows in sight, not a sentence in their place.
    bool showsRows() const;
    //! A sentence where rows will be; \a button empty: none.
    void showPlaceholder(const QString& text, const QString& button = QString());
    void showRows();
    //! "Stopped: …", "The first 1,000,000 rows; there are more": what keeps the rows from being all.
    void setNote(const QString& note);
    void setStale(bool stale);
    void clear();

signals:
    void placeholderButtonClicked();
    void shownChanged(); //!< rows, or a sentence in their place

private:
    void arrangeNote();

    ResultPane* m_pane = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_placeholder = nullptr;
    QPushButton* m_button = nullptr;
    QLabel* m_noteLabel = nullptr;
    QString m_note;
    bool m_stale = false;
};

} // namespace parlance
