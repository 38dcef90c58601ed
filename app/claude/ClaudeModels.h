// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace parlance {

//! A model as GET /v1/models lists it.
struct ClaudeModel {
    enum class Lifecycle { Active, Deprecated, Retired };
    QString id;
    QString displayName;
    Lifecycle lifecycle = Lifecycle::Active;
    QDate retiresAt;
    std::optional<bool> structuredOutput = {}; //!< whether it keeps to a schema, where the list says
    bool operator==(const ClaudeModel&) const = default;
};

struct ModelList {
    QList<ClaudeModel> models;
    bool complete = false; //!< has_more was false
    bool operator==(const ModelList&) const = default;
};

//! Parses the body of GET /v1/models; nothing when it is none.
std::optional<ModelList> modelListFromJson(const QByteArray& body);

//! Which model of the preferred list to use (the succession rule): retired ones, ones absent from a complete list and
//! ones in \a gone (answered 404) are passed over. Pure.
struct ModelChoice {
    QString model;      //!< empty: no entry of the list is left
    QString notice;     //!< said once, quietly: retirement date, or which model was passed over
    QStringList served; //!< what the server serves, when nothing is left
    bool operator==(const ModelChoice&) const = default;
};
ModelChoice chooseModel(const QStringList& preferred, const std::optional<ModelList>& served, const QStringList& gone);

} // namespace parlance
