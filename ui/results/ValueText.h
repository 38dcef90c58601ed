// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ViewedValue.h"
#include "ui/theme/Theme.h"

#include <Qsci/qsciscintilla.h>

namespace parlance {

//! The text of one value, read-only: coloured by its language, folded at the marks in its margin or with the space bar.
//! Esc asks to leave it. GUI thread.
class ValueText final : public QsciScintilla {
    Q_OBJECT
public:
    explicit ValueText(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    //! Another value, from its first piece.
    void showText(const QString& text, ViewedValue::Language language);
    //! One more piece of it.
    void addText(const QString& text);

signals:
    void leaveRequested();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setLanguage(ViewedValue::Language language);
    void applyColours();

    Theme m_theme;
    QFont m_font;
    ViewedValue::Language m_language = ViewedValue::Language::Plain;
};

} // namespace parlance
