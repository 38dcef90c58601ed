// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/DoubtfulAnswer.h"

#include <QCoreApplication>

namespace parlance {

namespace {

using Reason = DoubtfulAnswer::Reason;

constexpr struct {
    Reason reason;
    const char* name;
} names[] = {
    {Reason::Period, "period"},          {Reason::Counted, "counted"},       {Reason::MissingRows, "missing rows"},
    {Reason::WrongTable, "wrong table"}, {Reason::Assumption, "assumption"}, {Reason::Other, "other"}};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::DoubtfulAnswer)
};

} // namespace

QString reasonName(DoubtfulAnswer::Reason reason)
{
    for (const auto& entry : names) {
        if (entry.reason == reason)
            return QString::fromLatin1(entry.name);
    }
    return QStringLiteral("other");
}

DoubtfulAnswer::Reason reasonNamed(const QString& name)
{
    for (const auto& entry : names) {
        if (name == QLatin1String(entry.name))
            return entry.reason;
    }
    return Reason::Other;
}

QString reasonText(DoubtfulAnswer::Reason reason)
{
    switch (reason) {
    case Reason::Period:
        return Words::tr("The period is wrong");
    case Reason::Counted:
        return Words::tr("Something else should be counted");
    case Reason::MissingRows:
        return Words::tr("Rows are missing");
    case Reason::WrongTable:
        return Words::tr("It reads the wrong table");
    case Reason::Assumption:
        return Words::tr("An assumption is wrong");
    case Reason::Other:
        break;
    }
    return Words::tr("It is not what was meant");
}

} // namespace parlance
