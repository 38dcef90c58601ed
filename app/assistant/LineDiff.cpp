// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/LineDiff.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace parlance {

namespace {

constexpr qsizetype mostCells = 4'000'000; //!< of the table below: 16 MB, some milliseconds

QStringList linesOf(const QString& text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString& line : lines)
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
    if (!lines.isEmpty() && lines.constLast().isEmpty())
        lines.removeLast(); // the end of the last line is no line
    return lines;
}

//! The middle, where the texts differ: by the longest common sequence of lines.
void addMiddle(QList<LineDiff::Line>& made, const QStringList& before, const QStringList& after)
{
    const auto rows = static_cast<std::size_t>(before.size());
    const auto columns = static_cast<std::size_t>(after.size());
    std::size_t i = 0;
    std::size_t j = 0;
    if (before.size() * after.size() <= mostCells) {
        std::vector<int> common((rows + 1) * (columns + 1), 0); // of what stands from i and j on
        const auto at = [columns](std::size_t row, std::size_t column) { return row * (columns + 1) + column; };
        for (std::size_t row = rows; row-- > 0;)
            for (std::size_t column = columns; column-- > 0;)
                common[at(row, column)] =
                    before.at(static_cast<qsizetype>(row)) == after.at(static_cast<qsizetype>(column))
                        ? common[at(row + 1, column + 1)] + 1
                        : std::max(common[at(row + 1, column)], common[at(row, column + 1)]);
        while (i < rows && j < columns) {
            const QString& left = before.at(static_cast<qsizetype>(i));
            const QString& right = after.at(static_cast<qsizetype>(j));
            if (left == right) {
                made.append({LineDiff::Kind::Same, left});
                ++i;
                ++j;
            } else if (common[at(i + 1, j)] >= common[at(i, j + 1)]) {
                made.append({LineDiff::Kind::Removed, left});
                ++i;
            } else {
                made.append({LineDiff::Kind::Added, right});
                ++j;
            }
        }
    }
    for (; i < rows; ++i)
        made.append({LineDiff::Kind::Removed, before.at(static_cast<qsizetype>(i))});
    for (; j < columns; ++j)
        made.append({LineDiff::Kind::Added, after.at(static_cast<qsizetype>(j))});
}

} // namespace

LineDiff LineDiff::between(const QString& before, const QString& after)
{
    const QStringList left = linesOf(before);
    const QStringList right = linesOf(after);
    const qsizetype shorter = qMin(left.size(), right.size());
    qsizetype head = 0;
    while (head < shorter && left.at(head) == right.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && left.at(left.size() - 1 - tail) == right.at(right.size() - 1 - tail))
        ++tail;
    LineDiff diff;
    for (const QString& line : left.first(head))
        diff.lines.append({Kind::Same, line});
    addMiddle(diff.lines, left.mid(head, left.size() - head - tail), right.mid(head, right.size() - head - tail));
    for (const QString& line : left.last(tail))
        diff.lines.append({Kind::Same, line});
    return diff;
}

qsizetype LineDiff::count(Kind kind) const
{
    return std::count_if(lines.cbegin(), lines.cend(), [kind](const Line& line) { return line.kind == kind; });
}

QString LineDiff::text() const
{
    QStringList made;
    for (const Line& line : lines) {
        const QChar sign = QLatin1Char(line.kind == Kind::Removed ? '-' : line.kind == Kind::Added ? '+' : ' ');
        made.append(sign + QStringLiteral(" ") + line.text);
    }
    return made.join(QLatin1Char('\n'));
}

} // namespace parlance
