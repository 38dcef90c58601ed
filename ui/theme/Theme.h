// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QIcon>
#include <QObject>
#include <QString>

class QWidget;

namespace parlance {

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

//! Holds the mode (light, dark, follow the system) and gives each window its Theme. GUI thread.
class ThemeManager final : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    explicit ThemeManager(QObject* parent = nullptr);
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    bool isDark() const;
    Theme theme(const QColor& accent) const;
    //! Fusion, palette, font: for the application.
    void applyToApplication();

signals:
    void changed();

private:
    Mode m_mode = Mode::System;
};

//! The style sheet of a top-level window. Widgets say what they are by the dynamic property "role":
//! QPushButton: primary (filled; at most one shown), secondary (outlined, the default), link, flat, header (on the
//! gradient) QLabel: title, heading, caption (muted 9 pt), error, ok, warning, mono QFrame: card (answer card), chip,
//! errorBar, warningBar, header (the gradient), pill (in the header), line QLineEdit, QTextEdit: question (the big
//! question box), plain by default. After changing a role at run time call setRole().
QString styleSheet(const Theme& theme);
//! Sets the dynamic property "role" and polishes the widget again.
void setRole(QWidget* widget, const char* role);

//! Our own SVG icon (resources/icons/<name>.svg, drawn with currentColor) in \a colour. Names: key, arrow-right-up,
//! lock, check, cross, cross-circle, warning, info, play, stop, search, menu, plus, eye, eye-off, refresh,
//! chevron-right, chevron-down, copy, download, table, view, history, filter, sparkle, plug, clock, pin, close, logo.
QIcon icon(const QString& name, const QColor& colour);

} // namespace parlance
