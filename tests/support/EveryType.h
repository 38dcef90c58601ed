// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QRandomGenerator>
#include <QString>
#include <QStringList>

namespace parlance::test {

//! A type of PostgreSQL's and texts of values of it, the odd ones first of all.
struct TypeSample {
    QString type;
    QStringList values;
};

//! The types a table can have that PostgreSQL brings along, and an enum, a composite and a domain (typesNeeded makes
//! them).
QList<TypeSample> everyType();
QString typesNeeded();
//! INSERT of \a rows rows into \a table of the columns id, c0, c1 …: a value of each type chosen by \a random, one in
//! eight NULL.
QString randomRows(const QString& table, int rows, QRandomGenerator& random);
//! CREATE TABLE \a table with these columns.
QString tableOfEveryType(const QString& table);

} // namespace parlance::test
