// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"
#include "ui/theme/Theme.h"

#include <QWidget>

#include <memory>

namespace parlance {

//! Left side: tables with their descriptions (schemaTree), a filter (schemaFilter), details of the selected one. GUI
//! thread.
class SchemaPanel final : public QWidget {
    Q_OBJECT
public:
    explicit SchemaPanel(QWidget* parent = nullptr);
    ~SchemaPanel() override;
    void setTheme(const Theme& theme);
    void setLoading();
    void setCatalog(const SchemaCatalog& catalog);
    void setError(const QString& sentence, const QString& details);
    void setDetailsVisible(bool visible); //!< folded away in small windows
    void focusFilter();

signals:
    void tableActivated(const QString& schema,
                        const QString& table);    //!< double click or Enter: first 100 rows in a new tab
    void insertRequested(const QString& sqlText); //!< Ctrl+Enter: the qualified name (or column) as SQL
    void refreshRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
