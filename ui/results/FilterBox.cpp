// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/FilterBox.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/results/ResultOrdering.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace parlance {

FilterBox::FilterBox(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 2, 2);
    layout->setSpacing(8);
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("rowsState"));
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setRole(m_state, "caption");
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("rowFilter"));
    m_edit->setPlaceholderText(tr("Filter rows"));
    m_edit->setAccessibleName(tr("Filter rows"));
    m_edit->setToolTip(tr("Shows only rows that hold this text in any column (Ctrl+Alt+F). "
                          "For a condition on one column, open the menu of its header."));
    m_edit->setClearButtonEnabled(true);
    m_edit->setFixedWidth(190);
    setRole(m_edit, "slim");
    m_icon = m_edit->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    layout->addWidget(m_state, 1);
    layout->addWidget(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (m_ordering)
            m_ordering->setQuickText(text);
    });
    hide();
}

void FilterBox::setTheme(const Theme& theme)
{
    m_icon->setIcon(icon(QStringLiteral("filter"), theme.muted));
}

void FilterBox::setOrdering(ResultOrdering* ordering)
{
    if (m_ordering == ordering)
        return;
    if (m_ordering)
        m_ordering->disconnect(this);
    m_ordering = ordering;
    if (ordering != nullptr) {
        connect(ordering, &ResultOrdering::filterChanged, this, &FilterBox::reviewText);
        connect(ordering, &ResultOrdering::stateChanged, this, &FilterBox::reviewState);
    }
    setVisible(ordering != nullptr);
    reviewText();
    reviewState();
}

void FilterBox::focusEdit()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBox::reviewText()
{
    const QString text = m_ordering ? m_ordering->quickText() : QString();
    if (m_edit->text() != text)
        m_edit->setText(text);
}

void FilterBox::reviewState()
{
    QStringList parts;
    if (m_ordering) {
        parts << m_ordering->countText() << m_ordering->stateText();
        parts.removeAll(QString());
    }
    m_state->setWholeText(parts.join(QStringLiteral(" · ")));
    setRole(m_state, m_ordering && m_ordering->hasFailed() ? "error" : "caption");
}

bool FilterBox::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // the box's own Esc, not the tab's
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool leaves = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down;
        if (key == Qt::Key_Escape && !m_edit->text().isEmpty()) {
            m_edit->clear();
            return true;
        }
        if (leaves || key == Qt::Key_Escape) {
            emit leaveRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace parlance
