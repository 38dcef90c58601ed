// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/ConfigurationObject.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace parlance {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ConfigurationObject", text);
}

QString typeName(LocatedJson::Type type)
{
    switch (type) {
    case LocatedJson::Type::Null:
        return translated("null");
    case LocatedJson::Type::Boolean:
        return translated("true or false");
    case LocatedJson::Type::Integer:
        return translated("a whole number");
    case LocatedJson::Type::Number:
        return translated("a number");
    case LocatedJson::Type::String:
        return translated("a text");
    case LocatedJson::Type::Array:
        return translated("a list");
    case LocatedJson::Type::Object:
        return translated("an object");
    }
    Q_UNREACHABLE();
}

} // namespace

void ConfigurationText::report(ConfigurationProblem::Severity severity, qsizetype offset, const QString& key,
                               const QString& message)
{
    const TextPosition position = textPosition(bytes, offset);
    problems.append({severity, file, position.line, position.column, key, message});
}

QString ConfigurationText::resolved(const QString& path) const
{
    return QDir::cleanPath(QFileInfo(file).absoluteDir().absoluteFilePath(path));
}

ConfigurationObject::ConfigurationObject(ConfigurationText& text, const LocatedJson& node, const QString& path)
    : m_text(text)
    , m_node(node)
    , m_path(path)
{}

bool ConfigurationObject::has(const QString& key) const
{
    return m_node.find(key) != nullptr;
}

QString ConfigurationObject::pathOf(const QString& key) const
{
    return m_path.isEmpty() ? key : QString(m_path + u'.' + key);
}

qsizetype ConfigurationObject::offsetOf(const QString& key) const
{
    const LocatedJson* value = m_node.find(key);
    return value ? value->offset : m_node.offset;
}

const LocatedJson* ConfigurationObject::node(const QString& key, LocatedJson::Type type)
{
    m_read.insert(key);
    const LocatedJson* value = m_node.find(key);
    if (!value || value->type == type)
        return value;
    refuse(key, translated("This must be %1, but it is %2.").arg(typeName(type), typeName(value->type)));
    return nullptr;
}

bool ConfigurationObject::read(const QString& key, QString& value)
{
    const LocatedJson* found = node(key, LocatedJson::Type::String);
    if (found)
        value = found->string;
    return found != nullptr;
}

bool ConfigurationObject::read(const QString& key, bool& value)
{
    const LocatedJson* found = node(key, LocatedJson::Type::Boolean);
    if (found)
        value = found->boolean;
    return found != nullptr;
}

bool ConfigurationObject::read(const QString& key, qint64& value, qint64 least, qint64 most)
{
    const LocatedJson* found = node(key, LocatedJson::Type::Integer);
    if (!found)
        return false;
    if (found->integer < least || found->integer > most) {
        refuse(key, translated("This must be a whole number from %1 to %2.").arg(least).arg(most));
        return false;
    }
    value = found->integer;
    return true;
}

bool ConfigurationObject::read(const QString& key, double& value, double least, double most)
{
    const LocatedJson* found = m_node.find(key);
    const bool isWhole = found && found->type == LocatedJson::Type::Integer;
    found = node(key, isWhole ? LocatedJson::Type::Integer : LocatedJson::Type::Number);
    if (!found)
        return false;
    if (found->number < least || found->number > most) {
        refuse(key, translated("This must be a number from %1 to %2.").arg(least).arg(most));
        return false;
    }
    value = found->number;
    return true;
}

bool ConfigurationObject::read(const QString& key, int& value, int least, int most)
{
    qint64 wide = value;
    const bool set = read(key, wide, qint64(least), qint64(most));
    value = int(wide);
    return set;
}

bool ConfigurationObject::read(const QString& key, QStringList& value)
{
    const LocatedJson* found = node(key, LocatedJson::Type::Array);
    if (!found)
        return false;
    QStringList texts;
    for (const LocatedJson& element : found->elements) {
        if (element.type != LocatedJson::Type::String || element.string.isEmpty()) {
            m_valid = false;
            m_text.report(ConfigurationProblem::Severity::Error, element.offset,
                          QStringLiteral("%1[%2]").arg(pathOf(key)).arg(texts.size()),
                          translated("This must be a text that is not empty."));
            return false;
        }
        texts.append(element.string);
    }
    value = texts;
    return true;
}

bool ConfigurationObject::readWord(const QString& key, QString& value, const QStringList& words)
{
    QString word;
    if (!read(key, word))
        return false;
    if (!words.contains(word)) {
        refuse(key, translated("This must be one of: %1.").arg(words.join(QStringLiteral(", "))));
        return false;
    }
    value = word;
    return true;
}

void ConfigurationObject::refuse(const QString& key, const QString& message)
{
    m_valid = false;
    m_text.report(ConfigurationProblem::Severity::Error, offsetOf(key), pathOf(key), message);
}

void ConfigurationObject::warn(const QString& key, const QString& message)
{
    m_text.report(ConfigurationProblem::Severity::Warning, offsetOf(key), pathOf(key), message);
}

void ConfigurationObject::finish()
{
    QSet<QString> seen;
    for (const LocatedMember& member : m_node.members) {
        if (seen.contains(member.key))
            m_text.report(ConfigurationProblem::Severity::Warning, member.offset, pathOf(member.key),
                          translated("This key is given twice; the last one counts."));
        else if (!m_read.contains(member.key))
            m_text.report(ConfigurationProblem::Severity::Warning, member.offset, pathOf(member.key),
                          translated("Parlance does not know this key; it is ignored."));
        seen.insert(member.key);
    }
}

} // namespace parlance
