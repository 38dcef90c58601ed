// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Assistant.h"

#include <QtTest>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;
using Kind = ClaudeError::Kind;

//! The words of each failure.
class TestAskErrors final : public QObject {
    Q_OBJECT

private slots:
    void hasWordsForEveryFailure();
};

void TestAskErrors::hasWordsForEveryFailure()
{
    QSet<QString> titles;
    int count = 0;
    for (int kind = int(Kind::NoKey); kind <= int(Kind::Cancelled); ++kind) {
        ClaudeError error;
        error.kind = Kind(kind);
        error.httpStatus = 500;
        error.message = u"words of the API"_s;
        const AskError words = askErrorFromClaude(error);
        QVERIFY2(!words.title.isEmpty() && words.title.endsWith(u'.'), qPrintable(QString::number(kind)));
        QVERIFY2(!words.text.isEmpty() && words.text.endsWith(u'.'), qPrintable(words.title));
        QVERIFY(!words.title.contains(error.message) && !words.text.contains(error.message));
        if (error.kind != Kind::Cancelled)
            QVERIFY(words.details.contains(error.message));
        titles << words.title;
        ++count;
    }
    QCOMPARE(titles.size(), count); // each told apart
    ClaudeError proxy;
    proxy.kind = Kind::ProxyPage;
    proxy.httpStatus = 407;
    QVERIFY(askErrorFromClaude(proxy).title.contains("proxy"_L1));
}

QTEST_GUILESS_MAIN(TestAskErrors)
#include "tst_ask_errors.moc"
