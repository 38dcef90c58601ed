// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"
#include "schema/SchemaCatalog.h"

#include <QFuture>
#include <QList>
#include <QString>
#include <QStringList>

namespace parlance {

//! Where something stands: UTF-8 bytes of the whole script; length 0: no place.
struct SqlPlace {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const SqlPlace&) const = default;
};

//! A column of the catalog, by names; empty: none.
struct ColumnOrigin {
    QString schema;
    QString table;
    QString column;
    bool operator==(const ColumnOrigin&) const = default;
    bool isKnown() const { return !column.isEmpty(); }
};

//! A column as a query writes it.
struct ReadColumn {
    enum class State { Resolved, OutputName, UnknownColumn, UnknownQualifier, Ambiguous, Unclear };
    State state = State::Unclear;
    QString qualifier; //!< as PostgreSQL folds it; empty: none
    QString name;
    int query = 0;       //!< the level it is written in
    int foundQuery = -1; //!< the level whose relation has it (an outer one, when correlated)
    int relation = -1;   //!< of that level
    ColumnOrigin origin; //!< through subqueries and CTEs down to the catalog
    SqlPlace place;
    bool operator==(const ReadColumn&) const = default;
};

struct ReadLiteral {
    enum class Kind { Text, Number, Boolean, Null, Parameter };
    Kind kind = Kind::Text;
    QString text;
    QString cast; //!< the type's last name: 'x'::order_status, DATE '…'; empty: none
    SqlPlace place;
    bool operator==(const ReadLiteral&) const = default;
};

//! A day or moment as a query reckons it: a literal or the day of the run, and what is done to it, in order.
struct ReadMoment {
    enum class Base { Literal, Today, Now };
    struct Step {
        enum class Kind { Shift, Trunc, ToDate };
        Kind kind = Kind::Shift;
        int months = 0; //!< Shift
        int days = 0;
        int seconds = 0;
        QString unit; //!< Trunc: "month"
        bool operator==(const Step&) const = default;
    };
    Base base = Base::Literal;
    QString literal;
    QList<Step> steps;
    bool operator==(const ReadMoment&) const = default;
};

enum class SqlClause { Select, Where, On, Having, Filter, Case, GroupBy, OrderBy };

//! One comparison anywhere in a query.
struct ReadCondition {
    enum class Operator {
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        In,
        NotIn,
        Between,
        NotBetween,
        Like,
        NotLike,
        ILike,
        NotILike,
        Match,
        IsNull,
        IsNotNull,
        Other
    };
    SqlClause clause = SqlClause::Where;
    Operator op = Operator::Other;
    int column = -1;             //!< index into SqlReading::columns, when one side is a column (casts do not count)
    int other = -1;              //!< the other side, when it is a column too
    QString function;            //!< what stands around the column: "lower", "coalesce"; empty: nothing
    bool cast = false;           //!< the column stands in a cast
    QList<ReadLiteral> defaults; //!< of coalesce(column, …)
    QList<ReadLiteral> literals;
    bool onlyLiterals = false; //!< the other side holds literals and nothing else
    bool underOr = false;
    bool negated = false;      //!< stands under NOT
    bool top = false;          //!< it is a whole conjunct: it must hold
    QList<int> columns;        //!< all columns in it
    QList<ReadMoment> moments; //!< the other side, when it is a day or moment (BETWEEN: two); else empty
    SqlPlace place;
    bool operator==(const ReadCondition&) const = default;
};

//! A part of WHERE, ON or HAVING that must hold: what stands between its ANDs.
struct ReadConjunct {
    SqlClause clause = SqlClause::Where;
    QList<int> columns;    //!< of this level, those in subqueries too
    QList<int> strict;     //!< a NULL in one of these makes it not true
    int condition = -1;    //!< index into the level's conditions, when it is that one and nothing else
    bool notEqual = false; //!< it is a <> b
    SqlPlace place;
    SqlPlace whole; //!< from its first token to its last, without parentheses around it
    bool operator==(const ReadConjunct&) const = default;
};

//! column = column, both of this level, as a conjunct (USING and NATURAL too).
struct ReadPair {
    int left = -1;
    int right = -1;
    bool operator==(const ReadPair&) const = default;
};

struct ReadJoin {
    enum class Kind { Inner, Left, Right, Full };
    Kind kind = Kind::Inner;
    QList<int> left; //!< relations
    QList<int> right;
    bool hasCondition = false; //!< an ON that names a column, USING or NATURAL
    bool onNothing = false;    //!< an ON that names none: ON true
    bool operator==(const ReadJoin&) const = default;
};

