// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/EndpointSource.h"

#include <QWidget>

#include <memory>

namespace parlance {

//! The part of the settings about the way to Claude: proxy, certificates, more headers. What a file or the environment
//! sets is shown and cannot be changed. GUI thread.
class ClaudeWay final : public QWidget {
    Q_OBJECT
public:
    explicit ClaudeWay(EndpointSource* endpoint, QWidget* parent = nullptr);
    ~ClaudeWay() override;
    //! Takes over what was typed, where it makes sense.
    void apply();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

//! Headers as people type them, one "name: value" a line; the error is a sentence about the first line that is wrong.
//! Pure.
Result<QList<Endpoint::Header>, QString> headersFromLines(const QString& text);

} // namespace parlance
