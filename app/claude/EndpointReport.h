// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace parlance {

//! What a test of an address found: who answered, how fast, and what is served there.
struct EndpointReport {
    QUrl baseUrl;                         //!< who was asked; never another
    QString answeredBy;                   //!< how the server calls itself ("server" header), may be empty
    qint64 milliseconds = 0;              //!< until the whole answer to the first request
    bool listsModels = false;             //!< GET /v1/models is served
    QStringList models;                   //!< those listed that are not retired
    QString model;                        //!< of the preferred ones the first that is served; empty: none is
    std::optional<bool> structuredOutput; //!< whether that model keeps to a schema; nothing: the server was busy
    bool operator==(const EndpointReport&) const = default;
};

} // namespace parlance
