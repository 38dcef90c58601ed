// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/EvaluatedItem.h"

#include <utility>

namespace parlance {

namespace {

constexpr std::pair<EvaluatedItem::Verdict, const char*> verdicts[]{
    {EvaluatedItem::Verdict::Correct, "correct"},
    {EvaluatedItem::Verdict::Close, "close"},
    {EvaluatedItem::Verdict::Wrong, "wrong"},
    {EvaluatedItem::Verdict::Failed, "failed"},
};

} // namespace

QString verdictText(EvaluatedItem::Verdict verdict)
{
    for (const auto& [known, text] : verdicts) {
        if (known == verdict)
            return QString::fromLatin1(text);
    }
    return {};
}

EvaluatedItem::Verdict verdictFromText(const QString& text)
{
    for (const auto& [known, name] : verdicts) {
        if (text == QLatin1String(name))
            return known;
    }
    return EvaluatedItem::Verdict::None;
}

} // namespace parlance
