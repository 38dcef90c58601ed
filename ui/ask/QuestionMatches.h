// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/Knowledge.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <QPointer>

class QListWidget;

namespace parlance {

class MatchDelegate;
class QuestionEdit;

//! The verified questions like what is being typed, in a light list (object name questionMatches) that hangs below the
//! question box, over whatever stands there. Down goes into it, Enter takes one, Esc closes it. GUI thread.
class QuestionMatches final : public QFrame {
    Q_OBJECT
public:
    static constexpr int most = 5;

    //! A child of \a over, which is as wide as the window's tab.
    QuestionMatches(QuestionEdit* edit, Knowledge* knowledge, QWidget* over);
    void setTheme(const Theme& theme);
    //! The list leaves \a line, under the box, free: what goes to Claude is in sight while one types.
    void keepFree(QWidget* line) { m_line = line; }
    //! Takes the list away until something else is typed.
    void close();

signals:
    void chosen(const parlance::VerifiedQuestion& question);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& typed);
    void place();
    void enter();
    void take();
    bool boxKey(QKeyEvent* event, bool override);
    bool listKey(QKeyEvent* event, bool override);

    QPointer<QuestionEdit> m_edit;
    QPointer<QWidget> m_line;
    Knowledge* m_knowledge = nullptr;
    QListWidget* m_list = nullptr;
    MatchDelegate* m_delegate = nullptr;
    QList<VerifiedQuestion> m_found;
};

//! "Verified by ana on 3 March 2026", with the explanation; plain text.
QString verifiedText(const VerifiedQuestion& question);

} // namespace parlance
