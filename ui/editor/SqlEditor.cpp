// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/SqlEditor.h"

#include "base/WhenFinished.h"
#include "ui/editor/EditorMarks.h"
#include "ui/editor/SqlLexer.h"
#include "ui/theme/PlainToolTip.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QMenu>
#include <Qsci/qscicommandset.h>
#include <QToolTip>

namespace parlance {

namespace {

constexpr int errorIndicator = 8;
constexpr int statementIndicator = 10;
constexpr int statementMarker = 2;
constexpr int numberMargin = 0;
constexpr int statementMargin = 1;
constexpr int readAfterMilliseconds = 30;

// Keys that belong to the window, not to Scintilla's own commands (which would delete a line on Ctrl+L).
constexpr QKeyCombination windowKeys[] = {
    Qt::CTRL | Qt::Key_L,
    Qt::CTRL | Qt::Key_T,
    Qt::CTRL | Qt::SHIFT | Qt::Key_T,
    Qt::CTRL | Qt::SHIFT | Qt::Key_L,
    QKeyCombination(Qt::Key_Escape),
    Qt::CTRL | Qt::Key_W,
    Qt::CTRL | Qt::Key_Tab,
    Qt::CTRL | Qt::Key_D,
    Qt::CTRL | Qt::Key_Return,
};

bool wouldEdit(const QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste) || event->matches(QKeySequence::Cut) ||
        event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo))
        return true;
    switch (event->key()) {
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        return event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    default:
        break;
    }
    const bool commandKey = event->modifiers() & (Qt::ControlModifier | Qt::MetaModifier) &&
                            !(event->modifiers() & Qt::AltModifier); // AltGr arrives as Ctrl+Alt
    return !commandKey && !event->text().isEmpty() && event->text().at(0).isPrint();
}

} // namespace

SqlEditor::SqlEditor(QWidget* parent)
    : QsciScintilla(parent)
    , m_lexer(new SqlLexer(this))
    , m_marks(new EditorMarks(this))
{
    setObjectName(QStringLiteral("sqlEditor"));
    setAccessibleName(tr("SQL"));
    setUtf8(true);
    setEolMode(EolUnix);
    setFrameShape(QFrame::NoFrame);
    setLexer(m_lexer);
    setAutoIndent(true);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setBackspaceUnindents(true);
    setBraceMatching(SloppyBraceMatch);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setCaretLineVisible(false);
    setMarginType(numberMargin, NumberMargin);
    setMarginType(statementMargin, SymbolMargin);
    setMarginWidth(statementMargin, 6);
    setMarginMarkerMask(statementMargin, 1 << statementMarker);
    setMarginSensitivity(statementMargin, false);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 6L);
    markerDefine(LeftRectangle, statementMarker);
    indicatorDefine(SquiggleIndicator, errorIndicator);
    indicatorDefine(StraightBoxIndicator, statementIndicator);
    setIndicatorDrawUnder(true, statementIndicator);
    for (const QKeyCombination combination : windowKeys) {
        const int key = combination.toCombined();
        if (QsciCommand* command = standardCommands()->boundTo(key)) {
            if (command->key() == key)
                command->setKey(0);
            if (command->alternateKey() == key)
                command->setAlternateKey(0);
        }
    }
    const auto sizeNumbers = [this] {
        setMarginWidth(numberMargin, QString(qMax(2, static_cast<int>(QString::number(lines()).size())) + 1, u'9'));
    };
    connect(this, &QsciScintilla::linesChanged, this, sizeNumbers);
    connect(this, &QsciScintilla::textChanged, this, &SqlEditor::onTextChanged);
    connect(this, &QsciScintilla::cursorPositionChanged, this, &SqlEditor::onCursorMoved);
    connect(this, &QsciScintilla::selectionChanged, this, &SqlEditor::markStatement);
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(readAfterMilliseconds);
    connect(&m_readTimer, &QTimer::timeout, this, &SqlEditor::readScript);
    sizeNumbers();
    readScript();
}

SqlEditor::~SqlEditor() = default;

void SqlEditor::setTheme(const Theme& theme)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(10);
    font.setStyleHint(QFont::Monospace);
    m_lexer->setTheme(theme, font);
    setMarginsFont(font);
    setMarginsForegroundColor(theme.muted);
    setMarginsBackgroundColor(theme.stripe);
    setMarginBackgroundColor(statementMargin, theme.raised);
    setPaper(theme.raised);
    setColor(theme.text);
    setCaretForegroundColor(theme.text);
    setCaretWidth(2);
    setSelectionBackgroundColor(theme.accent.selection);
    setSelectionForegroundColor(theme.text);
    setMatchedBraceBackgroundColor(theme.accent.selection);
    setMatchedBraceForegroundColor(theme.text);
    setUnmatchedBraceForegroundColor(theme.error);
    setUnmatchedBraceBackgroundColor(theme.raised);
    setMarkerBackgroundColor(theme.focusRing(), statementMarker);
    setMarkerForegroundColor(theme.focusRing(), statementMarker);
    setIndicatorForegroundColor(theme.error, errorIndicator);
    m_marks->setTheme(theme);
    QColor statement = theme.focusRing();
    statement.setAlpha(26);
    setIndicatorForegroundColor(statement, statementIndicator);
    SendScintilla(SCI_INDICSETOUTLINEALPHA, static_cast<unsigned long>(statementIndicator), 0L);
    recolor();
}

