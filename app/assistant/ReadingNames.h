// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SqlReading.h"

namespace parlance {

//! What a query's pieces are called when they are read in words. Pure; belongs to one reading.
class ReadingNames final {
public:
    ReadingNames(const SqlReading& reading, const SqlScript& script, const SchemaCatalog& catalog);

    //! The SQL itself on one line, cut where it is long.
    QString sqlAt(const SqlPlace& place) const;
    //! All of it, without blanks that mean nothing.
    QString wholeSqlAt(const SqlPlace& place) const;
    //! A column as people may call it: its name, with its relation's where another one has the same.
    QString columnName(const ReadColumn& column) const;
    //! What a column of a query inside is reckoned as: "row_number() OVER (…)"; empty: it is no such column.
    QString reckonedWords(const ReadColumn& column) const;
    //! The same with the schema's description of it where that is short.
    QString describedColumn(const ReadColumn& column) const;
    QString relationName(const ReadRelation& relation) const;
    //! The type the catalog gives it; empty: not known.
    QString typeOf(const ReadColumn& column) const;
    //! What an output is: "bought: sum of line_total"; the SQL where no words fit.
    QString outputWords(int query, int output) const;
    //! What is grouped or ordered by.
    QString itemWords(int query, const ReadItem& item) const;
    //! "orders joined with customers": what the rows of a level are made of.
    QString rowsOf(int query) const;
    //! Whether an output holds a number, for sure.
    bool isNumber(int query, int output) const;
    static bool isDayType(const QString& type);
    static bool isNumberType(const QString& type);

private:
    const ReadAggregate* aggregateOf(int query, const ReadOutput& output) const;
    QString aggregateWords(int query, const ReadAggregate& aggregate, const QString& sql) const;
    QString partWords(const QString& sql) const;
    QString outputWords(int query, int output, int depth) const;

    const SqlReading& m_reading;
    const SqlScript& m_script;
    const SchemaCatalog& m_catalog;
};

} // namespace parlance
