// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"
#include "ui/theme/Theme.h"

#include <Qsci/qsciscintilla.h>

#include <QTimer>

#include <optional>
#include <utility>

class QMenu;

namespace parlance {

class EditorMarks;
class SqlLexer;

//! The SQL editor (object name sqlEditor): PostgreSQL's words coloured by its own scanner's rules, line numbers,
//! matching brackets, indentation, the statement to be run marked, errors underlined. Knows no database. Positions that
//! cross its border are UTF-8 byte offsets, which is what Scintilla counts too. GUI thread.
class SqlEditor final : public QsciScintilla {
    Q_OBJECT
public:
    explicit SqlEditor(QWidget* parent = nullptr);
    ~SqlEditor() override;

    void setTheme(const Theme& theme);

    QByteArray utf8() const;
    QString sql() const;
    //! Counts every change of the text, by whomever: answers and results belong to a revision.
    quint64 revision() const { return m_revision; }
    //! Replaces the text; undo history starts anew (opening a tab).
    void resetSql(const QString& sql);
    //! Replaces the text as one undo step (an applied answer).
    void applySql(const QString& sql);
    void insertSql(const QString& text);

    //! While Claude writes: shows the growing text, read-only; a key that would type ends it (typingDuringWriting).
    void beginWriting();
    void showWritten(const QString& sql);
    //! Ends it. \a accepted: the whole text becomes one undo step over what stood before. Not accepted: the written
    //! part stays, grey (isPartial), and cannot run until acceptPartial() or an edit.
    void endWriting(bool accepted);
    bool isWriting() const { return m_writing; }
    bool isPartial() const { return m_partial; }
    //! The text is a part that was kept from an earlier writing (a restored tab).
    void showPartial();
    void acceptPartial();

    bool hasSelectedText() const;
    //! The script of the current text; nothing while it is being read after a change.
    const std::optional<SqlScript>& script() const { return m_script; }
    //! What Ctrl+Enter runs: the selection, else the statement under the cursor. UTF-8 offset and length; length 0:
    //! nothing.
    struct Range {
        qsizetype start = 0;
        qsizetype length = 0;
    };
    Range runRange() const;
    void showErrorAt(qsizetype start, qsizetype length); //!< UTF-8 bytes; underlined until the next edit
    void showFindings(const QList<Finding>& findings);   //!< warnings underlined, told when the mouse rests on them
    //! What is underlined, each where it is now; without what was touched since.
    QList<Finding> findings() const;
    //! Marks of this check are not wanted; the others stay.
    void removeFindings(const QString& check);
    //! Frames a place, with the cursor before it, until the text changes or the cursor goes elsewhere. Nothing is
    //! selected: Run would run the selection.
    void pointOut(qsizetype start, qsizetype length);
    void clearMarks();
    void clearError(); //!< what showErrorAt() underlined; findings stay
    //! The bytes of the text that are in sight, from and up to.
    std::pair<qsizetype, qsizetype> visibleRange() const;
    int cursorOffset() const; //!< UTF-16 units
    void setCursorOffset(int offset);
    void goToStart(qsizetype at); //!< the cursor to UTF-8 byte \a at, its line in sight from the left

signals:
    void runRequested();    //!< Ctrl+Enter
    void runAllRequested(); //!< F5
    void stopRequested();   //!< Esc
    void edited();          //!< the person changed the text
    void typingDuringWriting();
    void partialChanged(bool partial);
    void menuOpening(QMenu* menu);                      //!< whoever has something to add does it now
    void silenceRequested(const QString& check);        //!< findings of this check are not wanted any more
    void scriptRead(const parlance::SqlScript& script); //!< after each change, when its script is known

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    QList<Finding> findingsAt(QPoint point) const;
    void onCursorMoved();
    void onTextChanged();
    void readScript();
    void markStatement();

    SqlLexer* m_lexer = nullptr;
    QTimer m_readTimer;
    quint64 m_revision = 0;
    std::optional<SqlScript> m_script;
    EditorMarks* m_marks = nullptr;
    qsizetype m_pointedOut = -1; //!< where the cursor stands before a place that is pointed out
    QString m_before;
    bool m_writing = false;
    bool m_partial = false;
    bool m_programmatic = false;
};

} // namespace parlance
