// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"

#include <QObject>

class QPushButton;

namespace parlance {

class AskPanel;
class InlineBar;

//! The sentences of asking in the bar under the question box, each with its next step. AskController says what
//! happened, and hears which step was pressed. GUI thread.
class AskBars final : public QObject {
    Q_OBJECT
public:
    //! \a panel outlives this.
    explicit AskBars(AskPanel* panel, QObject* parent = nullptr);

    void showNoKey();
    void showUnusableAddress(const QString& sentence, const QString& advice);
    void showError(const AskError& error);
    //! Claude asked back once too often.
    void showAsksOnceMore(const QString& question);
    //! An answer came after the text changed: \a offered is what it would put in the place of \a mine.
    void showOffered(const QString& mine, const QString& offered);

signals:
    void settingsRequested(bool forKey);
    void writeSqlRequested();
    void askAgainRequested();
    void answerTaken(); //!< the offered one
    void answerLeft();  //!< the text stays as it is

private:
    InlineBar* start(const QString& details = QString());
    QPushButton* addButton(const QString& text, bool primary, const char* name);
    void addNextStep(AskError::NextStep step);

    AskPanel* m_panel = nullptr;
};

} // namespace parlance
