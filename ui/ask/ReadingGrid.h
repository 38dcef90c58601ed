// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/ReadingWords.h"

#include <QWidget>

namespace parlance {

//! What the program reads in the SQL: a label and a line of words for each thing, in two columns where there is room.
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

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int columnsThatFit() const;
    void build();

    ReadingWords m_reading;
    bool m_compact = false;
    bool m_stale = false;
    int m_columns = 0;
    QWidget* m_rows = nullptr;
};

} // namespace parlance
