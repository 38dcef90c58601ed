// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidCalendar.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QRegularExpression anyCase(const QString& pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption |
                                           QRegularExpression::UseUnicodePropertiesOption);
}

const QHash<QString, int>& monthNumbers()
{
    static const QHash<QString, int> numbers = [] {
        const QStringList languages{
            u"january february march april may june july august september october november december"_s,
            u"jan feb mar apr may jun jul aug sep oct nov dec"_s,
            u"- - - - - - - - sept - - -"_s,
            u"januar februar märz april mai juni juli august september oktober november dezember"_s,
            u"janvier février mars avril mai juin juillet août septembre octobre novembre décembre"_s,
            u"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"_s,
            u"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"_s,
            u"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"_s};
        QHash<QString, int> made;
        for (const QString& language : languages) {
            const QStringList names = language.split(u' ');
            for (qsizetype i = 0; i < names.size(); ++i)
                if (names.at(i) != u"-")
                    made.insert(names.at(i), int(i) + 1);
        }
        return made;
    }();
    return numbers;
}

//! All month names, longest first; \a brief: "jan", "sept" too.
QString monthPattern(bool brief)
{
    QStringList names;
    for (auto it = monthNumbers().cbegin(); it != monthNumbers().cend(); ++it)
        if (brief || it.key().size() > 4 ||
            QStringList{u"may"_s, u"june"_s, u"july"_s, u"märz"_s, u"mai"_s, u"juni"_s, u"juli"_s, u"mars"_s, u"juin"_s,
                        u"août"_s, u"mayo"_s, u"maio"_s}
                .contains(it.key()))
            names.append(it.key());
    std::sort(names.begin(), names.end(),
              [](const QString& a, const QString& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    return u"("_s + names.join(u'|') + u")"_s;
}

void readDay(const QRegularExpressionMatch& match, int day, int month, int year, SaidThings& said)
{
    const int number = match.captured(day).toInt();
    if (number >= 1 && number <= 31)
        said.days.append({match.captured().trimmed(), number, monthNumbers().value(match.captured(month).toLower()),
                          match.captured(year).toInt()});
}

int ordinalOf(const QString& word)
{
    static const QList<QStringList> ordinals{
        {u"first"_s, u"1st"_s, u"ersten"_s, u"erstes"_s, u"erste"_s, u"premier"_s, u"primer"_s, u"primeiro"_s},
        {u"second"_s, u"2nd"_s, u"zweiten"_s, u"zweites"_s, u"zweite"_s, u"deuxième"_s, u"segundo"_s},
        {u"third"_s, u"3rd"_s, u"dritten"_s, u"drittes"_s, u"dritte"_s, u"troisième"_s, u"tercer"_s, u"terceiro"_s},
        {u"fourth"_s, u"4th"_s, u"vierten"_s, u"viertes"_s, u"vierte"_s, u"quatrième"_s, u"cuarto"_s, u"quarto"_s}};
    for (qsizetype i = 0; i < ordinals.size(); ++i)
        if (ordinals.at(i).contains(word.toLower()))
            return int(i) + 1;
    return word.left(1).toInt();
}

void readQuarters(QString& text, SaidThings& said)
{
    static const QString ordinal =
        u"(first|second|third|fourth|1st|2nd|3rd|4th|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?|premier|deuxième|troisième|quatrième|primer|primeiro|segundo|tercer|terceiro|cuarto|quarto|[1-4](?:\\.|º|°|ᵉ|er|e|ème|do|to)?)"_s;
    static const QRegularExpression quarter(
        anyCase(u"\\bQ([1-4])\\b|(?<![\\w.])T([1-4])(?=\\s*(?:de\\s+)?\\d{4}\\b)|\\b"_s + ordinal +
                u"\\s+(?:full\\s+|calendar\\s+)?(?:quarter|quartal|trimestre)\\b"_s));
    for (auto it = quarter.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString plain = match.captured(1) + match.captured(2);
        said.quarters.append(plain.isEmpty() ? ordinalOf(match.captured(3)) : plain.toInt());
    }
    text.replace(quarter, u" , "_s);
    static const QRegularExpression half(
        anyCase(uR"(\b[12](?:\.|º|°|ᵉ|st|nd|er|e|ème|do)?\s+(?:half\b|halbjahr|semestre|semester))"_s));
    text.replace(half, u" , "_s);
}

} // namespace

bool isPeriodEdge(const QString& before)
{
    static const QRegularExpression edge(anyCase(
        uR"((?:\b(?:before|after|until|till|prior to|up to|through|end of|start of|beginning of|by|since|from|to|and|vor|nach|bis|ab|seit|vom|zum|zwischen|und|von|avant|après|depuis|dès|entre|et|desde|hasta|até|del|al|antes|después|depois)|jusqu['’]\S+|[–—-])\s+(?:the\s+)?(?:end of\s+)?(?:(?:of|de)\s+)?(?:\w+\s+)?$)"_s));
    return before.contains(edge);
}

bool isPeriodStart(const QString& before)
{
    static const QRegularExpression start(anyCase(
        uR"(\b(?:since|from|starting|beginning|onwards? from|ab|seit|depuis|dès|desde)\s+(?:the\s+)?(?:(?:start|beginning)\s+)?(?:(?:of|in|de)\s+)?(?:(?!to\b)\w+\s+)?$)"_s));
    return before.contains(start);
}

void readDaysOut(QString& text, SaidThings& said)
{
    readQuarters(text, said);
    static const QString month = monthPattern(true);
    static const QRegularExpression dayFirst(
        anyCase(u"(?<![\\w.,])(\\d{1,2})(?:st|nd|rd|th|er|º|°|\\.)?\\s+(?:of\\s+|de\\s+|del\\s+|d['’])?"_s + month +
                u"\\b(?!\\s*\\d{1,2}\\b(?!\\d))(?:,?\\s+(?:de\\s+|del\\s+)?(\\d{4})\\b)?"_s));
    for (auto it = dayFirst.globalMatch(text); it.hasNext();)
        readDay(it.next(), 1, 2, 3, said);
    text.replace(dayFirst, u"of \\2 \\3 "_s);
    static const QRegularExpression dayLast(
        anyCase(u"\\b"_s + month + u"\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d)(?:,?\\s+(\\d{4}))?"_s));
    for (auto it = dayLast.globalMatch(text); it.hasNext();)
        readDay(it.next(), 2, 1, 3, said);
    text.replace(dayLast, u"of \\1 \\3 "_s);
}

void readMonths(const QString& text, SaidThings& said)
{
    static const QString names = monthPattern(false);
    static const QRegularExpression month(anyCase(
        u"(?:\\b(?:in|of|since|until|till|from|to|through|and|between|during|for|before|after|im|seit|ab|bis|vom|zum|"
        "zwischen|und|von|de|du|en|depuis|entre|et|à|au|desde|hasta|em|del|al|até|e|y|no)\\s+|\\bd['’]|[–—]\\s*)"_s +
        names + u"\\b|\\b"_s + names + u"\\s+(?:de\\s+)?\\d{4}\\b"_s));
    for (auto it = month.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString word = match.captured(1) + match.captured(2);
        const qsizetype at = match.captured(1).isEmpty() ? match.capturedStart(2) : match.capturedStart(1);
        const QString before = text.left(at);
        said.months.append({word, monthNumbers().value(word.toLower()), isPeriodEdge(before), isPeriodStart(before)});
    }
}

} // namespace parlance
