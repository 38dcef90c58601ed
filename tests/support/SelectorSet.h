// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaSlice.h"

namespace parlance::test {

//! A question and what a correct query of it reads.
struct SelectorQuestion {
    QString text;
    QList<TableName> tables;
    QList<QStringList> columns; //!< pairwise with tables
};

//! The catalog of tests/data/selector, twelve small schemas of as many trades, among \a tables tables in all: the
//! others are made of the words that schemas are full of, in schemas of their own. The same each time.
SchemaCatalog selectorCatalog(int tables);
QList<SelectorQuestion> selectorQuestions();

} // namespace parlance::test
