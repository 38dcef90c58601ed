// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ByteOrder.h"
#include "results/TextRanks.h"

#include <QCollator>
#include <QtTest>

#include <numeric>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

namespace {

//! Pieces that texts are made of: letters that collations treat in their own ways, beside each other in any order.
const char* const pieces[] = {
    "a",   "A",  "b",  "c",  "h",  "C",   "H",  "d",  "D",  "z",  "Z",  "s",  "S",  "g", "y",  "l",  "n",
    "j",   "e",  "E",  "i",  "I",  "o",   "O",  "u",  "r",  "t",  "w",  "x",  "k",  "ä", "Ä",  "ö",  "ü",
    "ß",   "æ",  "Æ",  "ø",  "å",  "Å",   "é",  "è",  "ê",  "ñ",  "ç",  "č",  "š",  "ž", "ł",  "đ",  "ð",
    "þ",   "ı",  "İ",  "œ",  "0",  "9",   "1",  "10", " ",  "-",  "_",  ".",  ",",  "'", "\"", "(",  "/",
    "@",   "~",  "$",  "%",  "й",  "и",   "ё",  "е",  "я",  "ά",  "α",  "σ",  "ς",  "Ω", "aa", "ch", "dz",
    "dzs", "ll", "ng", "ij", "cs", "ddz", "th", "rr", "ts", "gy", "nj", "ss", "ae", "oe"};
const char* const strange[] = {"日本", "😀", "\u0301", "\u00ad", "\t", "\n", "\u200b", "–", "€",
                               "’",    "ﬁ", "\x01",   "ĳ",      "ſ",  "ŉ",  "ŀ",      "½", "²"};

std::vector<QByteArray> randomTexts(std::mt19937& random, int count, int strangeOf)
{
    std::vector<QByteArray> texts;
    for (int i = 0; i < count; ++i) {
        QByteArray text;
        const auto length = random() % 9;
        for (unsigned j = 0; j < length; ++j) {
            const bool isStrange = strangeOf > 0 && random() % static_cast<unsigned>(strangeOf) == 0;
            text += isStrange ? strange[random() % std::size(strange)] : pieces[random() % std::size(pieces)];
        }
        texts.push_back(text);
    }
    return texts;
}

} // namespace

//! The quick order of many texts is the collator's own, in every language.
class TestTextRanks final : public QObject {
    Q_OBJECT
private slots:
    void isTheCollatorsOrder_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<int>("strangeOf");
        for (const char* const locale :
             {"C",     "en_US", "de_DE", "sv_SE", "da_DK",  "nb_NO", "cs_CZ", "sk_SK", "hu_HU",
              "es_ES", "lt_LT", "lv_LV", "et_EE", "fr_CA",  "fr_FR", "hr_HR", "pl_PL", "tr_TR",
              "az_AZ", "cy_GB", "vi_VN", "fi_FI", "is_IS",  "sq_AL", "nl_NL", "mt_MT", "ru_RU",
              "uk_UA", "el_GR", "ja_JP", "zh_CN", "haw_US", "br_FR", "kl_GL", "uz_UZ"}) {
            QTest::newRow(locale) << QString::fromLatin1(locale) << 0;
            QTest::addRow("%s beside characters outside its alphabet", locale) << QString::fromLatin1(locale) << 40;
        }
    }

    void isTheCollatorsOrder()
    {
        QFETCH(QString, locale);
        QFETCH(int, strangeOf);
        std::mt19937 random(static_cast<unsigned>(qHash(locale)));
        ValueDictionary texts(std::numeric_limits<qint64>::max());
        for (const QByteArray& text : randomTexts(random, 40'000, strangeOf))
            QVERIFY(texts.intern(text));
        QVERIFY(texts.size() > 6'000); // few are not worth the quick way
        const std::vector<quint32> ranks = textRanks(texts, QLocale(locale), m_go);
        QCOMPARE(ranks.size(), texts.size());
        std::vector<quint32> byRank(ranks.size());
        for (quint32 number = 0; number < ranks.size(); ++number)
            byRank[ranks[number]] = number;
        const QCollator collator{QLocale(locale)};
        for (std::size_t i = 1; i < byRank.size(); ++i) {
            const QByteArrayView left = texts.text(byRank[i - 1]);
            const QByteArrayView right = texts.text(byRank[i]);
            // Sort keys: in C, compare() takes UTF-16 apart and they do not.
            const int order =
                collator.sortKey(QString::fromUtf8(left)).compare(collator.sortKey(QString::fromUtf8(right)));
            QVERIFY2(order < 0 || (order == 0 && left < right),
                     qPrintable(u"“%1” before “%2”"_s.arg(QString::fromUtf8(left), QString::fromUtf8(right))));
        }
    }

    void ofTextsThatBeginAlike()
    {
        std::mt19937 random(3);
        ValueDictionary texts(std::numeric_limits<qint64>::max());
        for (int i = 0; i < 60'000; ++i)
            QVERIFY(texts.intern(QByteArray("customer of the north " + QByteArray::number(random() % 100'000'000))));
        const std::vector<quint32> ranks = textRanks(texts, QLocale(QLocale::German), m_go);
        std::vector<quint32> byRank(ranks.size());
        for (quint32 number = 0; number < ranks.size(); ++number)
            byRank[ranks[number]] = number;
        for (std::size_t i = 1; i < byRank.size(); ++i)
            QVERIFY(texts.text(byRank[i - 1]) < texts.text(byRank[i])); // digits stand as their bytes do
    }

    void bytesAreOrderedAsMemoryIs_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("longest");
        QTest::addColumn<int>("letters");
        QTest::newRow("few and short") << 200 << 3 << 2;
        QTest::newRow("many that are equal") << 300'000 << 3 << 2;
        QTest::newRow("of any bytes") << 20'000 << 30 << 256;
        QTest::newRow("long ones that begin alike") << 20'000 << 200 << 1;
        QTest::newRow("enough for all threads") << 400'000 << 12 << 3;
    }

    void bytesAreOrderedAsMemoryIs()
    {
        QFETCH(int, count);
        QFETCH(int, longest);
        QFETCH(int, letters);
        std::mt19937 random(5);
        std::vector<QByteArray> all;
        for (int i = 0; i < count; ++i) {
            QByteArray key(static_cast<qsizetype>(random() % static_cast<unsigned>(longest + 1)), '\0');
            for (char& byte : key)
                byte = static_cast<char>(random() % static_cast<unsigned>(letters));
            all.push_back(key);
        }
        const std::vector<QByteArrayView> keys(all.cbegin(), all.cend());
        const std::vector<quint32> order = orderByBytes(keys, m_go);
        std::vector<quint32> expected(keys.size());
        std::iota(expected.begin(), expected.end(), 0u);
        std::stable_sort(expected.begin(), expected.end(), [&keys](quint32 left, quint32 right) {
            return std::lexicographical_compare(
                keys[left].begin(), keys[left].end(), keys[right].begin(), keys[right].end(),
                [](char a, char b) { return static_cast<unsigned char>(a) < static_cast<unsigned char>(b); });
        });
        QVERIFY(order == expected);
    }

private:
    const std::atomic_bool m_go = false;
};

QTEST_GUILESS_MAIN(TestTextRanks)
#include "tst_text_ranks.moc"
