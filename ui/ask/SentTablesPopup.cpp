// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/SentTablesPopup.h"

#include "postgres/SqlScript.h"
#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace parlance {

namespace {

constexpr int schemaRole = Qt::UserRole;
constexpr int nameRole = Qt::UserRole + 1;
constexpr int mostRows = 300; //!< of tables that are not sent; the filter finds the others

} // namespace

SentTablesPopup::SentTablesPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("sentTablesPopup"));
    setAttribute(Qt::WA_DeleteOnClose);
    setRole(this, "panel");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(6);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("sentTablesFilter"));
    m_filter->setPlaceholderText(tr("Find a table"));
    m_filter->setAccessibleName(tr("Find a table"));
    m_filter->setClearButtonEnabled(true);
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("sentTablesList"));
    m_list->setAccessibleName(tr("Tables that go to Claude with the question"));
    m_list->setHeaderLabels({tr("Table"), tr("Why"), tr("Columns")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    auto* row = new QHBoxLayout;
    const auto button = [this, row](const char* name) {
        auto* made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        setRole(made, "slim");
        row->addWidget(made);
        return made;
    };
    m_add = button("sentTablesAddButton");
    row->addStretch(1);
    m_pin = button("sentTablesPinButton");
    m_leave = button("sentTablesLeaveButton");
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    connect(m_filter, &QLineEdit::textChanged, this, &SentTablesPopup::fill);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &SentTablesPopup::review);
    connect(m_pin, &QPushButton::clicked, this, &SentTablesPopup::togglePinned);
    connect(m_leave, &QPushButton::clicked, this, &SentTablesPopup::toggleLeftOut);
    connect(m_add, &QPushButton::clicked, this, [this] {
        m_showsAll = !m_showsAll;
        fill();
        m_filter->setFocus(Qt::OtherFocusReason);
    });
    for (QWidget* part : QList<QWidget*>{m_filter, m_list, m_pin, m_leave, m_add})
        part->installEventFilter(this);
}

QString SentTablesPopup::whyText(const SliceTable& table)
{
    switch (table.reason) {
    case SliceTable::Reason::Whole:
        return tr("All tables fit");
    case SliceTable::Reason::Pinned:
        return tr("Pinned by you");
    case SliceTable::Reason::Used:
        return tr("The last query reads it");
    case SliceTable::Reason::Matched:
        return table.words.isEmpty() ? tr("Fits the question")
                                     : tr("The question says %1").arg(table.words.join(QStringLiteral(", ")));
    case SliceTable::Reason::Connected:
        return tr("Keys lead to it");
    case SliceTable::Reason::Neighbour:
        break;
    }
    return tr("Of the same schema; there was room");
}

void SentTablesPopup::setSlice(const SchemaSlice& slice, const QList<TableName>& all, const QList<TableName>& pinned,
                               const QList<TableName>& leftOut)
{
    m_slice = slice;
    m_all = all;
    m_pinned = pinned;
    m_leftOut = leftOut;
    fill();
}

void SentTablesPopup::addRow(const TableName& name, const QString& why, const QString& columns, bool sent)
{
    const QString shown = qualifiedName(name.schema, name.name);
    if (!shown.contains(m_filter->text().trimmed(), Qt::CaseInsensitive))
        return;
    auto* item = new QTreeWidgetItem(m_list, {shown, why, columns});
    item->setData(0, schemaRole, name.schema);
    item->setData(0, nameRole, name.name);
    item->setData(0, Qt::AccessibleTextRole, QStringLiteral("%1, %2, %3").arg(shown, why, columns));
    item->setIcon(0, QIcon(m_pinned.contains(name) ? QStringLiteral(":/icons/pin.svg")
                           : sent                  ? QStringLiteral(":/icons/table.svg")
                                                   : QStringLiteral(":/icons/eye-off.svg")));
}

