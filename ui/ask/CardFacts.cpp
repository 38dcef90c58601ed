// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/CardFacts.h"

#include <QCoreApplication>
#include <QLocale>

namespace parlance {

namespace {

struct Card {
    Q_DECLARE_TR_FUNCTIONS(Card)
};

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

} // namespace

QString meterText(const Answer& answer, const ModelPrices& prices)
{
    const ClaudeUsage& usage = answer.usage;
    const qint64 all =
        usage.inputTokens + usage.cacheCreationInputTokens + usage.cacheReadInputTokens + usage.outputTokens;
    return Card::tr("%1 tokens · %2 · %3").arg(number(all), costText(prices.cost(answer.model, usage)), answer.model);
}

CardContent cardOf(const Answer& answer, const Question& question, const ModelPrices& prices)
{
    CardContent content;
    content.explanation = answer.kind == Answer::Kind::Cannot ? answer.reason : answer.explanation;
    content.notice = answer.modelNotice;
    if (!answer.model.isEmpty()) {
        content.meter = meterText(answer, prices);
        content.meterDetails =
            Card::tr("Tokens read: %1, and %2 from the cache, %3 written to it. Tokens written by Claude: %4.")
                .arg(number(answer.usage.inputTokens), number(answer.usage.cacheReadInputTokens),
                     number(answer.usage.cacheCreationInputTokens), number(answer.usage.outputTokens));
    }
    if (answer.kind == Answer::Kind::Cannot) {
        content.source = CardContent::Source::Cannot;
        return content;
    }
    content.assumptions = answer.assumptions;
    if (!answer.repairs.isEmpty()) {
        const QString again = answer.repairs.size() == 1 ? Card::tr("Claude wrote it again once: %1")
                                                         : Card::tr("Claude wrote it again twice: %1");
        QStringList problems;
        for (const Repair& repair : answer.repairs)
            problems.append(repair.problem);
        content.notice +=
            (content.notice.isEmpty() ? QString() : QStringLiteral("\n")) + again.arg(problems.join(QLatin1Char(' ')));
    }
    content.checks = CheckList::of(answer.findings, answer.plan, !question.text.isEmpty(),
                                   !answer.explanation.isEmpty(), answer.confidence);
    return content;
}

} // namespace parlance
