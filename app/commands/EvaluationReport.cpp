// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/EvaluationReport.h"

#include "exporting/JsonWriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::EvaluationReport)
};

QByteArray textOrNull(const QString& text)
{
    return text.isEmpty() ? QByteArray("null") : jsonString(text.toUtf8());
}

QByteArray namesToJson(const QStringList& names)
{
    QByteArray json = "[";
    for (const QString& name : names)
        json += (json.size() == 1 ? "" : ",") + jsonString(name.toUtf8());
    return json + ']';
}

QByteArray itemToJson(const EvaluatedItem& item)
{
    const bool asked = item.verdict != EvaluatedItem::Verdict::None;
    return "{\"id\":" + jsonString(item.id.toUtf8()) + ",\"verdict\":" + textOrNull(verdictText(item.verdict)) +
           ",\"sql\":" + textOrNull(item.sql) + ",\"tokens\":" + QByteArray::number(item.tokens) +
           ",\"cost\":" + costJson(item.cost) +
           ",\"seconds\":" + (asked ? QByteArray::number(item.seconds, 'f', 3) : QByteArray("null")) +
           ",\"repairs\":" + QByteArray::number(item.repairs) +
           ",\"tablesMissing\":" + namesToJson(item.coverage.tablesMissing) +
           ",\"columnsMissing\":" + namesToJson(item.coverage.columnsMissing) + '}';
}

struct Shares {
    qsizetype correct = 0;
    qsizetype close = 0;
    double accuracy = 0;
    Cost cost;
    qsizetype unpriced = 0; //!< items that were answered at an unknown price
    double tables = 0;
    double columns = 0;
    qint64 medianTokens = 0;
    qint64 maximumTokens = 0;
};

Shares sharesOf(const QList<EvaluatedItem>& items)
{
    Shares shares;
    QList<qint64> tokens;
    qsizetype tables = 0;
    qsizetype columns = 0;
    for (const EvaluatedItem& item : items) {
        shares.correct += item.verdict == EvaluatedItem::Verdict::Correct ? 1 : 0;
        shares.close += item.verdict == EvaluatedItem::Verdict::Close ? 1 : 0;
        if (item.cost)
            shares.cost = {shares.cost.trillionths + item.cost->trillionths, item.cost->currency};
        else if (item.tokens > 0)
            ++shares.unpriced;
        tables += item.coverage.tablesMissing.isEmpty() ? 1 : 0;
        columns += item.coverage.columnsMissing.isEmpty() ? 1 : 0;
        tokens += item.tokens;
    }
    if (items.isEmpty())
        return shares;
    shares.accuracy = double(shares.correct + shares.close) / double(items.size());
    std::sort(tokens.begin(), tokens.end());
    shares.tables = double(tables) / double(items.size());
    shares.columns = double(columns) / double(items.size());
    shares.medianTokens = tokens.at(tokens.size() / 2);
    shares.maximumTokens = tokens.constLast();
    return shares;
}

bool isAsked(const QList<EvaluatedItem>& items)
{
    return std::any_of(items.begin(), items.end(),
                       [](const EvaluatedItem& item) { return item.verdict != EvaluatedItem::Verdict::None; });
}

//! Nothing where nothing was asked, or a part of it at an unknown price.
std::optional<Cost> costOfAll(const QList<EvaluatedItem>& items, const Shares& shares)
{
    if (!isAsked(items) || shares.unpriced > 0)
        return std::nullopt;
    return shares.cost;
}

QString percent(double share)
{
    return QString::number(100 * share, 'f', 1) + u" %"_s;
}

} // namespace

QByteArray evaluationToJson(const QList<EvaluatedItem>& items)
{
    const Shares shares = sharesOf(items);
    QByteArray json = "{\"summary\":{\"questions\":" + QByteArray::number(items.size()) +
                      ",\"correct\":" + (isAsked(items) ? QByteArray::number(shares.correct) : QByteArray("null")) +
                      ",\"tablesHeld\":" + QByteArray::number(shares.tables, 'g', 6) +
                      ",\"columnsHeld\":" + QByteArray::number(shares.columns, 'g', 6) +
                      ",\"medianTokens\":" + QByteArray::number(shares.medianTokens) +
                      ",\"maximumTokens\":" + QByteArray::number(shares.maximumTokens) +
                      ",\"accuracy\":" + (isAsked(items) ? QByteArray::number(shares.accuracy, 'g', 6) : "null") +
                      ",\"cost\":" + costJson(costOfAll(items, shares)) + "},\n\"items\":[";
    for (qsizetype i = 0; i < items.size(); ++i)
        json += (i == 0 ? "\n" : ",\n") + itemToJson(items.at(i));
    return json + "\n]}\n";
}

QString evaluationToText(const QList<EvaluatedItem>& items)
{
    const Shares shares = sharesOf(items);
    QString text;
    for (const EvaluatedItem& item : items) {
        QStringList parts;
        if (item.verdict == EvaluatedItem::Verdict::Wrong)
            parts += Words::tr("wrong");
        if (item.verdict == EvaluatedItem::Verdict::Close)
            parts += Words::tr("close: numbers differ by less than 1e-9 of themselves");
        if (item.verdict == EvaluatedItem::Verdict::Failed)
            parts += Words::tr("failed: %1").arg(item.problem);
        if (!item.coverage.tablesMissing.isEmpty())
            parts += Words::tr("tables not sent: %1").arg(item.coverage.tablesMissing.join(u", "_s));
        else if (!item.coverage.columnsMissing.isEmpty())
            parts += Words::tr("columns not sent: %1").arg(item.coverage.columnsMissing.join(u", "_s));
        if (!parts.isEmpty())
            text += item.id + u": "_s + parts.join(u"; "_s) + u'\n';
    }
    if (isAsked(items)) {
        text += Words::tr("Execution accuracy: %1 (%2 of %3)")
                    .arg(percent(shares.accuracy))
                    .arg(shares.correct + shares.close)
                    .arg(items.size()) +
                (shares.close > 0 ? Words::tr(", %1 of them within 1e-9").arg(shares.close) : QString()) + u'\n';
        text += Words::tr("Cost: %1").arg(costText(costOfAll(items, shares))) + u'\n';
    }
    text += Words::tr("Questions whose tables were all sent: %1; whose columns were: %2")
                .arg(percent(shares.tables), percent(shares.columns)) +
            u'\n' +
            Words::tr("Tokens: %1 in the middle, %2 at most").arg(shares.medianTokens).arg(shares.maximumTokens) +
            u'\n';
    return text;
}

} // namespace parlance
