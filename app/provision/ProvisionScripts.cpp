// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/ProvisionScripts.h"

#include <QFile>
#include <QRegularExpression>

namespace parlance::provision {

QByteArray script(const QString& name, const Variables& variables, const ScriptSession& session)
{
    QFile file(name.startsWith(QLatin1Char(':')) ? name : QStringLiteral(":/sql/provision/%1.sql").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not compiled in", qPrintable(file.fileName()));
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression variable(QStringLiteral(R"((?<!:):(['"])([a-z]+)\1)"));
    QByteArray sql;
    qsizetype from = 0;
    auto matches = variable.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const auto value = variables.constFind(match.captured(2));
        if (value == variables.cend())
            continue;
        sql += QStringView(text).sliced(from, match.capturedStart() - from).toUtf8();
        sql += match.captured(1) == QLatin1String("\"") ? session.identifier(*value) : session.literal(*value);
        from = match.capturedEnd();
    }
    return sql + QStringView(text).sliced(from).toUtf8();
}

Variables variablesOf(const ProvisionTeam& team)
{
    return {{QStringLiteral("user"), team.user},
            {QStringLiteral("owner"), team.owner()},
            {QStringLiteral("database"), team.database},
            {QStringLiteral("schemas"), arrayText(team.schemas)},
            {QStringLiteral("connections"), QString::number(team.connectionLimit)}};
}

QString arrayText(const QStringList& elements)
{
    QStringList quoted;
    for (QString element : elements) {
        element.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
        quoted.append(QLatin1Char('"') + element + QLatin1Char('"'));
    }
    return QLatin1Char('{') + quoted.join(QLatin1Char(',')) + QLatin1Char('}');
}

} // namespace parlance::provision
