// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/FindBar.h"

#include "base/WhenFinished.h"
#include "results/ResultFilter.h"
#include "ui/results/BarButton.h"
#include "ui/results/ResultView.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QtConcurrent>
#include <QToolButton>

namespace parlance {

namespace {

constexpr qint64 countedRows = 300'000; // of larger results the rows that hold the text are not counted
constexpr int slowMilliseconds = 200;

} // namespace

FindBar::FindBar(ResultView* view, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
{
    setObjectName(QStringLiteral("findBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(4);
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("findEdit"));
    m_edit->setPlaceholderText(tr("Find in the result"));
    m_edit->setAccessibleName(tr("Find in the result"));
    m_edit->setMaximumWidth(320);
    setRole(m_edit, "slim");
    m_previous = makeBarButton(this, "findPreviousButton", tr("Previous (Shift+F3)"));
    m_next = makeBarButton(this, "findNextButton", tr("Next (F3)"));
    m_close = makeBarButton(this, "closeFindButton", tr("Close (Esc)"));
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("findState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // words never widen the window
    setRole(m_state, "caption");
    row->addWidget(m_edit, 2);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addSpacing(6);
    row->addWidget(m_state, 3);
    row->addWidget(m_close);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMilliseconds);
    connect(&m_slow, &QTimer::timeout, this, [this] { say(tr("Looking…"), false); });
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_countText.clear();
        look(true, true);
        count();
    });
    connect(m_previous, &QToolButton::clicked, this, [this] { step(false); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(true); });
    connect(m_close, &QToolButton::clicked, this, [this] {
        close();
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(view->resultModel(), &ResultModel::began, this, [this] {
        cancel();
        say(QString(), false);
    });
    hide();
}

FindBar::~FindBar()
{
    cancel();
}

void FindBar::setTheme(const Theme& theme)
{
    m_previous->setIcon(icon(QStringLiteral("chevron-up"), theme.text));
    m_next->setIcon(icon(QStringLiteral("chevron-down"), theme.text));
    m_close->setIcon(icon(QStringLiteral("close"), theme.muted));
}

void FindBar::open()
{
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

bool FindBar::close()
{
    cancel();
    if (isHidden())
        return false;
    hide();
    return true;
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        step(!(event->modifiers() & Qt::ShiftModifier));
    else
        QFrame::keyPressEvent(event);
}

void FindBar::step(bool forward)
{
    if (m_edit->text().isEmpty())
        open();
    else
        look(forward, false);
}

void FindBar::cancel()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    ++m_serial;
    m_slow.stop();
}

void FindBar::say(const QString& text, bool missing)
{
    m_state->setText(text);
    setRole(m_state, missing ? "error" : "caption");
}

void FindBar::look(bool forward, bool withStart)
{
    cancel();
    const QString text = m_edit->text();
    if (text.isEmpty()) {
        say(QString(), false);
        return;
    }
    const ResultModel* model = m_view->resultModel();
    const qint64 current = m_view->currentPosition();
    FindStart start;
    start.viewRow = std::max<qint64>(0, current);
    start.column = current < 0 ? -1 : m_view->currentIndex().column();
    start.forward = forward;
    start.withStart = withStart && current >= 0;
    start.columns = m_view->shownColumns();
    m_slow.start();
    const auto work = [table = model->table(), rows = model->shownRows(), text, start, cancelled = m_cancelled] {
        return findInResult(table, rows.order(table.rowCount()), text, start, *cancelled);
    };
    whenFinished(QtConcurrent::run(work), this,
                 [this, serial = m_serial, forward](const Result<std::optional<FoundCell>, RowsError>& found) {
                     if (serial == m_serial)
                         onFound(found, forward);
                 });
}

void FindBar::onFound(const Result<std::optional<FoundCell>, RowsError>& found, bool forward)
{
    m_slow.stop();
    if (!found) {
        say(found.error().message, true);
        return;
    }
    if (!*found) {
        say(tr("No cell holds it."), true);
        return;
    }
    m_view->showPosition((*found)->viewRow, (*found)->column);
    QStringList parts;
    if ((*found)->wrapped)
        parts.append(forward ? tr("Went on from the first row") : tr("Went on from the last row"));
    parts.append(m_countText);
    parts.removeAll(QString());
    say(parts.join(QStringLiteral(" · ")), false);
}

void FindBar::count()
{
    const ResultModel* model = m_view->resultModel();
    const QString text = m_edit->text();
    if (text.isEmpty() || model->shownCount() > countedRows)
        return;
    const auto work = [table = model->table(), rows = model->shownRows(), text, cancelled = m_cancelled] {
        return filterRows(table, {{FilterTerm::Kind::Contains, -1, text}}, rows.order(table.rowCount()), *cancelled);
    };
    whenFinished(QtConcurrent::run(work), this, [this, text](const Result<RowOrderPtr, RowsError>& rows) {
        if (!rows || !*rows || text != m_edit->text())
            return;
        const auto number = static_cast<qint64>((*rows)->size());
        if (number == 0)
            return;
        m_countText = number == 1 ? tr("in 1 row") : tr("in %1 rows").arg(QLocale(QLocale::English).toString(number));
        if (!m_slow.isActive() && !m_state->text().contains(m_countText))
            say(m_state->text().isEmpty() ? m_countText : m_state->text() + QStringLiteral(" · ") + m_countText, false);
    });
}

} // namespace parlance