void SentTablesPopup::fill()
{
    const TableName kept = current();
    m_list->clear();
    QSet<QString> sent;
    for (const SliceTable& table : std::as_const(m_slice.tables)) {
        sent.insert(table.table.schema + QLatin1Char('\n') + table.table.name);
        addRow(table.table, whyText(table), tr("%1 of %2").arg(table.columns).arg(table.columnsInAll), true);
    }
    for (const TableName& name : std::as_const(m_leftOut))
        if (!sent.contains(name.schema + QLatin1Char('\n') + name.name))
            addRow(name, tr("Left out by you"), tr("not sent"), false);
    const bool others = m_showsAll || !m_filter->text().trimmed().isEmpty();
    int rows = 0;
    for (const TableName& name : std::as_const(m_all)) {
        if (!others || rows >= mostRows)
            break;
        const int before = m_list->topLevelItemCount();
        if (!sent.contains(name.schema + QLatin1Char('\n') + name.name) && !m_leftOut.contains(name))
            addRow(name, tr("Not chosen for this question"), tr("not sent"), false);
        rows += m_list->topLevelItemCount() - before;
    }
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        if (item->data(0, nameRole).toString() == kept.name && item->data(0, schemaRole).toString() == kept.schema)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentItem() == nullptr && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    review();
}

TableName SentTablesPopup::current() const
{
    const QTreeWidgetItem* item = m_list->currentItem();
    return item == nullptr ? TableName()
                           : TableName{item->data(0, schemaRole).toString(), item->data(0, nameRole).toString()};
}

void SentTablesPopup::review()
{
    const TableName name = current();
    m_pin->setText(m_pinned.contains(name) ? tr("Unpin") : tr("Pin"));
    m_leave->setText(m_leftOut.contains(name) ? tr("Do not leave out") : tr("Leave out"));
    m_pin->setEnabled(!name.name.isEmpty());
    m_leave->setEnabled(!name.name.isEmpty());
    m_pin->setToolTip(tr("It goes along with every question of this tab (Space)"));
    m_leave->setToolTip(tr("It never goes along in this tab (Delete)"));
    m_add->setText(m_showsAll ? tr("Only what is sent") : tr("Add a table…"));
    m_add->setVisible(m_all.size() > m_slice.tables.size());
}

void SentTablesPopup::togglePinned()
{
    const TableName name = current();
    if (name.name.isEmpty())
        return;
    if (!m_pinned.removeOne(name))
        m_pinned.append(name);
    m_leftOut.removeOne(name);
    emit chosen(m_pinned, m_leftOut);
}

void SentTablesPopup::toggleLeftOut()
{
    const TableName name = current();
    if (name.name.isEmpty())
        return;
    if (!m_leftOut.removeOne(name))
        m_leftOut.append(name);
    m_pinned.removeOne(name);
    emit chosen(m_pinned, m_leftOut);
}

void SentTablesPopup::showAt(const QWidget* anchor)
{
    const QWidget* window = anchor->window();
    resize(qMin(620, window->width() - 24), qMin(360, window->height() - 120));
    const QPoint corner = window->mapToGlobal(QPoint(0, 0));
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    at.setX(qBound(corner.x() + 8, at.x(), qMax(corner.x() + 8, corner.x() + window->width() - width() - 8)));
    move(at);
    show();
    m_list->setFocus(Qt::PopupFocusReason);
}

bool SentTablesPopup::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const int code = key ? static_cast<QKeyEvent*>(event)->key() : 0;
    const bool pressed = event->type() == QEvent::KeyPress;
    if (code == Qt::Key_Escape) {
        event->accept();
        if (pressed)
            close();
        return true;
    }
    if (pressed && watched == m_list && (code == Qt::Key_Space || code == Qt::Key_Delete)) {
        code == Qt::Key_Space ? togglePinned() : toggleLeftOut();
        return true;
    }
    if (pressed && watched == m_filter && (code == Qt::Key_Down || code == Qt::Key_Return)) {
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace parlance
