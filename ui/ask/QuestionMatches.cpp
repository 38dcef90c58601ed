// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/QuestionMatches.h"

#include "ui/ask/MatchDelegate.h"
#include "ui/ask/QuestionEdit.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

namespace parlance {

QString verifiedText(const VerifiedQuestion& question)
{
    const QString day = QLocale().toString(question.verifiedAt.toLocalTime().date(), QLocale::LongFormat);
    const QString by = question.verifiedBy.isEmpty() ? QuestionMatches::tr("one of the team") : question.verifiedBy;
    return question.verifiedAt.isValid() ? QuestionMatches::tr("Verified by %1 on %2").arg(by, day)
                                         : QuestionMatches::tr("Verified by %1").arg(by);
}

QuestionMatches::QuestionMatches(QuestionEdit* edit, Knowledge* knowledge, QWidget* over)
    : QFrame(over)
    , m_edit(edit)
    , m_knowledge(knowledge)
{
    setObjectName(QStringLiteral("questionMatches"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3, 3, 3, 3);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("questionMatchList"));
    m_list->setAccessibleName(tr("Verified questions like yours"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::ClickFocus); // Tab goes past it, Down goes in
    m_delegate = new MatchDelegate(m_list);
    m_list->setItemDelegate(m_delegate);
    layout->addWidget(m_list);
    m_list->installEventFilter(this);
    edit->installEventFilter(this);
    over->installEventFilter(this);
    connect(edit, &QLineEdit::textEdited, this, &QuestionMatches::search);
    connect(edit, &QLineEdit::returnPressed, this, &QuestionMatches::close);
    connect(edit, &QObject::destroyed, this, &QuestionMatches::close);
    connect(m_list, &QListWidget::itemClicked, this, &QuestionMatches::take);
    hide();
}

void QuestionMatches::setTheme(const Theme& theme)
{
    m_delegate->setTheme(theme);
    setStyleSheet(QStringLiteral("QFrame#questionMatches { background: %1; border: 1px solid %2; border-radius: 8px; } "
                                 "QListWidget { background: %1; }")
                      .arg(theme.raised.name(), theme.inputBorder.name()));
}

void QuestionMatches::search(const QString& typed)
{
    m_found = m_knowledge->matching(typed, most);
    if (m_found.isEmpty() || m_edit == nullptr || m_edit->isReadOnly())
        return close();
    m_list->clear();
    for (const VerifiedQuestion& question : std::as_const(m_found)) {
        auto* item = new QListWidgetItem(question.question.simplified(), m_list);
        const QString who = verifiedText(question);
        item->setData(Qt::AccessibleTextRole, tr("%1, verified").arg(question.question));
        item->setData(Qt::AccessibleDescriptionRole, who);
        item->setToolTip(
            QStringLiteral("<qt>%1<br>%2</qt>").arg(who.toHtmlEscaped(), question.explanation.toHtmlEscaped()));
    }
    m_list->setCurrentRow(-1);
    place();
    show();
    raise();
}

//! Below the box and the line that is to stay free, as wide as the box; never over them.
void QuestionMatches::place()
{
    if (m_edit == nullptr)
        return;
    QPoint below = m_edit->mapTo(parentWidget(), QPoint(0, m_edit->height() + 2));
    if (m_line != nullptr && m_line->isVisible())
        below.setY(m_line->mapTo(parentWidget(), QPoint(0, m_line->height() + 2)).y());
    const int row = m_list->sizeHintForRow(0);
    const int frame = 2 * (3 + frameWidth()) + 2;
    const int rows = qBound(1, (parentWidget()->height() - below.y() - frame) / qMax(1, row), m_list->count());
    setGeometry(below.x(), below.y(), m_edit->width(), rows * row + frame);
}

void QuestionMatches::close()
{
    const bool hadFocus = m_list->hasFocus();
    hide();
    if (hadFocus && m_edit != nullptr)
        m_edit->setFocus(Qt::OtherFocusReason);
}

void QuestionMatches::enter()
{
    m_list->setFocus(Qt::OtherFocusReason);
    m_list->setCurrentRow(0);
}

void QuestionMatches::take()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_found.size())
        return;
    const VerifiedQuestion question = m_found.at(row);
    close();
    emit chosen(question);
}

bool QuestionMatches::boxKey(QKeyEvent* event, bool override)
{
    const bool ours = event->key() == Qt::Key_Down || event->key() == Qt::Key_Escape;
    if (isHidden() || !ours || event->modifiers() != Qt::NoModifier)
        return false;
    event->accept(); // Esc is meant for the list, not for the window
    if (override)
        return true;
    if (event->key() == Qt::Key_Down)
        enter();
    else
        close();
    return true;
}

bool QuestionMatches::listKey(QKeyEvent* event, bool override)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        event->accept();
        if (!override)
            take();
        return true;
    case Qt::Key_Escape:
        event->accept();
        if (!override)
            close();
        return true;
    case Qt::Key_Up:
        if (m_list->currentRow() > 0)
            return false;
        event->accept();
        if (!override && m_edit != nullptr)
            m_edit->setFocus(Qt::OtherFocusReason);
        return true;
    default:
        break;
    }
    if (override || event->text().isEmpty() || !event->text().front().isPrint() || m_edit == nullptr)
        return false;
    m_edit->setFocus(Qt::OtherFocusReason); // typing goes on in the box
    m_edit->deselect();
    QCoreApplication::sendEvent(m_edit, event);
    return true;
}

bool QuestionMatches::eventFilter(QObject* watched, QEvent* event)
{
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (event->type() == QEvent::KeyPress || override) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (watched == m_edit && boxKey(key, override))
            return true;
        if (watched == m_list && listKey(key, override))
            return true;
    } else if (event->type() == QEvent::FocusOut && !isHidden()) {
        const bool within = watched == m_edit ? m_list->hasFocus() : m_edit != nullptr && m_edit->hasFocus();
        if ((watched == m_edit || watched == m_list) && !within)
            QMetaObject::invokeMethod(
                this,
                [this] {
                    if (!m_list->hasFocus() && m_edit != nullptr && !m_edit->hasFocus())
                        hide();
                },
                Qt::QueuedConnection); // who has it now is known then
    } else if (event->type() == QEvent::Resize && !isHidden()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace parlance
