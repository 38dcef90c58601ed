// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SqlReading.h"
#include "postgres/SqlTree.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <optional>
#include <string_view>

namespace parlance {

//! Walks the parse tree of one query and builds its SqlReading: levels, relations, columns with their origin, and what
//! is done with them. Recursive: on the parser's thread, which has the stack for it.
class SqlQueryReader final {
public:
    SqlQueryReader(const SqlScript& script, const SqlTree& tree, const SchemaCatalog& catalog);
    SqlReading read();

private:
    using Json = rapidjson::Value;
    using Role = ReadQuery::Role;

    //! A WITH query that can be seen.
    struct Cte {
        QString name;
        int query = -1;
        QStringList columns; //!< its alias's
        bool open = false;   //!< still being read: it refers to itself
        const Cte* next = nullptr;
    };
    //! The relations a column can belong to, level by level.
    struct Scope {
        int query = 0;
        const Scope* outer = nullptr;
        const Cte* ctes = nullptr;
        QHash<QString, QSet<int>> merged; //!< by USING: the relations that have this column as one
        bool anyMerged = false;           //!< NATURAL over columns that are not known
    };
    //! What is known of an expression.
    struct Expression {
        QList<int> columns; //!< of the level it stands in
        QList<int> strict;  //!< a NULL in one of these makes it NULL
        QList<int> values;
        int plain = -1;              //!< it is this column, casts aside
        QString function;            //!< lower(column), coalesce(column, …): plain is the column in it
        bool cast = false;           //!< the column in it is cast
        QList<ReadLiteral> defaults; //!< of coalesce
        bool aggregate = false;
    };
    struct Context {
        Scope* scope = nullptr;
        SqlClause clause = SqlClause::Select;
        bool underOr = false;
        bool negated = false;
    };

    // SqlQueryReader.cpp: levels
    int readSelect(const Json& select, const Scope* outer, const Cte* ctes, Role role, const QString& name = {});
    void readArms(const Json& select, Scope& scope);
    void readLevel(const Json& select, Scope& scope);
    const Cte* readWith(const Json& with, const Scope* outer, const Cte* ctes);
    void readValues(const Json& lists, Scope& scope);
    void readTargets(const Json& targets, Scope& scope);
    ReadOutput outputOf(const Json& value, Scope& scope);
    void addStar(const Json& fields, Scope& scope);
    void readDistinctOn(const Json& keys, Scope& scope);
    void readGrouping(const Json& clause, Scope& scope);
    void addGrouping(const Json& node, Scope& scope);
    void readOrdering(const Json& clause, Scope& scope);
    void readLimit(const Json& select, Scope& scope);
    void resolvePartitions(int query, const Json& targets);

    // SqlFromReader.cpp: FROM
    QList<int> readFrom(const Json& item, Scope& scope);
    QList<int> readJoin(const Json& join, Scope& scope);
    void mergeColumns(const Json& join, const QList<int>& left, const QList<int>& right, Scope& scope);
    void mergeColumn(const QString& name, const QList<int>& left, const QList<int>& right, qsizetype at, Scope& scope);
    int readTable(const Json& range, Scope& scope);
    int readSubselect(const Json& range, Scope& scope);
    int readFunction(const Json& range, Scope& scope);
    int addRelation(ReadRelation relation, const Json& range, Scope& scope);
    void resolveTable(ReadRelation& relation) const;
    void takeColumns(ReadRelation& relation, int query, const QStringList& names) const;

    // SqlExpressions.cpp: expressions
    Expression expression(const Json& node, const Context& context);
    Expression operation(const Json& node, const Context& context);
    Expression comparison(const Json& node, ReadCondition::Operator op, const Context& context);
    Expression logic(const Json& node, const Context& context);
    Expression caseWhen(const Json& node, const Context& context);
    Expression subLink(const Json& node, const Context& context);
    Expression nullTest(const Json& node, const Context& context);
    Expression firstOf(const Json& node, const Context& context);
    Expression every(const Json& node, const Context& context);
    void conjuncts(const Json& node, const Context& context);
    void pairRows(const Json& operation, const Expression& read, const Context& context);
    void addCondition(ReadCondition condition, const Expression& side, const Json* other, const Context& context);
    bool takeLiterals(const Json& node, QList<ReadLiteral>& literals, const QString& cast = {}) const;
    static void add(Expression& to, const Expression& from);

    // SqlCalls.cpp: functions and aggregates
    Expression call(const Json& node, const Context& context);
    Expression aggregate(const Json& node, const QString& name, const Context& context);
    void readWindow(const Json& over, ReadAggregate& made, Expression& read, const Context& context);

    // SqlExtents.cpp: how far an expression reaches, and the moments that it reckons
    SqlPlace wholeOf(const Json& node) const;
    static void spread(const Json& node, qint64& first, qint64& last);
    QByteArrayView word(qsizetype token) const;
    std::optional<ReadMoment> moment(const Json& node) const;
    std::optional<ReadMoment> castMoment(const Json& typeCast) const;
    std::optional<ReadMoment> calledMoment(const Json& call) const;
    std::optional<ReadMoment> shiftedMoment(const Json& operation) const;
    QList<ReadMoment> moments(const Json& node) const;

    // SqlColumns.cpp: whose column it is
    int readColumn(const Json& reference, const Context& context);
    void resolve(ReadColumn& column, const QString& schema, const Scope& scope) const;
    void resolveBare(ReadColumn& column, const Scope& scope) const;
    void resolveQualified(ReadColumn& column, const QString& schema, const Scope& scope) const;
    bool takeFrom(ReadColumn& column, int query, int relation) const;
    bool resolveOutput(ReadColumn& column, const Scope& scope) const;

    // helpers
    static const Json* member(const Json& object, const char* key);
    static std::string_view view(const Json& value);
    static QString text(const Json* value);
    static QStringList names(const Json* list);
    static bool flag(const Json& object, const char* key);
    static QByteArray form(const Json& node);
    static void addForm(const Json& node, QByteArray& made);
    qsizetype location(const Json& node) const;
    SqlPlace placeAt(qsizetype location, bool dotted = false) const;
    qsizetype tokenAt(qsizetype start) const;
    ReadQuery& level(const Scope& scope) { return m_reading.queries[scope.query]; }

    const SqlScript& m_script;
    const SqlTree& m_tree;
    const SchemaCatalog& m_catalog;
    QList<SqlToken> m_tokens;
    SqlReading m_reading;
    std::deque<Cte> m_ctes;
};

} // namespace parlance
