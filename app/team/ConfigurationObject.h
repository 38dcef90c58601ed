// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/LocatedJson.h"
#include "team/TeamDirectory.h"

#include <QSet>

namespace parlance {

//! A configuration file while it is read: its text and the problems found so far.
struct ConfigurationText {
    QString file; //!< absolute
    QByteArray bytes;
    QList<ConfigurationProblem> problems;

    void report(ConfigurationProblem::Severity severity, qsizetype offset, const QString& key, const QString& message);
    //! \a path as it is meant in this file: relative to the folder in which the file stands.
    QString resolved(const QString& path) const;
};

//! Reads one JSON object of a configuration file key by key. A value of the wrong type is an Error and makes the object
//! invalid; a key that nobody read is a Warning of finish(). Lives only while the file is read.
class ConfigurationObject final {
public:
    ConfigurationObject(ConfigurationText& text, const LocatedJson& node, const QString& path);

    bool isValid() const { return m_valid; }
    bool has(const QString& key) const;
    QString pathOf(const QString& key) const;

    // Each leaves \a value alone when the key is missing or its value is wrong, and says whether it was set.
    bool read(const QString& key, QString& value);
    bool read(const QString& key, bool& value);
    bool read(const QString& key, int& value, int least, int most);
    bool read(const QString& key, qint64& value, qint64 least, qint64 most);
    //! A number, whole or not.
    bool read(const QString& key, double& value, double least, double most);
    bool read(const QString& key, QStringList& value);
    //! A text that must be one of \a words.
    bool readWord(const QString& key, QString& value, const QStringList& words);
    //! The key's node when it is of \a type; nullptr when missing or wrong.
    const LocatedJson* node(const QString& key, LocatedJson::Type type);

    //! Makes the object invalid, with a message at the key (at the object when it is missing).
    void refuse(const QString& key, const QString& message);
    //! A warning at the key's value.
    void warn(const QString& key, const QString& message);
    //! Warns about keys that were not read and keys given twice.
    void finish();

private:
    qsizetype offsetOf(const QString& key) const;

    ConfigurationText& m_text;
    const LocatedJson& m_node;
    QString m_path;
    QSet<QString> m_read;
    bool m_valid = true;
};

} // namespace parlance
