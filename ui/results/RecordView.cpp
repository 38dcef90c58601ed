// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/RecordView.h"

#include "ui/results/BarButton.h"
#include "ui/results/RecordModel.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QToolButton>

namespace parlance {

RecordView::RecordView(ResultView* view, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
    , m_model(new RecordModel(view->resultModel(), this))
{
    setObjectName(QStringLiteral("recordView"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 4, 2, 2);
    layout->setSpacing(4);
    buildHead();
    m_list = new QTableView(this);
    m_list->setObjectName(QStringLiteral("recordList"));
    m_list->setAccessibleName(tr("The current row"));
    m_list->setModel(m_model);
    m_list->setShowGrid(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(false);
    m_list->setTabKeyNavigation(false);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->installEventFilter(this);
    layout->addWidget(m_list, 1);
    connect(view, &ResultView::currentCellChanged, this, &RecordView::follow);
    connect(view->resultModel(), &ResultModel::rowsChanged, this, &RecordView::follow);
    connect(view->resultModel(), &ResultModel::began, this, &RecordView::follow);
    connect(view->header(), &QHeaderView::sectionMoved, this, &RecordView::follow);
    hide();
}

void RecordView::buildHead()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("recordTitle"));
    m_title->setTextFormat(Qt::PlainText);
    setRole(m_title, "strong");
    m_previous = makeBarButton(this, "previousRowButton", tr("The row before (Ctrl+Up)"));
    m_next = makeBarButton(this, "nextRowButton", tr("The next row (Ctrl+Down)"));
    m_close = makeBarButton(this, "closeRecordButton", tr("Close (Esc)"));
    row->addWidget(m_title, 1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_close);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_close, &QToolButton::clicked, this, &RecordView::closeRequested);
}

void RecordView::setTheme(const Theme& theme)
{
    m_model->setTheme(theme);
    m_previous->setIcon(icon(QStringLiteral("chevron-up"), theme.text));
    m_next->setIcon(icon(QStringLiteral("chevron-down"), theme.text));
    m_close->setIcon(icon(QStringLiteral("close"), theme.muted));
    setStyleSheet(
        QStringLiteral("QFrame#recordView { border: none; border-left: 1px solid %1; }").arg(theme.line.name()));
}

void RecordView::open()
{
    show();
    follow();
    constexpr int widestName = 180;
    constexpr int widestType = 110; // what has no room stands in the header of the table
    m_list->resizeColumnToContents(RecordModel::Name);
    m_list->resizeColumnToContents(RecordModel::Type);
    m_list->setColumnWidth(RecordModel::Name, std::min(widestName, m_list->columnWidth(RecordModel::Name)));
    m_list->setColumnWidth(RecordModel::Type, std::min(widestType, m_list->columnWidth(RecordModel::Type)));
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void RecordView::follow()
{
    if (isHidden())
        return;
    const QModelIndex current = m_view->currentIndex();
    m_model->setRow(current.isValid() ? current.row() : -1, m_view->shownColumns());
    const QLocale english(QLocale::English);
    const qint64 rows = m_view->resultModel()->shownCount();
    const qint64 position = m_view->currentPosition();
    m_title->setText(position < 0 ? tr("No row is chosen")
                                  : tr("Row %1 of %2").arg(english.toString(position + 1), english.toString(rows)));
    m_previous->setEnabled(position > 0);
    m_next->setEnabled(position >= 0 && position + 1 < rows);
    if (current.isValid() && m_list->currentIndex().row() != m_model->lineOf(current.column()))
        m_list->setCurrentIndex(m_model->index(m_model->lineOf(current.column()), RecordModel::Value));
}

void RecordView::step(int rows)
{
    const qint64 position = m_view->currentPosition();
    if (position < 0)
        return;
    const int column = m_model->columnOf(m_list->currentIndex().row());
    m_view->showPosition(position + rows, column >= 0 ? column : m_view->currentColumn());
}

void RecordView::copyValues()
{
    const int column = m_model->columnOf(m_list->currentIndex().row());
    const QModelIndex current = m_view->currentIndex();
    if (column >= 0 && current.isValid())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_view->resultModel()->cell(current.row(), column)));
}

bool RecordView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* press = static_cast<QKeyEvent*>(event);
    const bool control = press->modifiers() & Qt::ControlModifier;
    if (control && (press->key() == Qt::Key_Up || press->key() == Qt::Key_Down))
        step(press->key() == Qt::Key_Up ? -1 : 1);
    else if (control && press->key() == Qt::Key_C)
        copyValues();
    else
        return QFrame::eventFilter(watched, event);
    return true;
}

} // namespace parlance