QByteArray SqlEditor::utf8() const
{
    const long length = SendScintilla(SCI_GETLENGTH);
    QByteArray bytes(static_cast<qsizetype>(length) + 1, '\0');
    SendScintilla(SCI_GETTEXT, static_cast<unsigned long>(length + 1), bytes.data());
    bytes.chop(1);
    return bytes;
}

QString SqlEditor::sql() const
{
    return text();
}

void SqlEditor::resetSql(const QString& sql)
{
    m_programmatic = true;
    setText(sql);
    m_programmatic = false;
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    m_partial = false;
    m_lexer->setMuted(false);
    clearMarks();
}

void SqlEditor::applySql(const QString& sql)
{
    m_programmatic = true;
    const QByteArray bytes = sql.toUtf8();
    beginUndoAction();
    SendScintilla(SCI_TARGETWHOLEDOCUMENT);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
    endUndoAction();
    m_programmatic = false;
    clearMarks();
}

void SqlEditor::insertSql(const QString& text)
{
    if (m_writing)
        return;
    replaceSelectedText(text);
    setFocus();
}

void SqlEditor::beginWriting()
{
    if (m_writing)
        return;
    acceptPartial(); // what comes is new; the part goes into the undo history
    m_before = text();
    m_writing = true;
    clearMarks();
    m_programmatic = true;
    // What grows is not an edit: it enters the undo history as a whole when the writing ends.
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    setText(QString());
    m_programmatic = false;
    setReadOnly(true);
}

void SqlEditor::showWritten(const QString& sql)
{
    if (!m_writing)
        return;
    const QByteArray bytes = sql.toUtf8();
    const qsizetype shown = static_cast<qsizetype>(SendScintilla(SCI_GETLENGTH));
    m_programmatic = true;
    setReadOnly(false);
    if (bytes.size() >= shown && bytes.startsWith(utf8()))
        SendScintilla(SCI_APPENDTEXT, static_cast<unsigned long>(bytes.size() - shown), bytes.constData() + shown);
    else
        setText(sql);
    setReadOnly(true);
    m_programmatic = false;
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(bytes.size()));
}

void SqlEditor::endWriting(bool accepted)
{
    if (!m_writing)
        return;
    const QString written = text();
    setReadOnly(false);
    m_programmatic = true;
    setText(m_before); // history and text agree again before the collection goes on
    SendScintilla(SCI_SETUNDOCOLLECTION, 1UL);
    m_programmatic = false;
    m_writing = false;
    if (!written.isEmpty() && written != m_before)
        applySql(written);
    m_before.clear();
    if (!accepted) // whoever typed goes on where the writing stopped
        SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(SendScintilla(SCI_GETLENGTH)));
    const bool partial = !accepted && !written.isEmpty();
    m_lexer->setMuted(partial);
    recolor();
    m_partial = partial;
    emit partialChanged(m_partial);
    ++m_revision;
    readScript();
}

void SqlEditor::showPartial()
{
    m_partial = true;
    m_lexer->setMuted(true);
    recolor();
    emit partialChanged(true);
}

void SqlEditor::acceptPartial()
{
    if (!m_partial)
        return;
    m_partial = false;
    m_lexer->setMuted(false);
    recolor();
    emit partialChanged(false);
}

bool SqlEditor::hasSelectedText() const
{
    // QsciScintilla's own answer is a flag that stays up when a selection is typed over.
    return SendScintilla(SCI_GETSELECTIONSTART) != SendScintilla(SCI_GETSELECTIONEND);
}

SqlEditor::Range SqlEditor::runRange() const
{
    if (hasSelectedText()) {
        const long start = SendScintilla(SCI_GETSELECTIONSTART);
        return {start, SendScintilla(SCI_GETSELECTIONEND) - start};
    }
    if (!m_script)
        return {};
    const qsizetype index = m_script->statementAt(SendScintilla(SCI_GETCURRENTPOS));
    if (index < 0)
        return {};
    const SqlStatement& statement = m_script->statements.at(index);
    return {statement.start, statement.length};
}

void SqlEditor::showErrorAt(qsizetype start, qsizetype length)
{
    const long size = SendScintilla(SCI_GETLENGTH);
    const long from = std::clamp(static_cast<long>(start), 0L, size);
    const long span = std::clamp(static_cast<long>(qMax<qsizetype>(length, 1)), 0L, size - from);
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(errorIndicator));
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(from), span);
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(from));
    ensureCursorVisible();
}

void SqlEditor::showFindings(const QList<Finding>& findings)
{
    m_marks->show(findings);
}

QList<Finding> SqlEditor::findings() const
{
    return m_marks->findings();
}

void SqlEditor::removeFindings(const QString& check)
{
    m_marks->remove(check);
}

