// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ExportOrigin.h"
#include "ui/results/ResultModel.h"
#include "ui/results/ResultPane.h"
#include "ui/results/ResultView.h"
#include "ui/worksheet/CapBar.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace parlance {

class ElidedLabel;

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
    CapBar* capBar() const { return m_cap; }
    //! A run that may bring rows begins: the statement as it is sent, and where its rows come from.
    void startRun(const QByteArray& sql, const ExportOrigin& origin);
    //! The statement the rows are of, as it was sent.
    const QByteArray& sql() const { return m_sql; }
    //! "Stopped: …", "It ended early …": what keeps the rows from being all.
    void setNote(const QString& note);
    //! What is remarkable about rows that are all there; a quiet word, empty: none.
    void setRemark(const QString& remark);
    //! The run stands at its cap and is kept open for so long.
    void showHeld(qint64 rows, int seconds);
    //! The run ended at its cap.
    void showCapped(qint64 rows);
    //! The rest is on its way, or there is none.
    void forgetCap();
    //! The SQL was edited since: says so, and shows what ran on demand.
    void setStale(bool stale);
    const ExportOrigin& origin() const { return m_origin; }
    //! What keeps the rows from being all, as part of a sentence ("the first 1,000 rows of more"); empty: they are all.
    void setPartial(const QString& partial) { m_partial = partial; }
    const QString& partial() const { return m_partial; }
    void clear();

    //! The editor's whole text when it ran: another text in the editor makes the result stale.
    const QByteArray& text() const { return m_text; }
    void setText(const QByteArray& text) { m_text = text; }
    //! Which of several statements of its run, from 1; 0: it ran alone.
    void setNumber(int number);
    int number() const { return m_number; }
    //! "300 rows", "1,200 rows so far": beside the name in its tab.
    void setSummary(const QString& summary);
    const QString& summary() const { return m_summary; }
    //! The person's own name for it; empty: none.
    void setName(const QString& name);
    const QString& name() const { return m_name; }
    //! Stays until it is closed, however many come after it.
    void setPinned(bool pinned);
    bool isPinned() const { return m_pinned; }
    //! A later run has taken its place: the tab says when it ran.
    void setEarlier(bool earlier);
    bool isEarlier() const { return m_earlier; }
    //! Its run is under way, or still to come: it cannot be closed.
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    //! The words of the status bar when its run ended; empty: none yet.
    void setStatus(const QString& status) { m_status = status; }
    const QString& status() const { return m_status; }
    bool hasColumns() const { return m_pane->model()->columnCount() > 0; }
    //! "14:02:05", or with the day when that is another.
    QString timeText() const;
    //! What its tab says: "Result 2 · 300 rows", "14:02:05 · 300 rows", "Before the fix · 300 rows".
    QString title() const;
    //! Everything about it on a few lines: question, SQL, when it ran, rows.
    QString description() const;
    //! Shows the SQL that ran, below \a anchor.
    void showSql(QWidget* anchor);

signals:
    void titleChanged();
    void placeholderButtonClicked();
    void shownChanged(); //!< rows, or a sentence in their place

private:
    void buildNote(QVBoxLayout* layout);
    void arrangeNote();

    ResultPane* m_pane = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_placeholder = nullptr;
    QPushButton* m_button = nullptr;
    ElidedLabel* m_noteLabel = nullptr;
    QPushButton* m_showSql = nullptr;
    QWidget* m_noteRow = nullptr;
    QWidget* m_staleRow = nullptr;
    CapBar* m_cap = nullptr;
    QByteArray m_sql;
    QString m_note;
    QString m_remark;
    ExportOrigin m_origin;
    QString m_partial;
    bool m_stale = false;
    QByteArray m_text;
    int m_number = 0;
    QString m_summary;
    QString m_name;
    QString m_status;
    bool m_pinned = false;
    bool m_earlier = false;
    bool m_busy = false;
};

} // namespace parlance
