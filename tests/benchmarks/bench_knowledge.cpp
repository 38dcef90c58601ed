// SPDX-License-Identifier: GPL-3.0-or-later
// Searching the team's questions as one types: 5,000 questions, each key press of several sentences. The bound is 10
// ms.
#include "knowledge/KnowledgeSearch.h"

#include <QElapsedTimer>
#include <QTextStream>

#include <algorithm>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double limitMilliseconds = 10;

QList<VerifiedQuestion> manyQuestions()
{
    const QStringList words =
        u"revenue customer order month region product margin stock supplier late campaign lead cost "
        "click rate warehouse return refund country quarter discount channel shipment freight"_s.split(u' ');
    QList<VerifiedQuestion> questions;
    for (int i = 0; i < 5000; ++i) {
        VerifiedQuestion question;
        question.question = u"Which %1 of group%2 had the highest %3 per %4 compared with the %5 before in area%6?"_s
                                .arg(words.at(i % 24))
                                .arg(i)
                                .arg(words.at((i / 24) % 24), words.at((i / 7) % 24), words.at((i / 5) % 24))
                                .arg(i % 900);
        question.explanation = u"Adds up what was sold in the last twelve months, cancelled orders left out"_s;
        question.tags = {words.at((i / 3) % 24), u"tag%1"_s.arg(i % 300)};
        questions += question;
    }
    return questions;
}

} // namespace

int main()
{
    QElapsedTimer clock;
    clock.start();
    const auto search = KnowledgeSearch::build(manyQuestions());
    const qint64 built = clock.elapsed();
    QList<double> times;
    for (const QString& sentence :
         {u"which customer had the highest revenue per month compared with the quarter before"_s,
          u"averge discout by chanel of warehuose and suplier"_s, u"late shipments in area77 of group4711"_s}) {
        for (qsizetype length = 1; length <= sentence.size(); ++length) {
            clock.start();
            search->matching(sentence.left(length), 5);
            times += double(clock.nsecsElapsed()) / 1e6;
        }
    }
    std::sort(times.begin(), times.end());
    QTextStream out(stdout);
    out << "5,000 questions; index " << built << " ms; a key press: median " << times.at(times.size() / 2)
        << " ms, most " << times.constLast() << " ms (at most " << limitMilliseconds << ")\n";
    return times.constLast() <= limitMilliseconds ? 0 : 1;
}
