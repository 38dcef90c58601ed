// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Settings.h"
#include "team/TeamDirectory.h"

//! What EndpointSource weighs against each other: files, environment and settings, and what files of certificates and
//! lists of headers hold.
namespace parlance::endpoint {

//! A value together with who said it.
template <typename T>
struct Sourced {
    T value;
    QString source;
    bool locked = false; //!< said by more than the settings
    QString remedy = {}; //!< what to do where the value cannot be used
    QString setBy = {};  //!< a sentence that names who locked it
};

//! "environment variable NAME"
QString variableSource(const char* name);
Sourced<QUrl> chooseBaseUrl(const TeamDirectory& directory, const Settings* settings);
Sourced<QStringList> chooseModels(const TeamDirectory& directory, const Settings* settings);
//! "system", "none" or the address of a proxy.
Sourced<QString> chooseProxy(const TeamDirectory& directory, const Settings* settings);
void useProxy(Endpoint& endpoint, const QString& proxy);
//! Appends those of \a more whose names \a headers does not have.
void addHeaders(QList<Endpoint::Header>& headers, const QList<Endpoint::Header>& more);

//! The certificates of a file together with the system's, or why there are none.
struct Trust {
    QList<QSslCertificate> certificates;
    QString problem;
};
//! Takes some hundred milliseconds: on a worker thread only.
Trust readTrust(const QString& path);

//! A line "name: value" for each.
QByteArray headersToText(const QList<Endpoint::Header>& headers);
//! Lines that are no header are passed over.
QList<Endpoint::Header> headersFromText(const QByteArray& text);

} // namespace parlance::endpoint
