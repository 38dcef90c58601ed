// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/GoToBar.h"

#include "ui/results/ResultView.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

namespace parlance {

GoToBar::GoToBar(ResultView* view, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
{
    setObjectName(QStringLiteral("goToBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(8);
    auto* label = new QLabel(tr("Go to row"), this);
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("goToEdit"));
    m_edit->setAccessibleName(tr("Row number"));
    m_edit->setMaximumWidth(160);
    setRole(m_edit, "slim");
    label->setBuddy(m_edit);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("goToState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // words never widen the window
    setRole(m_state, "caption");
    row->addWidget(label);
    row->addWidget(m_edit);
    row->addWidget(m_state, 1);
    connect(m_edit, &QLineEdit::returnPressed, this, &GoToBar::go);
    hide();
}

void GoToBar::open()
{
    const qint64 current = m_view->currentPosition();
    m_edit->setText(current >= 0 ? QString::number(current + 1) : QString());
    m_state->setText(tr("of %1").arg(QLocale(QLocale::English).toString(m_view->resultModel()->shownCount())));
    setRole(m_state, "caption");
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

bool GoToBar::close()
{
    if (isHidden())
        return false;
    hide();
    return true;
}

void GoToBar::go()
{
    QString digits = m_edit->text();
    digits.removeIf([](QChar c) { return c == u',' || c == u'.' || c == u'_' || c.isSpace(); });
    bool read = false;
    const qint64 row = digits.toLongLong(&read);
    const qint64 rows = m_view->resultModel()->shownCount();
    if (!read || row < 1 || row > rows) {
        m_state->setText(tr("Type a number from 1 to %1.").arg(QLocale(QLocale::English).toString(rows)));
        setRole(m_state, "error");
        return;
    }
    m_view->showPosition(row - 1, m_view->currentColumn());
    close();
    m_view->setFocus(Qt::OtherFocusReason);
}

} // namespace parlance
