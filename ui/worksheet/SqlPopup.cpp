// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/SqlPopup.h"

#include "ui/theme/Theme.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace parlance {

SqlPopup::SqlPopup(const QByteArray& sql, QWidget* parent)
    : QFrame(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setRole(this, "panel");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    m_text = new QPlainTextEdit(QString::fromUtf8(sql), this);
    m_text->setObjectName(QStringLiteral("runSqlText"));
    m_text->setAccessibleName(tr("The SQL that these rows are of"));
    m_text->setReadOnly(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->installEventFilter(this);
    layout->addWidget(m_text);
    const int lines = qBound(3, static_cast<int>(sql.count('\n')) + 2, 16);
    resize(qMin(640, parent->width()), lines * m_text->fontMetrics().lineSpacing() + 32);
}

void SqlPopup::showBelow(const QWidget* anchor)
{
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
    show();
    m_text->setFocus(Qt::PopupFocusReason);
}

bool SqlPopup::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QFrame::eventFilter(watched, event);
    event->accept(); // it is meant for us, not for the window's own Esc
    if (event->type() == QEvent::KeyPress)
        close();
    return true;
}

} // namespace parlance
