// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultMenus.h"
#include "ui/worksheet/ResultPage.h"

#include <QTabBar>

class QToolButton;

namespace parlance {

class FilterBox;
class MessagePane;
class Spinner;

//! Under the editor: a tab for each statement's result, and Messages; beside them how far the run is. GUI thread.
class ResultArea final : public QWidget {
    Q_OBJECT
public:
    explicit ResultArea(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    //! What the results know of the world around them.
    void setSurroundings(const ResultSurroundings& surroundings);
    //! Empties the results and makes \a count pages (at least one).
    void begin(int count);
    int pageCount() const { return static_cast<int>(m_pages.size()); }
    ResultPage* page(int index) const { return m_pages.at(index); }
    ResultPage* currentPage() const;
    MessagePane* messages() const { return m_messages; }
    void setPageTitle(int index, const QString& title);
    void showPage(int index);
    void showMessages();
    //! "1.4 s · 112,000 rows so far" with a turning arc; an empty text takes it away.
    void setProgress(const QString& text);
    void setStale(bool stale);
    //! Another text stands in the editor: pages without rows no longer speak of the last run.
    void forgetPlaceholders();
    void focusResult();
    //! "812 of 62,111 rows" while the result in sight leaves rows out; else empty.
    QString countText() const;
    //! What its selected cells amount to; empty: nothing to say.
    QString selectionText() const;

    int indexOf(const ResultPage* page) const { return static_cast<int>(m_pages.indexOf(page)); }
    //! Whether somebody answers exportAllRequested; the button is shown only then.
    void setExportOffered(bool offered);

signals:
    void exportRequested();
    void resultBegan(parlance::ResultPage* page); //!< its columns are there
    void runAgainRequested();
    void statusChanged();
    //! A query is to be opened and run in a tab of this title.
    void queryRequested(const QString& title, const QString& sql);
    //! Of a result that was cut at its cap:
    void fetchRestRequested(parlance::ResultPage* page);
    void runWithoutCapRequested(parlance::ResultPage* page);
    void exportAllRequested(parlance::ResultPage* page);
    void countRequested(parlance::ResultPage* page);
    void stopCountRequested(parlance::ResultPage* page);

private:
    ResultPage* addPage();
    void showTab(int tab);
    void reviewFilterBox();
    void reviewExport();

    Theme m_theme;
    ResultSurroundings m_surroundings;
    bool m_exportOffered = false;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    QList<ResultPage*> m_pages;
    MessagePane* m_messages = nullptr;
    FilterBox* m_filterBox = nullptr;
    Spinner* m_spinner = nullptr;
    QLabel* m_progress = nullptr;
    QToolButton* m_export = nullptr;
};

} // namespace parlance
