// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaSlice.h"
#include "knowledge/Glossary.h"

#include <QDate>
#include <QList>
#include <QMetaType>
#include <QString>

namespace parlance {

//! What the policy allows the assistant; read in team.
struct AskLimits {
    bool allowed = true;
    bool shareSampleValues = false;
    int schemaTokenBudget = 24000;
    QString timeZone; //!< named in the message
    bool operator==(const AskLimits&) const = default;
};

//! What a person asks, with everything that goes to Claude beside the schema (law 6): nothing else is ever sent.
struct Question {
    //! What is wanted of Claude.
    enum class Purpose {
        Ask,      //!< text turned into SQL
        Correct,  //!< "Not what I meant": previous answered text and is wrong as correction says
        FixError, //!< previous failed with previous.error
        InWords,  //!< previous.sql said in words; text may be empty
        WhyEmpty, //!< previous gave no rows, or zero: a query that shows which condition leaves nothing
    };
    //! What Claude asked back and what the person answered, at most twice.
    struct Clarification {
        QString question;
        QString answer;
        bool operator==(const Clarification&) const = default;
    };
    //! The conversation's last question and SQL.
    struct Previous {
        QString question;
        QString sql;
        QString error; //!< of the server, masked (maskedServerError()); empty: it ran or was not run
        bool operator==(const Previous&) const = default;
        bool isEmpty() const { return question.isEmpty() && sql.isEmpty(); }
    };
    //! What is wrong with the previous answer, as the person says.
    struct Correction {
        enum class Wrong { Period, Counted, MissingRows, WrongTable, Assumption, Other };
        Wrong wrong = Wrong::Other;
        QString words; //!< may be empty; Assumption: "label: value" as it should be
        bool operator==(const Correction&) const = default;
    };
    //! What Claude wrote to this very question and what is wrong with it: it is to write another.
    struct Attempt {
        QString sql;
        QString problem; //!< the server's words masked, the nearest names; whole sentences
        bool operator==(const Attempt&) const = default;
    };
    //! A question that people of the team have verified, and its SQL.
    struct Example {
        QString question;
        QString sql;
        bool operator==(const Example&) const = default;
    };

    Purpose purpose = Purpose::Ask;
    QString text;
    QList<Clarification> clarifications;
    Previous previous;
    QList<Correction> corrections;
    QList<Attempt> attempts;
    QList<Example> examples;      //!< nearest first, at most mostExamples
    QList<GlossaryTerm> glossary; //!< the team's words: the same for every question
    QString instructions;         //!< the team's, in free text: the same for every question
    QList<TableName> pinned;      //!< always sent
    QList<TableName> leftOut;     //!< never sent
    QList<TableName> used;        //!< read by the conversation's last query
    QDate today;                  //!< in the session's time zone
    QString timeZone;
    QString serverVersion; //!< "15.20"
    bool operator==(const Question&) const = default;

    static constexpr qsizetype mostExamples = 5;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::Question)
