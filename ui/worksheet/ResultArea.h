// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultMenus.h"
#include "ui/worksheet/ResultPage.h"

class QToolButton;

namespace parlance {

class FilterBox;
class MessagePane;
class ResultTabBar;
class Spinner;

//! Under the editor: a tab for each statement's result, Messages, and behind them the results of earlier runs, the
//! pinned ones first, else the latest; beside them how far the run is. Of the earlier ones a few are kept; pinned ones
//! stay. F2 names the result in sight, Ctrl+Page up and down go from tab to tab. GUI thread.
class ResultArea final : public QWidget {
    Q_OBJECT
public:
    static constexpr int mostEarlier = 10; //!< results of earlier runs that are kept without being pinned

    explicit ResultArea(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    //! What the results know of the world around them.
    void setSurroundings(const ResultSurroundings& surroundings);
    //! A run of these statements of the editor's \a text begins: a page for each (at least one), in order. Results that
    //! stood here become earlier ones, \a intoNew pins them first; the ones of the same SQL hand on order and filter.
    QList<ResultPage*> begin(const QList<QByteArray>& statements, const QByteArray& text, bool intoNew);
    //! The pages of the last run; one at least.
    const QList<ResultPage*>& pages() const { return m_pages; }
    //! Results of earlier runs, in the order of their tabs.
    const QList<ResultPage*>& earlierPages() const { return m_earlier; }
    //! All that hold a result, in the order of their tabs.
    QList<ResultPage*> results() const;
    ResultPage* currentPage() const;
    MessagePane* messages() const { return m_messages; }
    void showPage(ResultPage* page);
    void showMessages();
    //! "1.4 s · 112,000 rows so far" with a turning arc; an empty text takes it away.
    void setProgress(const QString& text);
    //! Marks the results that are of another text than \a text.
    void reviewStale(const QByteArray& text);
    //! Another text stands in the editor: pages without rows no longer speak of the last run.
    void forgetPlaceholders();
    void focusResult();
    //! "812 of 62,111 rows" while the result in sight leaves rows out; else empty.
    QString countText() const;
    //! What its selected cells amount to; empty: nothing to say.
    QString selectionText() const;

    //! Whether somebody answers exportAllRequested; the button is shown only then.
    void setExportOffered(bool offered);

    void setPinned(ResultPage* page, bool pinned);
    //! Opens the line in which the result is named.
    void rename(ResultPage* page);
    //! Whether it holds a result that can be closed: not while its run is under way.
    bool canClose(const ResultPage* page) const;
    //! Closes it. A run that is held for it is ended first: closeHeldRequested, then come back.
    void close(ResultPage* page);
    //! Closes all but \a page that are not pinned.
    void closeOthers(ResultPage* page);
    void showSql(ResultPage* page);
    //! The results that can be compared with it: of the same columns, and none under way.
    QList<ResultPage*> comparableWith(const ResultPage* page) const;
    //! The earlier result that goes first when room is needed: the oldest that is neither pinned nor in sight. Null:
    //! none.
    ResultPage* oldestEarlier() const;
    //! Bytes of the earlier results without a pin that lie on disk: they are kept within the budget, too.
    qint64 earlierDiskBytes() const;
    //! Closes an earlier result because its room is needed, and says so in the messages. Returns its bytes.
    qint64 giveUp(ResultPage* page);

signals:
    void exportRequested();
    void resultBegan(parlance::ResultPage* page); //!< its columns are there
    void runAgainRequested();
    void statusChanged();
    void pageChosen(); //!< the person went to another tab
    //! A query is to be opened and run in a tab of this title.
    void queryRequested(const QString& title, const QString& sql);
    //! It is to be compared with another one of comparableWith().
    void compareRequested(parlance::ResultPage* page);
    //! Of a result that was cut at its cap:
    void fetchRestRequested(parlance::ResultPage* page);
    void runWithoutCapRequested(parlance::ResultPage* page);
    void exportAllRequested(parlance::ResultPage* page);
    void countRequested(parlance::ResultPage* page);
    void stopCountRequested(parlance::ResultPage* page);
    //! A result is to be closed whose run is kept open at its cap.
    void closeHeldRequested(parlance::ResultPage* page);

private:
    void connectTabs();
    void buildButtons(QLayout* row);
    void addKeys();
    void fillMenu(QMenu* menu, ResultPage* page);
    ResultPage* addPage();
    void connectPage(ResultPage* page);
    void discard(ResultPage* page);
    void makeEarlier(bool intoNew);
    void sortEarlier();
    QList<ResultPage*> pagesInOrder() const;
    ResultPage* pageAt(int tab) const;
    int tabOf(const ResultPage* page) const;
    int messagesTab() const { return static_cast<int>(m_pages.size()); }
    void arrangeTabs();
    void reviewTab(ResultPage* page);
    void reviewTabs();
    void setCloseButton(int tab, ResultPage* page);
    void showMenu(int tab, const QPoint& at);
    void addToCellMenu(QMenu* menu, ResultPage* page);
    void step(int by);
    void showTab(int tab);
    void reviewFilterBox();
    void reviewExport();
    QString whyNotCompared(const ResultPage* page) const;

    Theme m_theme;
    ResultSurroundings m_surroundings;
    bool m_exportOffered = false;
    ResultTabBar* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    QList<ResultPage*> m_pages;
    QList<ResultPage*> m_earlier;
    MessagePane* m_messages = nullptr;
    FilterBox* m_filterBox = nullptr;
    Spinner* m_spinner = nullptr;
    QLabel* m_progress = nullptr;
    QToolButton* m_compare = nullptr;
    QToolButton* m_export = nullptr;
};

} // namespace parlance
