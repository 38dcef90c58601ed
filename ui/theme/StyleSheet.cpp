// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace parlance {

namespace {

// Words that begin with @ are replaced by the theme's values; a longer name is never the prefix of a shorter one's
// place because the longest are replaced first.

QString grounds()
{
    return QStringLiteral(R"(
QMainWindow, QDialog { background: @window; }
QToolTip { background: @raised; color: @text; border: 1px solid @inputBorder; padding: 4px 6px; }
QFrame[role="panel"], QWidget[role="panel"] { background: @surface; border: none; }
QFrame[role="card"] { background: @stripe; border: 1px solid @line; border-radius: 10px; }
QFrame[role="infoBar"] { background: @stripe; border: 1px solid @inputBorder; border-radius: 10px; }
QFrame[role="errorBar"] { background: @errorGround; border: 1px solid @error; border-radius: 10px; }
QFrame[role="warningBar"] { background: @warningGround; border: 1px solid @warning; border-radius: 10px; }
QFrame[role="chip"] { background: @surface; border: 1px solid @inputBorder; border-radius: 11px; }
QFrame[role="header"] { border: none; background: qlineargradient(x1:0, y1:0, x2:1, y2:0.2, stop:0 @gradientStart, stop:1 @gradientEnd); }
QFrame[role="side"] { border: none; background: qlineargradient(x1:0, y1:0, x2:0.35, y2:1, stop:0 @gradientStart, stop:1 @gradientEnd); }
QFrame[role="pill"] { background: rgba(0, 0, 0, 72); border: none; border-radius: 11px; }
QFrame[role="line"] { background: @line; border: none; }
QFrame[role="header"] QLabel, QFrame[role="side"] QLabel { color: white; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: @ring; }
QStatusBar { background: @window; border-top: 1px solid @line; color: @muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; font-size: @captionSize; }
QScrollArea { border: none; background: transparent; }
parlance--FocusRing, parlance--BusyRing { color: @ring; }
)");
}

QString labels()
{
    return QStringLiteral(R"(
QLabel { background: transparent; border: none; }
QLabel[role="title"] { font-size: @titleSize; font-weight: 600; }
QLabel[role="product"] { font-size: @productSize; font-weight: 700; }
QLabel[role="server"] { font-size: @captionSize; }
QLabel[role="heading"] { font-size: @questionSize; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="caption"] { color: @muted; font-size: @captionSize; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="reading"], QLabel[role="readingStale"] { border: 1px solid transparent; border-radius: 4px; padding: 0 1px; }
QLabel[role="readingStale"] { color: @muted; }
QLabel[role="reading"]:hover, QLabel[role="readingStale"]:hover { background: @hover; }
QLabel[role="reading"]:focus, QLabel[role="readingStale"]:focus { border-color: @ring; }
QLabel[role="error"] { color: @error; }
QLabel[role="ok"] { color: @ok; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="mono"] { font-family: "@mono"; }
QPlainTextEdit[role="details"] { font-family: "@mono"; font-size: @captionSize; background: @surface; border-radius: 6px; }
)");
}

QString buttons()
{
    return QStringLiteral(R"(
QPushButton { background: @surface; color: @text; border: 1px solid @inputBorder; border-radius: 8px; padding: 5px 12px; min-height: @rowHeight; font-weight: 500; outline: none; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @line; }
QPushButton:disabled { color: @inputBorder; border-color: @line; }
QPushButton[role="primary"] { background: @button; color: white; border: 1px solid @button; }
QPushButton[role="primary"]:hover { background: @gradientEnd; border-color: @gradientEnd; }
QPushButton[role="primary"]:pressed { background: @gradientStart; border-color: @gradientStart; }
QPushButton[role="primary"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton[role="slim"] { padding: 1px 10px; border-radius: 6px; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; border-radius: 4px; color: @link; padding: 0 1px; min-height: 0; font-weight: 400; text-align: left; text-decoration: underline; }
QPushButton[role="link"]:hover { color: @text; }
QPushButton[role="link"]:focus { border-color: @ring; }
QPushButton[role="link"]:disabled { color: @muted; text-decoration: none; }
QPushButton[role="flat"], QToolButton { background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 4px 8px; color: @text; }
QToolButton { padding: 3px; }
QPushButton[role="flat"]:hover, QToolButton:hover { background: @line; }
QPushButton[role="flat"]:focus, QToolButton:focus { border-color: @ring; }
QPushButton[role="flat"]:disabled, QToolButton:disabled { color: @inputBorder; }
QToolButton:pressed, QToolButton:checked { background: @line; }
QToolButton::menu-indicator { image: none; }
QPushButton[role="header"], QToolButton[role="header"] { background: transparent; color: white; border: 1px solid rgba(255, 255, 255, 170); border-radius: 8px; padding: 4px 11px; font-weight: 400; }
QPushButton[role="header"]:hover, QToolButton[role="header"]:hover, QToolButton[role="headerFlat"]:hover, QPushButton[role="headerFlat"]:hover { background: rgba(0, 0, 0, 48); }
QPushButton[role="header"]:pressed, QToolButton[role="header"]:pressed { background: rgba(0, 0, 0, 80); }
QPushButton[role="headerFlat"], QToolButton[role="headerFlat"] { background: transparent; color: white; border: 2px solid transparent; border-radius: 8px; padding: 4px; }
QToolButton[role="headerFlat"]:focus, QPushButton[role="headerFlat"]:focus { border-color: white; }
)");
}

QString inputs()
{
    return QStringLiteral(R"(
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: @raised; border: 1px solid @inputBorder; border-radius: 8px; padding: 5px 9px; selection-background-color: @button; selection-color: white; }
QLineEdit, QComboBox { min-height: @rowHeight; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid @ring; padding: 4px 8px; }
QLineEdit[role="slim"], QComboBox[role="slim"] { padding: 1px 7px; border-radius: 6px; }
QLineEdit[role="slim"]:focus, QComboBox[role="slim"]:focus { padding: 0 6px; border-radius: 6px; }
QLineEdit:disabled, QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] { background: @stripe; }
QLineEdit:disabled { color: @muted; border-color: @line; }
QLineEdit[role="question"], QTextEdit[role="question"], QPlainTextEdit[role="question"] { font-size: @questionSize; border-radius: 10px; padding: 9px 13px; }
QLineEdit[role="question"]:focus, QTextEdit[role="question"]:focus, QPlainTextEdit[role="question"]:focus { border: 2px solid @ring; padding: 8px 12px; }
QLineEdit[role="bare"], QTextEdit[role="bare"], QPlainTextEdit[role="bare"], QLineEdit[role="bare"]:focus, QTextEdit[role="bare"]:focus, QPlainTextEdit[role="bare"]:focus { border: none; background: transparent; padding: 0; font-size: @questionSize; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(:/icons/chevron-down-grey.svg); width: 16px; height: 16px; }
QSpinBox { padding-right: 26px; }
QSpinBox:focus { padding-right: 25px; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 24px; border: none; background: transparent; }
QSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @line; }
QSpinBox::up-arrow { image: url(:/icons/chevron-up-grey.svg); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url(:/icons/chevron-down-grey.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @inputBorder; selection-background-color: @selection; selection-color: @text; outline: none; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: 14px; height: 14px; border: 1px solid @inputBorder; border-radius: 4px; background: @raised; margin: 1px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @ring; margin: 0; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: @button; border-color: @button; image: url(:/icons/check-white.svg); }
QRadioButton::indicator:checked { background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5, stop:0 white, stop:0.45 white, stop:0.55 @button, stop:1 @button); border-color: @button; }
QProgressBar { background: @line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @ring; border-radius: 3px; }
)");
}

