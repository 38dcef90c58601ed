// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidLanguage.h"

#include <QRegularExpression>
#include <QSet>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr auto options = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

QSet<QString> listed(const QString& words)
{
    const QStringList list = words.split(u' ');
    return {list.begin(), list.end()};
}

} // namespace

bool isEnglish(const QString& text)
{
    static const QSet<QString> english = listed(
        u"the of and in for with by to is are was were how many which that per each from since all only not have has "
        u"what who show list than more at this their our we on as it its or over between last top number"_s);
    static const std::array<QSet<QString>, 5> others{
        listed(u"der das und für wie viele viel pro im den dem des ist sind nach welche welcher welches alle aller mit "
               u"von wir je ohne zum zur ein eine einen einer eines wurden werden wurde nicht nur bis seit letzten gab "
               u"hat haben zählt zeigt zwischen als bei aus auf die wer sich über"_s),
        listed(
            u"le la les des du et pour par de quel quelle quels quelles est sont dans avec au aux une un combien ont "
            u"qui sur dont depuis ce cette ces en pas plus compte affiche"_s),
        listed(u"el la los las de del y por para en cuál cuáles cuántos cuántas cuánto qué un una con que es son se su "
               u"fue desde cada al este esta no cuenta suma"_s),
        listed(
            u"os de do da dos das e por para em na nos nas quantos quantas qual quais um uma com que é são foi desde "
            u"não mês cada ao pela pelo conta soma"_s),
        listed(u"il lo gli di del della dei delle e per con che quanti quante quale quali un una sono è da dal nel "
               u"nella ogni non het een van voor hoeveel welke"_s)};
    static const QRegularExpression word(uR"(\p{L}+)"_s, options);
    qsizetype marks = 0;
    std::array<qsizetype, 5> counts{};
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const QString found = it.next().captured().toLower();
        marks += english.contains(found) ? 1 : 0;
        for (std::size_t i = 0; i < others.size(); ++i)
            counts.at(i) += others.at(i).contains(found) ? 1 : 0;
    }
    for (const qsizetype count : counts)
        if (count > marks)
            return false;
    return true;
}

QString withoutRemarks(const QString& text)
{
    static const QRegularExpression sentence(uR"([^.;!?\n]*(?:[.;!?](?!\s|$)[^.;!?\n]*)*[.;!?\n]?)"_s);
    static const QRegularExpression remark(
        uR"(^\s*(?:note\b|please\b|bear in mind|keep in mind|be aware|beware|you (?:may|might|could|can) |if you |let me know|tell me|hinweis|beachten sie|bitte|à noter|attention|veuillez|ten en cuenta|tenga en cuenta|nota\b|observe|atenção|obs\b|vale notar)|\b(?:incomplete|not (?:yet )?(?:complete|over|finished)|(?:is|has|are)n['’]t (?:yet )?(?:complete|over|ended|finished)|still (?:running|under way|in progress)|in progress|noch nicht (?:vorbei|abgeschlossen|zu ende)|pas encore (?:terminé|fini)|aún no|todavía no|ainda não)\b)"_s,
        options);
    QString kept;
    for (auto it = sentence.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (!match.captured().contains(remark))
            kept += match.captured();
        else
            kept += match.captured().endsWith(u'\n') ? u'\n' : u' ';
    }
    return kept;
}

Claims claimsOf(const QStringList& words)
{
    static const QRegularExpression aside(
        uR"(\([^()\n]*\)|,\s*(?:which|who|whose|where)\b[^,.;\n]*|,?\s*\b(?:since (?:the )?(?:records?|recording|data|tracking|measurements?)|regardless of|irrespective of|independently? of|no matter|whether|whatever|unabhängig|quel(?:le)? que soit|independiente\w*|independente\w*)\b[^,.;\n]*)"_s,
        options);
    static const QRegularExpression brief(
        uR"(\b(i\.\s?e|e\.\s?g|z\.\s?B|d\.\s?h|vs|etc|approx|incl|excl|bzw|ca|p\. ex|c\.-à-d)\.)"_s, options);
    static const QRegularExpression sentence(uR"([^.;!?\n]*(?:[.;!?](?!\s|$)[^.;!?\n]*)*[.;!?\n]?)"_s);
    static const QRegularExpression claim(
        uR"(\b(?:only|solely|restricted|limited|filtered|excluded|excluding|except|left out|omitted|skipped|nur|ausschließlich|seulement|uniquement|solo|solamente|sólo|apenas|somente)\b|\b(?:are|is) (?:ignored|not (?:counted|included))\b)"_s,
        options);
    static const QRegularExpression alone(
        uR"(\b(?<!not )(?:only|solely|restricted to|limited to|filtered by|nur|ausschließlich|seulement|uniquement|solo|solamente|sólo|apenas|somente)\b)"_s,
        options);
    static const QRegularExpression ordinal(uR"(\b(\d{1,2})\. (?=\p{L}))"_s, options);
    const bool english = isEnglish(words.join(u' '));
    Claims claims;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString text = withoutRemarks(words.at(i));
        text.replace(aside, u" "_s);
        text.replace(brief, u"\\1"_s);
        if (!english)
            text.replace(ordinal, u"\\1.\u00A0"_s); // "im 3. Quartal" is one sentence
        bool first = true;
        for (auto it = sentence.globalMatch(text); it.hasNext();) {
            const QString each = it.next().captured();
            if (each.trimmed().size() < 2)
                continue;
            const QString sentenceText = each + (each.endsWith(u'.') || each.endsWith(u';') ? u" "_s : u". "_s);
            if (i > 0 && (!isInclusive(each) || each.contains(claim)))
                claims.assumed += sentenceText;
            else if (i == 0 && (first || (each.contains(alone) && !isExclusive(each))))
                claims.main += sentenceText;
            else if (i == 0 && each.contains(claim))
                claims.later += sentenceText;
            first = false;
        }
        claims.assumed += i > 0 ? u"\n"_s : QString();
    }
    return claims;
}

bool isInclusive(const QString& clause)
{
    static const QRegularExpression too(
        uR"(\b(?:including|included|incl|inclusive|whichever|or not|both|not only|any|all|either|as well|also|even|too|still count|any status|einschließlich|inklusive|auch|alle|beide|y compris|tous|toutes|également|aussi|incluid[oa]s?|incluyendo|incluindo|inclusive|también|também|todos|todas)\b)"_s,
        options);
    return clause.contains(too);
}

bool isExclusive(const QString& clause)
{
    static const QRegularExpression aside(
        uR"(\b(?:left out|leaving out|leaves? out|aside|count(?:s|ed)? as zero|not (?:\w+ )?(?:counted|included|considered|shown|listed|part|taken|covered)|excluded|excludes?|excluding|exclusive|except|ignored|ignores?|ignoring|skipped|dropped|do(?:es)? not|don['’]t|doesn['’]t|have no|has no|had no|bring no|(?:are|is|was|were) not|(?:are|is|was|were)n['’]t|never|rather than|instead of|unlike|not the|außen vor|ausgenommen|ausgeschlossen|nicht|ohne|hors|sans|sauf|exclu\w*|ne sont pas|ne compt\w+|no se|sin|quedan fuera|excepto|não|sem|exceto|fora)\b)"_s,
        options);
    return clause.contains(aside);
}

} // namespace parlance
