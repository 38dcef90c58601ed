// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ReadingGrid.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/theme/Theme.h"

#include <QGridLayout>
#include <QLabel>

namespace parlance {

namespace {

constexpr int wideEnough = 520; //!< for two columns
constexpr qsizetype compactRows = 4;

} // namespace

ReadingGrid::ReadingGrid(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("readingGrid"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    hide();
}

void ReadingGrid::setReading(const ReadingWords& reading)
{
    m_reading = reading;
    setAccessibleName(tr("What the SQL does, read by Parlance: %1").arg(summary()));
    build();
}

void ReadingGrid::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    build();
}

void ReadingGrid::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    build();
}

QString ReadingGrid::summary() const
{
    QStringList parts;
    for (const ReadingRow& row : m_reading.rows)
        parts.append(row.label + QStringLiteral(": ") + row.text);
    return parts.isEmpty() ? m_reading.problem : parts.join(QStringLiteral(" · "));
}

int ReadingGrid::columnsThatFit() const
{
    return width() >= wideEnough ? 2 : 1;
}

void ReadingGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (columnsThatFit() != m_columns && !isEmpty())
        build();
}

void ReadingGrid::build()
{
    if (m_rows != nullptr)
        m_rows->deleteLater();
    m_rows = new QWidget(this);
    auto* grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(1);
    m_columns = columnsThatFit();
    QList<ReadingRow> rows = m_reading.rows;
    if (m_compact && rows.size() > compactRows) {
        // What is said of order and tables is the least to be missed; all of it stands in the tooltips.
        rows = rows.first(compactRows);
    }
    const int lines = static_cast<int>((rows.size() + m_columns - 1) / m_columns);
    for (int i = 0; i < rows.size(); ++i) {
        const int column = i / lines * 2;
        auto* label = new QLabel(rows.at(i).label, m_rows);
        label->setTextFormat(Qt::PlainText);
        setRole(label, "caption");
        auto* text = new ElidedLabel(m_rows);
        text->setObjectName(QStringLiteral("readingText"));
        text->setWholeText(rows.at(i).text);
        text->setAccessibleName(rows.at(i).label + QStringLiteral(": ") + rows.at(i).text);
        if (m_stale)
            setRole(text, "muted");
        grid->addWidget(label, i % lines, column);
        grid->addWidget(text, i % lines, column + 1);
        grid->setColumnStretch(column + 1, 1);
    }
    if (rows.isEmpty() && !m_reading.problem.isEmpty()) {
        auto* problem = new QLabel(m_reading.problem, m_rows);
        problem->setObjectName(QStringLiteral("readingProblem"));
        problem->setTextFormat(Qt::PlainText);
        setRole(problem, "caption");
        grid->addWidget(problem, 0, 0);
    }
    layout()->addWidget(m_rows);
    m_rows->show();
}

} // namespace parlance
