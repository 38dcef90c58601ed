// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace parlance {

//! What turns one text into another, line by line. Plain values.
struct LineDiff {
    enum class Kind { Same, Removed, Added };
    struct Line {
        Kind kind = Kind::Same;
        QString text; //!< without its line end
        bool operator==(const Line&) const = default;
    };
    QList<Line> lines;
    bool operator==(const LineDiff&) const = default;

    //! The fewest removed and added lines; of several such ways the one that removes first. Texts of many thousand
    //! lines that differ in the middle are taken as wholly different there. Pure, any thread.
    static LineDiff between(const QString& before, const QString& after);
    qsizetype count(Kind kind) const;
    //! "- SELECT 1" a line: as people know it from elsewhere.
    QString text() const;
};

} // namespace parlance