void SqlEditor::pointOut(qsizetype start, qsizetype length)
{
    const qsizetype size = static_cast<qsizetype>(SendScintilla(SCI_GETLENGTH));
    const qsizetype from = std::clamp(start, qsizetype(0), size);
    m_pointedOut = from; // before the cursor moves there
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(from));
    ensureCursorVisible();
    m_marks->pointOut(from, std::clamp(length, qsizetype(0), size - from));
}

void SqlEditor::onCursorMoved()
{
    if (m_pointedOut >= 0 && SendScintilla(SCI_GETCURRENTPOS) != m_pointedOut) {
        m_pointedOut = -1;
        m_marks->clearPlace();
    }
    markStatement();
}

QList<Finding> SqlEditor::findingsAt(QPoint point) const
{
    return m_marks->at(
        SendScintilla(SCI_POSITIONFROMPOINTCLOSE, static_cast<unsigned long>(qMax(0, point.x())), long(point.y())));
}

std::pair<qsizetype, qsizetype> SqlEditor::visibleRange() const
{
    const auto positionOf = [this](long shown) {
        const auto line =
            static_cast<unsigned long>(SendScintilla(SCI_DOCLINEFROMVISIBLE, static_cast<unsigned long>(shown)));
        return SendScintilla(SCI_POSITIONFROMLINE, line);
    };
    const long first = SendScintilla(SCI_GETFIRSTVISIBLELINE);
    const long end = positionOf(first + SendScintilla(SCI_LINESONSCREEN) + 1);
    return {positionOf(first), end > 0 ? end : SendScintilla(SCI_GETLENGTH)};
}

//! The usual menu; on a mark also the way to be rid of its kind.
void SqlEditor::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* menu = createStandardContextMenu();
    if (menu == nullptr)
        return;
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QPoint point = event->pos();
    QPoint shownAt = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const long at = SendScintilla(SCI_GETCURRENTPOS);
        point = {int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, at)),
                 int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, at))};
        shownAt = viewport()->mapToGlobal(point);
    }
    QStringList checks;
    for (const Finding& finding : findingsAt(point)) {
        if (checks.contains(finding.check))
            continue;
        if (checks.isEmpty())
            menu->addSeparator();
        checks.append(finding.check);
        QAction* silence = menu->addAction(tr("Do not show this mark again"));
        silence->setObjectName(QStringLiteral("silenceAction"));
        silence->setToolTip(plainToolTip(finding.message));
        connect(silence, &QAction::triggered, this, [this, check = finding.check] { emit silenceRequested(check); });
    }
    emit menuOpening(menu);
    menu->popup(shownAt);
}

bool SqlEditor::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QsciScintilla::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    for (const Finding& finding : findingsAt(help->pos()))
        text += QStringLiteral("<p>") + finding.message.toHtmlEscaped() + QStringLiteral("</p>");
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

void SqlEditor::clearError()
{
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(errorIndicator));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
}

void SqlEditor::clearMarks()
{
    m_marks->clear();
    clearError();
}

int SqlEditor::cursorOffset() const
{
    const QByteArray before = utf8().left(static_cast<qsizetype>(SendScintilla(SCI_GETCURRENTPOS)));
    return static_cast<int>(QString::fromUtf8(before).size());
}

void SqlEditor::setCursorOffset(int offset)
{
    const qsizetype bytes = text().left(offset).toUtf8().size();
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(bytes));
}

void SqlEditor::goToStart(qsizetype at)
{
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(at));
    SendScintilla(SCI_SETXOFFSET, 0UL); // what was written moved along with its end
    ensureCursorVisible();
}

void SqlEditor::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && modifiers == Qt::ControlModifier) {
        emit runRequested();
        return;
    }
    if (event->key() == Qt::Key_F5 && modifiers == Qt::NoModifier) {
        emit runAllRequested();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        emit stopRequested();
        return;
    }
    if (m_writing && wouldEdit(event)) {
        emit typingDuringWriting();
        if (m_writing) // nobody ended it: the text stays as it is
            return;
    }
    QsciScintilla::keyPressEvent(event);
}

void SqlEditor::onTextChanged()
{
    if (m_writing)
        return;
    ++m_revision;
    m_script.reset();
    clearError(); // it was of the text that ran; what the checks found moves with the text
    if (!m_programmatic) {
        acceptPartial();
        emit edited();
    }
    m_readTimer.start();
}

void SqlEditor::readScript()
{
    m_readTimer.stop();
    whenFinished(SqlScript::parseLater(utf8()), this, [this, revision = m_revision](const SqlScript& script) {
        if (revision != m_revision || m_writing)
            return;
        m_script = script;
        markStatement();
        emit scriptRead(*m_script);
    });
}

void SqlEditor::markStatement()
{
    markerDeleteAll(statementMarker);
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(statementIndicator));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    if (m_writing || hasSelectedText() || !m_script || m_script->statements.size() < 2)
        return;
    const Range range = runRange();
    if (range.length == 0)
        return;
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(range.start), static_cast<long>(range.length));
    const int first = static_cast<int>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(range.start)));
    const int last = static_cast<int>(
        SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(range.start + range.length - 1)));
    for (int line = first; line <= last; ++line)
        markerAdd(line, statementMarker);
}

} // namespace parlance
