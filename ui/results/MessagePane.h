// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresError.h"
#include "postgres/ResultChunk.h"
#include "ui/theme/Theme.h"

#include <QPlainTextEdit>

namespace parlance {

//! Notices and errors of the tab's runs as the server wrote them (object name messagePane): read-only, copyable text.
class MessagePane final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit MessagePane(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void startRun();
    void addNotice(const PostgresNotice& notice);
    //! Message, the line with a caret under the position, DETAIL, HINT, CONTEXT, as psql lays them out.
    void addError(const PostgresError& error, const QString& statement);
    void addSummary(const QString& line);
    int count() const { return m_count; }

signals:
    void countChanged(int count);

private:
    void append(const QString& label, const QColor& colour, const QString& text);

    Theme m_theme;
    int m_count = 0;
};

} // namespace parlance
