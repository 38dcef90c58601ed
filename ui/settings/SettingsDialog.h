// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeClient.h"
#include "team/EndpointSource.h"
#include "ui/theme/Theme.h"

#include <QDialog>

#include <memory>

class QVBoxLayout;

namespace parlance {

//! A small dialog: theme; how much memory results may take; Claude's key with the source in use named, a Test button,
//! the way there (read-only where the administrator set it). Shown with show() or open(). GUI thread.
class SettingsDialog final : public QDialog {
    Q_OBJECT
public:
    //! Without \a endpoint nothing is said about Claude.
    SettingsDialog(Settings* settings, EndpointSource* endpoint, ClaudeClient* client, ThemeManager* themes,
                   QWidget* parent = nullptr);
    ~SettingsDialog() override;
    void focusKey();
    bool hasClaude() const;

protected:
    void done(int result) override; //!< what was typed into address and models counts, however the dialog is closed

private:
    void applyTheme();
    void addMemory(QWidget* page, QVBoxLayout* column);
    void addEditor(QWidget* page, QVBoxLayout* column);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