//! One column of a result.
struct ReadOutput {
    QString name;
    ColumnOrigin origin;    //!< when it is a plain column
    int column = -1;        //!< index into SqlReading::columns, when it is a plain column written as one
    int relation = -1;      //!< of the level, when it is a plain column
    QString relationColumn; //!< its name there
    bool aggregate = false;
    bool rowNumber = false;      //!< row_number, rank or dense_rank over a window
    QStringList partition;       //!< of that window: names of the outputs; empty also when not all are outputs
    bool wholePartition = false; //!< partition holds all of it
    QByteArray form;             //!< the expression without places, to compare with
    SqlPlace place;
    SqlPlace whole; //!< all of the expression, without its name
    bool operator==(const ReadOutput&) const = default;
};

struct ReadRelation {
    enum class Kind { Table, Cte, Subquery, Function, Values, System, Unknown, Joined };
    Kind kind = Kind::Table;
    QString schema;      //!< as written, folded; empty: none
    QString name;        //!< as written; empty for a subquery
    QString alias;       //!< the name it goes by in this level
    QString tableSchema; //!< in the catalog, when it is there
    QString tableName;
    int query = -1;        //!< of a CTE or subquery
    bool nullable = false; //!< on the side of an outer join that may be missing
    bool lateral = false;
    bool hidden = false; //!< inside a join that has an alias
    QList<ReadOutput> columns;
    bool columnsKnown = false; //!< columns holds all there are
    SqlPlace place;
    bool operator==(const ReadRelation&) const = default;
    bool isTable() const { return !tableName.isEmpty(); }
};

struct ReadAggregate {
    QString function;
    QList<int> values;  //!< the columns whose values it takes (those in CASE WHEN conditions do not count)
    QList<int> columns; //!< all columns in its arguments
    bool distinct = false;
    bool star = false;
    bool window = false;
    QList<int> partition;        //!< of the window: plain columns
    bool partitionKnown = false; //!< of a window: partition holds all of it
    bool filtered = false;
    SqlClause clause = SqlClause::Select;
    SqlPlace place;
    bool operator==(const ReadAggregate&) const = default;
};

//! An element of GROUP BY or ORDER BY.
struct ReadItem {
    int column = -1; //!< when it is a plain column
    int output = -1; //!< when it is an output, by name, number or the same words
    QList<int> columns;
    bool descending = false;
    SqlPlace place;
    SqlPlace whole; //!< all of the expression
    bool operator==(const ReadItem&) const = default;
};

//! One level: main query, CTE, subquery or an arm of a set operation.
struct ReadQuery {
    enum class Role { Main, Cte, Subquery, Expression, Exists, Arm };
    enum class Set { None, Union, UnionAll, Intersect, Except };
    Role role = Role::Main;
    QString name; //!< of a CTE
    int parent = -1;
    int end = 0;         //!< the levels within it are those from its own to before this one
    bool exists = false; //!< stands in EXISTS
    QList<ReadRelation> relations;
    QList<ReadOutput> outputs;
    bool outputsKnown = true; //!< outputs holds all there are
    QList<ReadCondition> conditions;
    QList<ReadConjunct> conjuncts;
    QList<ReadPair> pairs;
    QList<ReadJoin> joins;
    QList<QList<int>> fromItems; //!< the relations of each item between the commas of FROM
    QList<ReadAggregate> aggregates;
    QList<ReadItem> grouping;
    QList<ReadItem> ordering;
    bool grouped = false;
    bool groupingSets = false;
    bool isDistinct = false;
    bool distinctOn = false;
    QList<ReadItem> distinctKeys; //!< of DISTINCT ON
    bool hasWindow = false;
    QString limit; //!< the number, or the words; empty: none
    SqlPlace limitPlace;
    bool hasOffset = false;
    Set set = Set::None;
    QList<int> arms;
    qsizetype valuesRows = 0; //!< of VALUES
    SqlPlace place;
    bool operator==(const ReadQuery&) const = default;
};

//! What a query says, read from its parse tree and the catalog. Plain values.
struct SqlReading {
    bool isQuery = false;     //!< a query that was parsed; else all is empty
    QList<ReadQuery> queries; //!< the main one first
    QList<ReadColumn> columns;
    bool operator==(const SqlReading&) const = default;
};

//! Reads statement \a index of \a script on the parser's thread and waits for it: milliseconds. Workers, the console
//! program and tests only.
SqlReading readStatement(const SqlScript& script, qsizetype index, const SchemaCatalog& catalog);
//! The same without changing threads: on the parser's thread alone.
SqlReading readStatementHere(const SqlScript& script, qsizetype index, const SchemaCatalog& catalog);

} // namespace parlance