QString views()
{
    return QStringLiteral(R"(
QAbstractItemView { background: @surface; color: @text; border: none; outline: none; selection-background-color: @selection; selection-color: @text; alternate-background-color: @stripe; }
QTableView { gridline-color: @line; }
QTreeView::item, QListView::item { border: none; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected { background: @selection; color: @text; }
QTreeView#schemaTree::item, QTreeView#schemaTree::item:hover, QTreeView#schemaTree::item:selected, QTreeView#schemaTree::branch, QListView#historyList::item, QListView#historyList::item:hover, QListView#historyList::item:selected, QListView#teamBox::item, QListView#teamBox::item:hover, QListView#teamBox::item:selected { background: transparent; border-image: none; image: none; }
QListView#teamBox { background: transparent; }
QTextEdit#schemaDetails, QTextEdit#schemaDetails:focus { border: none; border-radius: 0; background: @surface; padding: 0; }
QHeaderView { background: @stripe; border: none; }
QHeaderView::section { background: @stripe; color: @muted; border: none; border-bottom: 1px solid @line; border-right: 1px solid @line; padding: 4px 10px; }
QTableCornerButton::section { background: @stripe; border: none; border-bottom: 1px solid @line; border-right: 1px solid @line; }
QMenu { background: @raised; border: 1px solid @inputBorder; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 6px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @inputBorder; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenuBar { background: @window; }
QMenuBar::item { padding: 4px 8px; }
QMenuBar::item:selected { background: @line; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @inputBorder; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
)");
}

QString tabs()
{
    return QStringLiteral(R"(
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent; padding: 6px 2px; margin-right: 20px; font-weight: 500; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @ring; }
QTabBar:focus::tab:selected, QTabBar::tab:selected:focus { color: @ring; }
QTabBar::tab:disabled { color: @inputBorder; }
QTabBar[role="documents"]::tab { border: 1px solid transparent; border-top-left-radius: 8px; border-top-right-radius: 8px; padding: 7px 13px; margin: 3px 2px 0 0; }
QTabBar[role="documents"]::tab:selected { background: @surface; border: 1px solid @line; border-bottom: 1px solid @surface; }
QTabBar[role="documents"]::tab:hover:!selected { background: @line; }
QTabBar[role="documents"]::tab:selected:focus { border: 2px solid @ring; border-bottom: 1px solid @surface; padding: 6px 12px; }
QTabBar[role="pages"]::tab { border: 2px solid transparent; border-radius: 8px; padding: 3px 9px; margin: 0 4px 0 0; }
QTabBar[role="pages"]::tab:selected { background: @pageGround; }
QTabBar[role="pages"]::tab:selected:focus { border-color: @ring; color: @text; }
QTabBar::close-button { image: url(:/icons/close-grey.svg); subcontrol-position: right; width: 16px; height: 16px; border-radius: 4px; }
QTabBar::close-button:hover { background: @line; }
QTabBar QToolButton { background: @window; }
QTabBar QToolButton::left-arrow { image: url(:/icons/chevron-left-grey.svg); width: 16px; height: 16px; }
QTabBar QToolButton::right-arrow { image: url(:/icons/chevron-right-grey.svg); width: 16px; height: 16px; }
QTabBar QToolButton#closeTabButton, QTabBar QToolButton#closeResultButton { background: transparent; border: none; padding: 0; border-radius: 4px; }
QTabBar QToolButton#closeTabButton:hover, QTabBar QToolButton#closeResultButton:hover { background: @line; }
QLabel#cursorText, QLabel#timeZoneText { padding-right: 10px; }
QTabBar::tear { width: 0; image: none; border: none; }
)");
}

QList<QPair<QString, QString>> colours(const Theme& t)
{
    const auto mix = [](const QColor& a, const QColor& b) {
        return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2).name();
    };
    return {{QStringLiteral("@warningGround"), t.warningGround.name()},
            {QStringLiteral("@gradientStart"), t.accent.gradientStart.name()},
            {QStringLiteral("@gradientEnd"), t.accent.gradientEnd.name()},
            {QStringLiteral("@inputBorder"), t.inputBorder.name()},
            {QStringLiteral("@errorGround"), t.errorGround.name()},
            {QStringLiteral("@pageGround"), t.window.name()},
            {QStringLiteral("@selection"), t.accent.selection.name()},
            {QStringLiteral("@warning"), t.warning.name()},
            {QStringLiteral("@surface"), t.surface.name()},
            {QStringLiteral("@raised"), t.raised.name()},
            {QStringLiteral("@stripe"), t.stripe.name()},
            {QStringLiteral("@scroll"), mix(t.line, t.inputBorder)},
            {QStringLiteral("@window"), t.window.name()},
            {QStringLiteral("@button"), t.accent.button.name()},
            {QStringLiteral("@hover"), t.dark ? mix(t.raised, t.line) : t.window.name()},
            {QStringLiteral("@muted"), t.muted.name()},
            {QStringLiteral("@error"), t.error.name()},
            {QStringLiteral("@line"), t.line.name()},
            {QStringLiteral("@link"), t.link.name()},
            {QStringLiteral("@text"), t.text.name()},
            {QStringLiteral("@ring"), t.focusRing().name()},
            {QStringLiteral("@ok"), t.ok.name()}};
}

// In points: the sizes of the tokens for an interface of 10 pt, in proportion for a larger one.
QString points(double factor)
{
    const double base = QApplication::font().pointSizeF() > 0 ? QApplication::font().pointSizeF() : 10.0;
    return QString::number(base * factor, 'f', 1) + QStringLiteral("pt");
}

} // namespace

