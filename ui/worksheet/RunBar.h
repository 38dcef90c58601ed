// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/InlineBar.h"
#include "ui/worksheet/RunErrors.h"

#include <QObject>

namespace parlance {

//! The sentences of a tab's runs in the bar under the editor, each with its next step. RunController says what
//! happened, and hears which step was pressed. GUI thread.
class RunBar final : public QObject {
    Q_OBJECT
public:
    //! What the bar shows; Nothing while it is away.
    enum class Shown { Nothing, Part, NoStatement, Refusal, ServerError, LostConnection, DropOffer, Connecting };

    //! \a bar belongs to the caller and outlives this.
    explicit RunBar(InlineBar* bar, QObject* parent = nullptr);

    Shown shown() const;
    void hide();
    //! Takes the sentence away if it is \a shown; false: it is another one.
    bool drop(Shown shown);
    //! Takes away what is said of the text: it is no longer there. False: nothing was.
    bool dropAboutText();
    //! The connection is lost, or being opened again.
    bool isAboutConnection() const;
    //! The text was edited: the place of an error is no longer where it was. False: no place was offered.
    bool dropPlace();

    //! The SQL is only a part of what Claude began to write.
    //! Without the assistant (false) its words name neither it nor questions.
    void setMayAsk(bool may) { m_mayAsk = may; }
    void showPart();
    //! \a empty: no text at all stands in the editor.
    void showNoStatement(bool empty);
    //! \a cursor is the place in the editor, in UTF-16 code units; -1: none is offered. Here and below.
    void showRefusal(const RunErrorWords& words, int cursor);
    void showServerError(const RunErrorWords& words, int cursor);
    //! Whether an error of the server comes with "Fix this error".
    void setFixOffered(bool offered) { m_fixOffered = offered; }
    //! \a again: an attempt to connect again failed.
    void showLostConnection(const RunErrorWords& words, bool again);
    void showDropOffer();
    void showConnecting();

signals:
    void usePartRequested();
    void placeRequested(int cursor);
    void fixRequested();
    void fixPreviewRequested(); //!< what fixing would send is to be shown
    void fixHinted(bool on);    //!< what fixing would send is to be said
    void reconnectRequested();
    void dropRequested();

private:
    void say(Shown shown, InlineBar::Kind kind, const RunErrorWords& words);
    QPushButton* addStep(const QString& text, const char* name);
    void offerPlace(int cursor);

    InlineBar* m_bar = nullptr;
    Shown m_shown = Shown::Nothing;
    bool m_placeOffered = false;
    bool m_fixOffered = false;
    bool m_mayAsk = true;
};

} // namespace parlance
