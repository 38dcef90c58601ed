// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QIcon>
#include <QObject>
#include <QPointer>
#include <QString>

class QWidget;

namespace parlance {

class FocusRing;

//! A team's colours, all made from its one accent by changing lightness until the contrasts hold
//! (white on gradient and button 4.5:1, focus ring 3:1).
struct Accent {
    QColor gradientStart;
    QColor gradientEnd;
    QColor button;    //!< filled buttons; focus ring in light themes
    QColor bright;    //!< focus ring in dark themes
    QColor selection; //!< ground of selected rows
    static Accent fromColor(const QColor& accent, bool dark);
};

//! The colours of reference/look/tokens.json for one window: a plain value, carried to delegates that paint by hand.
struct Theme {
    bool dark = false;
    QColor window, surface, raised, line, inputBorder, text, muted, stripe, ok, warning, warningGround, error,
        errorGround, link, keyword, string, number, comment, function;
    Accent accent;
    QColor focusRing() const { return dark ? accent.bright : accent.button; }
};

//! The theme of one accent, light or dark. Pure; ThemeManager::theme() is this with its own mode.
Theme makeTheme(const QColor& accent, bool dark);
//! WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

//! Holds the mode (light, dark, follow the system) and gives each window its Theme. GUI thread.
class ThemeManager final : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    explicit ThemeManager(QObject* parent = nullptr);
    ~ThemeManager() override;
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    bool isDark() const;
    Theme theme(const QColor& accent) const;
    //! Fusion, palette, font, focus ring of the buttons: for the application. Call once before the first window; later
    //! changes of mode or system are followed.
    void applyToApplication();
    //! "system", "light", "dark" as the settings keep it, and back (anything else is System).
    static Mode modeFromText(const QString& text);
    static QString modeToText(Mode mode);

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followSystem();
    void applyPalette();
    void moveFocusRing(QWidget* old, QWidget* now);
    bool readSystemDark() const;

    Mode m_mode = Mode::System;
    bool m_systemDark = false;
    bool m_applied = false;
    bool m_reading = false;
    QPointer<FocusRing> m_focusRing; //!< dies with the window it stands in, then made anew
};

//! The style sheet of a top-level window. Widgets say what they are by the dynamic property "role":
//! - QPushButton, QToolButton: primary (filled; at most one shown), secondary (outlined, the default of QPushButton),
//! slim (the same, lower),
//!   link, flat (the default of QToolButton), header (outlined on the gradient), headerFlat (an icon on the gradient)
//! - QLabel: title, heading, strong, caption (muted 9 pt), muted, error, ok, warning, mono
//! - QFrame: card (answer card), chip, errorBar, warningBar, infoBar, header (the gradient), side (the sign-in window's
//!   gradient), pill (in the header), line, panel (white ground)
//! - QTabBar: underlined by default (results), documents (worksheets), pages (Tables, History)
//! - QLineEdit, QTextEdit, QPlainTextEdit: question (the big question box), bare (no border, inside a framed box),
//!   slim (in a row of tabs or a bar), plain by default
//!
//! After changing a role at run time call setRole().
QString styleSheet(const Theme& theme);
//! \a text with invisible places to break its long words (host names, paths) at; for labels that wrap.
QString breakable(const QString& text);
//! Sets the dynamic property "role" and polishes the widget again.
void setRole(QWidget* widget, const char* role);

//! Our own SVG icon (resources/icons/<name>.svg, drawn with currentColor) in \a colour. Names: key, arrow-right-up,
//! lock, check, cross, cross-circle, warning, info, play, stop, search, menu, plus, eye, eye-off, refresh,
//! chevron-right, chevron-down, chevron-up, copy, download, table, view, history, filter, sparkle, plug, clock, pin,
//! close, logo.
QIcon icon(const QString& name, const QColor& colour);

} // namespace parlance
