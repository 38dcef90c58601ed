// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"

namespace parlance {

//! What a plan (EXPLAIN (VERBOSE, FORMAT JSON)) tells of the query.
struct PlanReading {
    //! A table that is read from end to end.
    struct Scan {
        QString schema;
        QString table;
        double rows = 0; //!< that are read, an estimate
        bool operator==(const Scan&) const = default;
    };
    //! Two sides of which every row meets every row.
    struct Cross {
        QStringList left;  //!< tables, as written in SQL
        QStringList right; //!< tables
        double pairs = 0;
        bool operator==(const Cross&) const = default;
    };
    double rows = -1;
    double cost = -1;        //!< -1: it could not be read
    QList<Scan> hugeScans;   //!< more than hugeRows rows, all of them needed
    QList<Cross> crossJoins; //!< more than manyPairs pairs from more than fewRows rows on both sides
    bool operator==(const PlanReading&) const = default;

    static constexpr double hugeRows = 10'000'000;
    static constexpr double fewRows = 10;
    static constexpr double manyPairs = 10'000;
};

//! Reads \a json. Rows of a scan are the catalog's estimate of its table; for a part of a partitioned table, which the
//! catalog does not list, the plan's own. Under a LIMIT only the share of a scan counts that it takes. A join of every
//! row with every row counts only between tables: months made by generate_series are meant to meet everything. Pure.
PlanReading readPlan(const QByteArray& json, const SchemaCatalog& catalog);

} // namespace parlance
