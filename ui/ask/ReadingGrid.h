// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/ReadingWords.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace parlance {

class ElidedLabel;

//! What the program reads in the SQL: a label and a line of words for each thing, in two columns where there is room. A
//! click or Enter on a line shows its place; the arrow keys go from line to line. In low windows "+n" has the rest.
//! Object name readingGrid. GUI thread.
class ReadingGrid final : public QWidget {
    Q_OBJECT
public:
    explicit ReadingGrid(QWidget* parent = nullptr);

    void setReading(const ReadingWords& reading);
    //! In low windows only what is counted, the period and the filters.
    void setCompact(bool compact);
    //! The SQL was edited since: the words are grey.
    void setStale(bool stale);
    //! "Counted: rows of orders. Period: …": for one line, and for screen readers.
    QString summary() const;
    bool isEmpty() const { return m_reading.isEmpty(); }

signals:
    void built();                                        //!< its lines are new ones: they stand at the end of Tab's way
    void placeChosen(qsizetype start, qsizetype length); //!< as the reading has it

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int columnsThatFit() const;
    void build();
    ElidedLabel* addLine(QGridLayout* grid, const ReadingRow& row, int line, int column);
    void addMore(QGridLayout* grid, int line, int column);
    void openRest(QPushButton* anchor, qsizetype from);
    void choose(const ReadingRow& row);
    void goTo(int line);

    ReadingWords m_reading;
    bool m_compact = false;
    bool m_stale = false;
    int m_columns = 0;
    QWidget* m_rows = nullptr;
    QList<ElidedLabel*> m_lines; //!< of the rows in sight
};

} // namespace parlance
