// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/CellViewer.h"

#include "base/WhenFinished.h"
#include "ui/ask/ElidedLabel.h"
#include "ui/results/ResultView.h"
#include "ui/results/ValueText.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QtConcurrent>
#include <QToolButton>

namespace parlance {

namespace {

constexpr qsizetype pieceBytes = 128 * 1024; // more at once would hold the GUI thread up

QString sizeText(qint64 bytes)
{
    const QLocale english(QLocale::English);
    return bytes == 1 ? CellViewer::tr("1 byte") : CellViewer::tr("%1 bytes").arg(english.toString(bytes));
}

} // namespace

CellViewer::CellViewer(ResultView* view, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
{
    setObjectName(QStringLiteral("cellViewer"));
    setAccessibleName(tr("Value of the current cell"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 4, 2, 2);
    layout->setSpacing(4);
    buildHead();
    m_pictureArea = new QScrollArea(this);
    m_picture = new QLabel(m_pictureArea);
    m_picture->setObjectName(QStringLiteral("valuePicture"));
    m_picture->setAlignment(Qt::AlignCenter);
    m_pictureArea->setWidget(m_picture);
    m_pictureArea->setWidgetResizable(true);
    m_pictureArea->hide();
    m_text = new ValueText(this);
    layout->addWidget(m_pictureArea, 2);
    layout->addWidget(m_text, 1);
    buildFoot();
    connect(m_text, &ValueText::leaveRequested, this, &CellViewer::closeRequested);
    connect(view, &ResultView::currentCellChanged, this, &CellViewer::follow);
    connect(view->resultModel(), &ResultModel::rowsChanged, this, &CellViewer::follow);
    connect(view->resultModel(), &ResultModel::began, this, &CellViewer::follow);
    hide();
}

void CellViewer::buildHead()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    m_title = new ElidedLabel(this);
    m_title->setObjectName(QStringLiteral("valueTitle"));
    setRole(m_title, "strong");
    m_copy = new QToolButton(this);
    m_copy->setObjectName(QStringLiteral("copyValueButton"));
    m_copy->setToolTip(tr("Copy the whole value"));
    m_copy->setAccessibleName(tr("Copy the whole value"));
    m_copy->setIconSize(QSize(13, 13));
    m_close = new QToolButton(this);
    m_close->setObjectName(QStringLiteral("closeViewerButton"));
    m_close->setToolTip(tr("Close (Esc)"));
    m_close->setAccessibleName(tr("Close"));
    m_close->setIconSize(QSize(11, 11));
    row->addWidget(m_title, 1);
    row->addWidget(m_copy);
    row->addWidget(m_close);
    m_facts = new QLabel(this);
    m_facts->setObjectName(QStringLiteral("valueFacts"));
    m_facts->setTextFormat(Qt::PlainText);
    setRole(m_facts, "caption");
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("valueNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setWordWrap(true);
    m_note->hide();
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(row);
    column->addWidget(m_facts);
    column->addWidget(m_note);
    connect(m_copy, &QToolButton::clicked, this, &CellViewer::copyValue);
    connect(m_close, &QToolButton::clicked, this, &CellViewer::closeRequested);
}

void CellViewer::buildFoot()
{
    m_more = new QPushButton(tr("Show more"), this);
    m_more->setObjectName(QStringLiteral("showMoreButton"));
    setRole(m_more, "slim");
    m_more->hide();
    static_cast<QVBoxLayout*>(layout())->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] { ask(m_shown); });
}

void CellViewer::setTheme(const Theme& theme)
{
    m_text->setTheme(theme);
    m_copy->setIcon(icon(QStringLiteral("copy"), theme.text));
    m_close->setIcon(icon(QStringLiteral("close"), theme.muted));
    setStyleSheet(
        QStringLiteral("QFrame#cellViewer { border: none; border-left: 1px solid %1; }").arg(theme.line.name()));
}

void CellViewer::open()
{
    show();
    m_row = -1;
    follow();
}

void CellViewer::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void CellViewer::follow()
{
    if (isHidden())
        return;
    const QModelIndex current = m_view->currentIndex();
    const qint64 row = current.isValid() ? m_view->resultModel()->tableRow(current.row()) : -1;
    const int column = current.isValid() ? current.column() : -1;
    if (row >= 0 && row == m_row && column == m_column)
        return;
    m_row = row;
    m_column = column;
    ++m_serial;
    m_shown = 0;
    if (row >= 0) {
        ask(0);
        return;
    }
    m_title->setWholeText(tr("No cell is chosen"));
    m_facts->clear();
    m_note->hide();
    m_more->hide();
    m_pictureArea->hide();
    m_text->showText(QString(), ViewedValue::Language::Plain);
}

void CellViewer::ask(qsizetype shown)
{
    m_more->setEnabled(false);
    const auto work = [table = m_view->resultModel()->table(), row = m_row, column = m_column, shown] {
        return viewValue(table, row, column, shown, pieceBytes);
    };
    whenFinished(QtConcurrent::run(work), this, [this, shown, serial = m_serial](const ViewedValue& value) {
        if (serial == m_serial)
            onValue(value, shown);
    });
}

void CellViewer::onValue(const ViewedValue& value, qsizetype shown)
{
    m_shown = value.shown;
    m_more->setVisible(value.more);
    m_more->setEnabled(true);
    if (shown > 0) {
        m_text->addText(value.text);
        return;
    }
    reviewHead(value);
    showPicture(value.image);
    m_text->showText(value.null ? QStringLiteral("NULL") : value.text, value.language);
}

void CellViewer::reviewHead(const ViewedValue& value)
{
    const ResultColumn column = m_view->resultModel()->table().columns().value(m_column);
    m_title->setWholeText(column.name);
    QStringList facts{column.typeName};
    if (value.null)
        facts << QStringLiteral("NULL");
    else if (value.binaryBytes >= 0)
        facts << sizeText(value.binaryBytes);
    else
        facts << (value.bytes == 0 ? tr("empty text") : sizeText(value.bytes));
    if (!value.image.isNull())
        facts << tr("picture %1 × %2").arg(value.image.width()).arg(value.image.height());
    facts.removeAll(QString());
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_note->setText(value.note);
    m_note->setVisible(!value.note.isEmpty());
}

void CellViewer::showPicture(const QImage& image)
{
    m_pictureArea->setVisible(!image.isNull());
    m_picture->setPixmap(image.isNull() ? QPixmap() : QPixmap::fromImage(image));
    m_picture->setAccessibleName(image.isNull() ? QString() : tr("The value as a picture"));
}

void CellViewer::copyValue()
{
    if (m_row < 0)
        return;
    const auto work = [table = m_view->resultModel()->table(), row = m_row, column = m_column] {
        return QString::fromUtf8(table.cell(row, column));
    };
    whenFinished(QtConcurrent::run(work), this,
                 [](const QString& text) { QGuiApplication::clipboard()->setText(text); });
}

} // namespace parlance
