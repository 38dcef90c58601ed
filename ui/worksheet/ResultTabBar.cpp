// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ResultTabBar.h"

#include "ui/theme/Theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>

#include <utility>

namespace parlance {

namespace {

constexpr int longestName = 60; // characters
constexpr int editWidth = 160;  // pixels

} // namespace

ResultTabBar::ResultTabBar(QWidget* parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
}

bool ResultTabBar::isEditing() const
{
    return m_edited >= 0;
}

void ResultTabBar::editName(int index, const QString& name, const QString& placeholder)
{
    if (m_edit == nullptr) {
        m_edit = new QLineEdit(this);
        m_edit->setObjectName(QStringLiteral("resultNameEdit"));
        m_edit->setAccessibleName(tr("Name of the result"));
        m_edit->setMaxLength(longestName);
        setRole(m_edit, "slim");
        m_edit->installEventFilter(this);
        connect(m_edit, &QLineEdit::editingFinished, this, &ResultTabBar::takeName);
    }
    m_edited = index;
    m_focusBefore = QApplication::focusWidget();
    m_edit->setPlaceholderText(placeholder);
    m_edit->setText(name);
    const QRect tab = tabRect(index);
    const int width = qMin(qMax(tab.width(), editWidth), this->width());
    m_edit->setGeometry(qBound(0, tab.left(), this->width() - width), 0, width, height());
    m_edit->show();
    m_edit->raise();
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void ResultTabBar::endEditing()
{
    if (std::exchange(m_edited, -1) < 0)
        return;
    const bool focused = m_edit->hasFocus();
    m_edit->hide();
    if (focused)
        (m_focusBefore != nullptr ? m_focusBefore.data() : this)->setFocus(Qt::OtherFocusReason);
}

void ResultTabBar::takeName()
{
    const int index = m_edited;
    if (index < 0)
        return;
    const QString name = m_edit->text();
    endEditing();
    emit named(index, name);
}

bool ResultTabBar::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_edit || !key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QTabBar::eventFilter(watched, event);
    event->accept(); // its own Esc, not the tab's
    if (event->type() == QEvent::KeyPress)
        endEditing();
    return true;
}

void ResultTabBar::mouseReleaseEvent(QMouseEvent* event)
{
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && index >= 0)
        emit closeRequested(index);
    else
        QTabBar::mouseReleaseEvent(event);
}

void ResultTabBar::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0)
        emit nameRequested(index);
    else
        QTabBar::mouseDoubleClickEvent(event);
}

void ResultTabBar::contextMenuEvent(QContextMenuEvent* event)
{
    const bool key = event->reason() == QContextMenuEvent::Keyboard;
    const int index = key ? currentIndex() : tabAt(event->pos());
    if (index < 0)
        return;
    emit menuRequested(index, key ? mapToGlobal(tabRect(index).bottomLeft()) : event->globalPos());
}

void ResultTabBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && currentIndex() >= 0)
        emit closeRequested(currentIndex());
    else
        QTabBar::keyPressEvent(event);
}

} // namespace parlance
