// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeClient.h"
#include "team/EndpointSource.h"
#include "ui/theme/Theme.h"

#include <QWidget>

#include <memory>

namespace parlance {

//! The part of the settings about Claude: key, test, address, models. GUI thread.
class ClaudeSettings final : public QWidget {
    Q_OBJECT
public:
    ClaudeSettings(EndpointSource* endpoint, ClaudeClient* client, QWidget* parent = nullptr);
    ~ClaudeSettings() override;
    void setTheme(const Theme& theme);
    void focusKey();
    //! Takes over address and models as they are typed, where they make sense.
    void apply();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

//! The models in a text separated by commas, blanks or line ends, each once.
QStringList modelsFromText(const QString& text);
//! The address of Claude's API from what a person typed, without a trailing /v1; empty when it is none.
QUrl addressFromText(const QString& text);

} // namespace parlance
