// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ValueText.h"

#include <QFontDatabase>
#include <QKeyEvent>

#include <Qsci/qscilexerjson.h>
#include <Qsci/qscilexerxml.h>

namespace parlance {

namespace {

constexpr int foldMargin = 2;

QMap<int, QColor> jsonColours(const Theme& theme)
{
    return {{QsciLexerJSON::Property, theme.link},
            {QsciLexerJSON::String, theme.string},
            {QsciLexerJSON::UnclosedString, theme.string},
            {QsciLexerJSON::Number, theme.number},
            {QsciLexerJSON::Keyword, theme.keyword},
            {QsciLexerJSON::EscapeSequence, theme.number},
            {QsciLexerJSON::IRI, theme.string},
            {QsciLexerJSON::IRICompact, theme.string}};
}

QMap<int, QColor> xmlColours(const Theme& theme)
{
    return {{QsciLexerHTML::Tag, theme.keyword},
            {QsciLexerHTML::UnknownTag, theme.keyword},
            {QsciLexerHTML::XMLTagEnd, theme.keyword},
            {QsciLexerHTML::XMLStart, theme.comment},
            {QsciLexerHTML::XMLEnd, theme.comment},
            {QsciLexerHTML::Attribute, theme.link},
            {QsciLexerHTML::UnknownAttribute, theme.link},
            {QsciLexerHTML::HTMLDoubleQuotedString, theme.string},
            {QsciLexerHTML::HTMLSingleQuotedString, theme.string},
            {QsciLexerHTML::HTMLComment, theme.comment},
            {QsciLexerHTML::Entity, theme.number}};
}

} // namespace

ValueText::ValueText(QWidget* parent)
    : QsciScintilla(parent)
{
    setObjectName(QStringLiteral("valueText"));
    setAccessibleName(tr("Value"));
    setUtf8(true);
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    for (int margin = 0; margin < 5; ++margin)
        setMarginWidth(margin, 0);
    setWrapMode(WrapWord);
    setCaretLineVisible(false);
    SendScintilla(SCI_SETCARETSTYLE, 1UL);
    SendScintilla(SCI_SETLAYOUTCACHE, static_cast<unsigned long>(SC_CACHE_PAGE));
    m_font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_font.setPointSizeF(font().pointSizeF());
}

void ValueText::setTheme(const Theme& theme)
{
    m_theme = theme;
    setColor(theme.text);
    setPaper(theme.surface);
    setFont(m_font);
    setCaretForegroundColor(theme.text);
    setSelectionBackgroundColor(theme.accent.selection);
    setSelectionForegroundColor(theme.text);
    setFoldMarginColors(theme.surface, theme.surface);
    setMarginsBackgroundColor(theme.surface);
    setMarginsForegroundColor(theme.muted);
    applyColours();
}

void ValueText::applyColours()
{
    if (lexer() == nullptr)
        return;
    const QMap<int, QColor> colours =
        m_language == ViewedValue::Language::Json ? jsonColours(m_theme) : xmlColours(m_theme);
    for (int style = 0; style < 128; ++style) {
        lexer()->setColor(colours.value(style, m_theme.text), style);
        lexer()->setPaper(m_theme.surface, style);
        lexer()->setFont(m_font, style);
    }
    lexer()->setDefaultPaper(m_theme.surface);
    lexer()->setDefaultColor(m_theme.text);
    for (int marker = static_cast<int>(SC_MARKNUM_FOLDEREND); marker <= static_cast<int>(SC_MARKNUM_FOLDEROPEN);
         ++marker) {
        // Not setMarkerForegroundColor(): that leaves alone the markers that QScintilla made for folding.
        SendScintilla(SCI_MARKERSETFORE, static_cast<unsigned long>(marker), m_theme.surface);
        SendScintilla(SCI_MARKERSETBACK, static_cast<unsigned long>(marker), m_theme.muted);
    }
}

void ValueText::setLanguage(ViewedValue::Language language)
{
    if (m_language == language)
        return;
    m_language = language;
    const bool folds = language == ViewedValue::Language::Json || language == ViewedValue::Language::Xml;
    QsciLexer* old = lexer();
    if (language == ViewedValue::Language::Json) {
        auto* json = new QsciLexerJSON(this);
        json->setHighlightEscapeSequences(true);
        json->setFoldCompact(false);
        setLexer(json);
    } else if (language == ViewedValue::Language::Xml) {
        auto* xml = new QsciLexerXML(this);
        xml->setFoldCompact(false);
        setLexer(xml);
    } else {
        setLexer(nullptr);
    }
    delete old;
    setFolding(folds ? PlainFoldStyle : NoFoldStyle, foldMargin);
    setWrapMode(language == ViewedValue::Language::Hex ? WrapNone : WrapWord);
    setTheme(m_theme);
}

void ValueText::showText(const QString& text, ViewedValue::Language language)
{
    setLanguage(language);
    setText(text);
    setCursorPosition(0, 0);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);
}

void ValueText::addText(const QString& text)
{
    setReadOnly(false);
    append(text);
    setReadOnly(true);
}

bool ValueText::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QsciScintilla::event(event);
}

void ValueText::keyPressEvent(QKeyEvent* event)
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    if (event->key() == Qt::Key_Escape)
        emit leaveRequested();
    else if (event->key() == Qt::Key_Space && folding() != NoFoldStyle)
        foldLine(line);
    else if (event->key() == Qt::Key_Tab)
        focusNextChild();
    else if (event->key() == Qt::Key_Backtab)
        focusPreviousChild();
    else
        QsciScintilla::keyPressEvent(event);
}

} // namespace parlance
