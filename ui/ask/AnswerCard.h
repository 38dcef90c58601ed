// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/ReadingWords.h"
#include "ui/ask/CheckList.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace parlance {

class ChipRow;
class ElidedLabel;
class ReadingGrid;
class SendsButton;

//! What the card under the question says.
struct CardContent {
    //! Words: what Claude says of SQL that is not its own. Offered: Claude's, which does not stand in the editor.
    enum class Source { Claude, Ready, Verified, Cannot, Words, Offered };
    Source source = Source::Claude;
    QString explanation; //!< Claude's, or the ready question's own
    QString inWords;     //!< asked for later: what Claude says the SQL does
    QList<Assumption> assumptions;
    CheckList checks;
    bool anyway = false;  //!< as long as the checks run again: it could not run before
    ReadingWords reading; //!< the program's own; comes later, too
    QString meter;        //!< "4,350 tokens · $0.0123 · claude-…"; empty: Claude was not asked
    QString meterDetails; //!< for its tooltip
    QString verified;     //!< Verified: by whom and when
    QString notice;       //!< about the model, said once
};

//! The card under the question (object name answerCard): what the SQL does as the program reads it, what Claude says of
//! it, its assumptions, what the checks found, what it cost. Every text is shown as plain text. Folds to one line in
//! small windows. GUI thread.
class AnswerCard final : public QFrame {
    Q_OBJECT
public:
    explicit AnswerCard(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void showContent(const CardContent& content);
    const CardContent& content() const { return m_content; }
    //! The program's reading of the SQL is there.
    void setReading(const ReadingWords& reading);
    //! The edited SQL has run: reading and checks are of it, and what Claude says is of another.
    void renew(const ReadingWords& reading, const CheckList& checks);
    //! The checks of the same SQL have run again.
    void setChecks(const CheckList& checks);
    //! Claude's words for the SQL, asked for later, and what they cost; all else stays.
    void addWords(const QString& words, const QString& meter);
    //! Another statement of the text ran than the one that the card speaks of: it says so.
    void setElsewhere(bool elsewhere);
    //! The SQL was edited since: the card is grey and says so.
    void setEdited(bool edited);
    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }
    //! In low windows each part is one line.
    void setCompact(bool compact);
    //! A check found an error in Claude's SQL, which was not edited since.
    bool hasFailedCheck() const;
    //! Claude's SQL may run, but the server says that it cannot, or it could not be judged: Run is "Run anyway".
    bool runsOnlyAnyway() const;

signals:
    void whatWasSentRequested();
    void unfoldRequested();
    void assumptionChanged(const QString& label, const QString& value);
    void inWordsRequested();
    void inWordsPreviewRequested(); //!< what "In words" would send is to be shown
    void inWordsHinted(bool on);    //!< what it would send is to be said, or no longer
    void notMeantRequested();
    void placeChosen(qsizetype start, qsizetype length);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildFooter();
    void orderTabs();
    QPushButton* addLink(const QString& text, const char* name);
    void showWords();
    void placeWords();
    void showChecks();
    void openChecks();
    void placeLinks();
    void editAssumption(const Assumption& assumption, QWidget* anchor);
    void arrange();

    Theme m_theme;
    QString m_words; //!< whole
    CardContent m_content;
    bool m_folded = false;
    bool m_compact = false;
    bool m_edited = false;
    bool m_elsewhere = false;
    bool m_hasChecks = false; //!< there is something to say of checks
    bool m_oneLine = true;    //!< checks and links stand on one line
    bool m_renewed = false;   //!< what Claude says is of SQL that was edited since
    QLabel* m_heading = nullptr;
    ReadingGrid* m_reading = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_notice = nullptr;
    QLabel* m_editedLabel = nullptr;
    ChipRow* m_chips = nullptr;
    QWidget* m_footer = nullptr;
    QHBoxLayout* m_lineLayout = nullptr;
    QHBoxLayout* m_footerLayout = nullptr;
    QWidget* m_checkBox = nullptr; //!< in the footer, or on the one line when folded
    QLabel* m_checkIcon = nullptr;
    ElidedLabel* m_checks = nullptr;
    ElidedLabel* m_neverChecked = nullptr; //!< ends the row
    QPushButton* m_details = nullptr;
    QLabel* m_trust = nullptr;
    QWidget* m_links = nullptr; //!< a line of their own in narrow windows
    QHBoxLayout* m_linksLayout = nullptr;
    ElidedLabel* m_meter = nullptr;
    QPushButton* m_inWords = nullptr;
    QWidget* m_wordsBox = nullptr; //!< "In words" and its eye
    SendsButton* m_inWordsSends = nullptr;
    QPushButton* m_notMeant = nullptr;
    QPushButton* m_sent = nullptr;
    QWidget* m_line = nullptr; //!< all there is when folded
    ElidedLabel* m_summary = nullptr;
    QPushButton* m_more = nullptr;
};

} // namespace parlance
