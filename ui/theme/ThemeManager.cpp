// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/FocusRing.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QWidget>

namespace parlance {

namespace {

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.stripe);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Button, theme.raised);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.error);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent.selection);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.link);
    palette.setColor(QPalette::LinkVisited, theme.link);
    palette.setColor(QPalette::Light, theme.raised);
    palette.setColor(QPalette::Midlight, theme.line);
    palette.setColor(QPalette::Mid, theme.line);
    palette.setColor(QPalette::Dark, theme.inputBorder);
    palette.setColor(QPalette::Shadow, theme.dark ? QColor(Qt::black) : theme.inputBorder);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.inputBorder);
    return palette;
}

} // namespace

ThemeManager::ThemeManager(QObject* parent)
    : QObject(parent)
{
    m_systemDark = readSystemDark();
}

ThemeManager::~ThemeManager()
{
    delete m_focusRing;
}

// Qt 6.4 does not know the system's colour scheme, but its palette before ours was set does: light text on dark ground.
bool ThemeManager::readSystemDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
#endif
}

void ThemeManager::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    const bool wasDark = isDark();
    m_mode = mode;
    if (m_applied)
        applyPalette();
    if (wasDark != isDark())
        emit changed();
}

bool ThemeManager::isDark() const
{
    return m_mode == Mode::System ? m_systemDark : m_mode == Mode::Dark;
}

Theme ThemeManager::theme(const QColor& accent) const
{
    return makeTheme(accent, isDark());
}

void ThemeManager::applyToApplication()
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // Somebody who set larger letters in the system needs them here too; macOS counts its points differently.
    font.setPointSizeF(std::max(10.0, font.pointSizeF()));
    QApplication::setFont(font);
    applyPalette();
    if (m_applied)
        return;
    m_applied = true;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &ThemeManager::followSystem);
#else
    qApp->installEventFilter(this);
#endif
    connect(qApp, &QApplication::focusChanged, this, &ThemeManager::moveFocusRing);
}

void ThemeManager::moveFocusRing(QWidget*, QWidget* now)
{
    if (!m_focusRing)
        m_focusRing = new FocusRing;
    m_focusRing->follow(now);
}

void ThemeManager::applyPalette()
{
    m_reading = true; // our own change is not the system's
    QApplication::setPalette(paletteOf(theme(QColor(QStringLiteral("#0f766e")))));
    m_reading = false;
}

void ThemeManager::followSystem()
{
    if (m_reading)
        return;
    const bool wasDark = isDark();
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    m_reading = true;
    QApplication::setPalette(QPalette()); // shows the platform's own palette again
    m_systemDark = readSystemDark();
    m_reading = false;
#else
    m_systemDark = readSystemDark();
#endif
    applyPalette();
    if (wasDark != isDark())
        emit changed();
}

bool ThemeManager::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && !m_reading)
        QMetaObject::invokeMethod(this, &ThemeManager::followSystem, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

ThemeManager::Mode ThemeManager::modeFromText(const QString& text)
{
    if (text == QLatin1String("light"))
        return Mode::Light;
    return text == QLatin1String("dark") ? Mode::Dark : Mode::System;
}

QString ThemeManager::modeToText(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return QStringLiteral("light");
    case Mode::Dark:
        return QStringLiteral("dark");
    case Mode::System:
        break;
    }
    return QStringLiteral("system");
}

} // namespace parlance
