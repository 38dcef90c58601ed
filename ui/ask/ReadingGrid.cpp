// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ReadingGrid.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/theme/Theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>

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
    if (m_rows != nullptr) {
        m_rows->hide();
        m_rows->deleteLater(); // one of its lines may be the one whose key we are in
    }
    m_lines.clear();
    m_rows = new QWidget(this);
    auto* grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(0);
    m_columns = columnsThatFit();
    QList<ReadingRow> rows = m_reading.rows;
    if (m_compact && rows.size() > compactRows)
        rows = rows.first(compactRows); // what is said of order and tables is the least to be missed
    const int lines = static_cast<int>((rows.size() + m_columns - 1) / m_columns);
    for (int i = 0; i < rows.size(); ++i) {
        const int column = i / lines * 2;
        m_lines.append(addLine(grid, rows.at(i), i % lines, column));
    }
    if (rows.size() < m_reading.rows.size())
        addMore(grid, lines - 1, 2 * m_columns);
    if (rows.isEmpty() && !m_reading.problem.isEmpty()) {
        auto* problem = new QLabel(m_reading.problem, m_rows);
        problem->setObjectName(QStringLiteral("readingProblem"));
        problem->setTextFormat(Qt::PlainText);
        setRole(problem, "caption");
        grid->addWidget(problem, 0, 0);
    }
    layout()->addWidget(m_rows);
    m_rows->show();
    emit built();
}

ElidedLabel* ReadingGrid::addLine(QGridLayout* grid, const ReadingRow& row, int line, int column)
{
    auto* label = new QLabel(row.label, m_rows);
    label->setTextFormat(Qt::PlainText);
    setRole(label, "caption");
    auto* text = new ElidedLabel(m_rows);
    text->setObjectName(QStringLiteral("readingText"));
    text->setWholeText(row.text);
    text->setAccessibleName(row.label + QStringLiteral(": ") + row.text);
    setRole(text, m_stale ? "readingStale" : "reading");
    if (row.place.length > 0) {
        text->setAccessibleDescription(tr("Enter shows it in the SQL"));
        text->setCursor(Qt::PointingHandCursor);
        // One stop for Tab; the arrow keys go on from it.
        text->setFocusPolicy(m_lines.isEmpty() ? Qt::StrongFocus : Qt::ClickFocus);
        text->installEventFilter(this);
    }
    grid->addWidget(label, line, column);
    grid->addWidget(text, line, column + 1);
    return text;
}

void ReadingGrid::addMore(QGridLayout* grid, int line, int column)
{
    const qsizetype from = m_lines.size();
    auto* more = new QPushButton(QStringLiteral("+%1").arg(m_reading.rows.size() - from), m_rows);
    more->setObjectName(QStringLiteral("readingMoreButton"));
    more->setAccessibleName(tr("The rest of what Parlance reads in the SQL"));
    setRole(more, "link");
    grid->addWidget(more, line, column);
    connect(more, &QPushButton::clicked, this, [this, more, from] { openRest(more, from); });
}

void ReadingGrid::openRest(QPushButton* anchor, qsizetype from)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("readingMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ReadingRow& row : m_reading.rows.mid(from)) {
        QString text = row.label + QStringLiteral(": ") + row.text.simplified();
        const int room = qMax(200, window()->width() - 120);
        text = menu->fontMetrics().elidedText(text, Qt::ElideRight, room);
        connect(menu->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&"))), &QAction::triggered, this,
                [this, row] { choose(row); });
    }
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

void ReadingGrid::choose(const ReadingRow& row)
{
    if (row.place.length > 0)
        emit placeChosen(row.place.start, row.place.length);
}

void ReadingGrid::goTo(int line)
{
    if (line >= 0 && line < m_lines.size() && m_lines.at(line)->focusPolicy() != Qt::NoFocus)
        m_lines.at(line)->setFocus(Qt::TabFocusReason);
}

bool ReadingGrid::eventFilter(QObject* watched, QEvent* event)
{
    const int line = static_cast<int>(m_lines.indexOf(static_cast<ElidedLabel*>(watched)));
    if (line < 0 || line >= m_reading.rows.size())
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonRelease) {
        if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton)
            return false;
        choose(m_reading.rows.at(line));
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        choose(m_reading.rows.at(line));
        return true;
    case Qt::Key_Down:
        goTo(line + 1);
        return true;
    case Qt::Key_Up:
        goTo(line - 1);
        return true;
    default:
        return false;
    }
}

} // namespace parlance
