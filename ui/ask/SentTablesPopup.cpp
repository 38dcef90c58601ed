// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/SentTablesPopup.h"

#include "postgres/SqlScript.h"
#include "ui/ask/SentTablesModel.h"
#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QTreeView>
#include <QVBoxLayout>

namespace parlance {

namespace {

QString keyOf(const TableName& table)
{
    return table.schema + QLatin1Char('\n') + table.name;
}

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
    m_model = new SentTablesModel(this);
    m_list = new QTreeView(this);
    m_list->setModel(m_model);
    m_list->setObjectName(QStringLiteral("sentTablesList"));
    m_list->setAccessibleName(tr("Tables that go to Claude with the question"));
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
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SentTablesPopup::review);
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

void SentTablesPopup::setSlice(const SchemaSlice& slice, const QList<TableName>& all, const QList<TableName>& pinned,
                               const QList<TableName>& leftOut)
{
    m_slice = slice;
    m_all = all;
    m_pinned = pinned;
    m_leftOut = leftOut;
    fill();
}

void SentTablesPopup::fill()
{
    using Row = SentTablesModel::Row;
    using State = SentTablesModel::State;
    const TableName kept = current();
    const QString wanted = m_filter->text().trimmed();
    QList<Row> rows;
    QSet<QString> listed;
    const auto add = [&](const TableName& table, State state, int sent) {
        listed.insert(keyOf(table));
        if (wanted.isEmpty() || qualifiedName(table.schema, table.name).contains(wanted, Qt::CaseInsensitive))
            rows.append({table, state, sent});
    };
    for (int i = 0; i < m_slice.tables.size(); ++i)
        add(m_slice.tables.at(i).table, State::Sent, i);
    for (const TableName& table : std::as_const(m_leftOut))
        if (!listed.contains(keyOf(table)))
            add(table, State::LeftOut, -1);
    if (m_showsAll || !wanted.isEmpty())
        for (const TableName& table : std::as_const(m_all))
            if (!listed.contains(keyOf(table)))
                add(table, State::NotChosen, -1);
    m_model->setRows(rows, m_slice, m_pinned);
    const int row = qMax(0, m_model->rowOf(kept));
    m_list->setCurrentIndex(m_model->index(row, 0)); // invalid where nothing is listed
    review();
}

TableName SentTablesPopup::current() const
{
    return m_model->table(m_list->currentIndex().row());
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