QString styleSheet(const Theme& theme)
{
    QString sheet = grounds() + labels() + buttons() + inputs() + views() + tabs();
    // In pixels: a style sheet knows no line height, and a fixed one would cut larger letters.
    const int row = std::max(20, QFontMetrics(QApplication::font()).height() + 2);
    sheet.replace(QLatin1String("@rowHeight"), QString::number(row) + QLatin1String("px"));
    sheet.replace(QLatin1String("@captionSize"), points(0.9));
    sheet.replace(QLatin1String("@questionSize"), points(1.15));
    sheet.replace(QLatin1String("@productSize"), points(1.9));
    sheet.replace(QLatin1String("@titleSize"), points(1.5));
    sheet.replace(QLatin1String("@mono"), QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    for (const auto& [name, value] : colours(theme))
        sheet.replace(name, value);
    return sheet;
}

QString breakable(const QString& text)
{
    constexpr qsizetype longWord = 24;
    QStringList words = text.split(QLatin1Char(' '));
    for (QString& word : words) {
        if (word.size() <= longWord)
            continue;
        for (const QChar place : {QChar(u'.'), QChar(u'/'), QChar(u'_'), QChar(u':')})
            word.replace(place, QString(place) + QChar(0x200B)); // zero width space
    }
    return words.join(QLatin1Char(' '));
}

void setRole(QWidget* widget, const char* role)
{
    const QString text = QString::fromLatin1(role);
    if (widget->property("role").toString() == text)
        return;
    widget->setProperty("role", text);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace parlance
