// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ChecksPopup.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace parlance {

namespace {

struct Mark {
    const char* icon;
    QString word;
    QColor colour;
};

Mark markOf(CheckList::State state, const Theme& theme)
{
    switch (state) {
    case CheckList::State::Failed:
        return {"cross-circle", ChecksPopup::tr("failed"), theme.error};
    case CheckList::State::Warned:
        return {"warning", ChecksPopup::tr("warning"), theme.warning};
    case CheckList::State::Noted:
        return {"info", ChecksPopup::tr("note"), theme.muted};
    case CheckList::State::NotDone:
        return {"clock", ChecksPopup::tr("not done"), theme.muted};
    case CheckList::State::Passed:
        break;
    }
    return {"check", ChecksPopup::tr("passed"), theme.ok};
}

} // namespace

ChecksPopup::ChecksPopup(const CheckList& checks, const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_checks(checks)
{
    setObjectName(QStringLiteral("checksPopup"));
    setAttribute(Qt::WA_DeleteOnClose);
    setRole(this, "panel");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(6);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("checksListView"));
    m_list->setAccessibleName(tr("Checks of this SQL"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const CheckList::Item& item : m_checks.items)
        addItem(item, theme);
    m_list->setCurrentRow(0);
    m_list->installEventFilter(this);
    layout->addWidget(m_list, 1);
    auto* notChecked = new QLabel(m_checks.notChecked, this);
    notChecked->setObjectName(QStringLiteral("notCheckedLabel"));
    notChecked->setTextFormat(Qt::PlainText);
    notChecked->setWordWrap(true);
    setRole(notChecked, "muted");
    layout->addWidget(notChecked);
    auto* trust = new QLabel(CheckList::trustText(m_checks.trust) + QStringLiteral(". ") +
                                 tr("It is what the checks found; Claude's own word can only lower it."),
                             this);
    trust->setTextFormat(Qt::PlainText);
    trust->setWordWrap(true);
    setRole(trust, "caption");
    layout->addWidget(trust);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { choose(m_list->row(item)); });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { choose(m_list->row(item)); });
}

void ChecksPopup::addItem(const CheckList::Item& item, const Theme& theme)
{
    const Mark mark = markOf(item.state, theme);
    QString text = item.name + QStringLiteral(" · ") + mark.word;
    if (!item.finding.message.isEmpty())
        text += QLatin1Char('\n') + item.finding.message;
    auto* entry = new QListWidgetItem(icon(QLatin1String(mark.icon), mark.colour), text, m_list);
    entry->setData(Qt::AccessibleTextRole, text);
    if (item.finding.length > 0)
        entry->setToolTip(tr("Show it in the SQL"));
}

void ChecksPopup::choose(int row)
{
    const Finding finding = row >= 0 && row < m_checks.items.size() ? m_checks.items.at(row).finding : Finding();
    if (finding.length <= 0)
        return;
    emit placeChosen(finding.start, finding.length);
    close();
}

void ChecksPopup::showAt(const QWidget* anchor)
{
    const QWidget* window = anchor->window();
    const int width = qMin(520, window->width() - 24);
    int height = 120;
    for (int row = 0; row < m_list->count(); ++row)
        height += m_list->sizeHintForRow(row) + 2;
    resize(width, qMin(height, qMin(420, window->height() - 40)));
    const QPoint corner = window->mapToGlobal(QPoint(0, 0));
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    at.setX(qBound(corner.x() + 8, at.x(), corner.x() + window->width() - width - 8));
    at.setY(qBound(corner.y() + 8, at.y(), corner.y() + window->height() - this->height() - 8));
    move(at);
    show();
    m_list->setFocus(Qt::PopupFocusReason);
}

bool ChecksPopup::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const int code = key ? static_cast<QKeyEvent*>(event)->key() : 0;
    if (code == Qt::Key_Escape) {
        event->accept(); // it is meant for us, not for the window's own Esc
        if (event->type() == QEvent::KeyPress)
            close();
        return true;
    }
    if (event->type() == QEvent::KeyPress && (code == Qt::Key_Return || code == Qt::Key_Enter)) {
        choose(m_list->currentRow());
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace parlance
