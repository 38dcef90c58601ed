// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AssumptionEditor.h"

#include "ui/theme/Theme.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace parlance {

namespace {

const QRegularExpression& plainNumber()
{
    static const QRegularExpression form(QStringLiteral("^\\s*-?\\d{1,12}(\\.\\d{1,4})?\\s*$"));
    return form;
}

} // namespace

AssumptionEditor::Kind AssumptionEditor::kindOf(const Assumption& assumption)
{
    static const QRegularExpression period(
        QStringLiteral("\\b(period|time ?frame|time ?range|time|dates?|years?|quarters?|months?|weeks?|days?|zeitraum|"
                       "jahr|quartal|monat|p[ée]riode|ann[ée]e|mois)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    if (plainNumber().match(assumption.value).hasMatch() && !period.match(assumption.label).hasMatch())
        return Kind::Number;
    return period.match(assumption.label).hasMatch() ? Kind::Period : Kind::Text;
}

AssumptionEditor::AssumptionEditor(const Assumption& assumption, const QDate& today, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_assumption(assumption)
{
    setObjectName(QStringLiteral("assumptionEditor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setRole(this, "panel");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    auto* title = new QLabel(assumption.label, this);
    title->setTextFormat(Qt::PlainText);
    setRole(title, "strong");
    auto* was = new QLabel(tr("Claude assumed: %1").arg(assumption.value), this);
    was->setTextFormat(Qt::PlainText);
    was->setWordWrap(true);
    setRole(was, "caption");
    layout->addWidget(title);
    layout->addWidget(was);
    switch (kindOf(assumption)) {
    case Kind::Period:
        buildPeriod(layout, today);
        break;
    case Kind::Number:
        buildNumber(layout);
        break;
    case Kind::Text:
        buildText(layout);
        break;
    }
    auto* again = new QPushButton(tr("Ask again with this"), this);
    again->setObjectName(QStringLiteral("assumptionAskButton"));
    setRole(again, "secondary");
    layout->addWidget(again, 0, Qt::AlignRight);
    connect(again, &QPushButton::clicked, this, &AssumptionEditor::accept);
    for (QWidget* child : findChildren<QWidget*>())
        child->installEventFilter(this);
}

void AssumptionEditor::buildPeriod(QVBoxLayout* layout, const QDate& today)
{
    m_usual = new QComboBox(this);
    m_usual->setObjectName(QStringLiteral("assumptionPeriod"));
    m_usual->setAccessibleName(tr("Period"));
    m_usual->addItems({tr("From one day to another"), tr("Today"), tr("This week"), tr("This month"),
                       tr("This quarter"), tr("This year"), tr("Last month"), tr("Last quarter"), tr("Last year"),
                       tr("Last 30 days"), tr("Last 90 days"), tr("Last 12 full months"), tr("All time")});
    layout->addWidget(m_usual);
    auto* days = new QWidget(this);
    auto* row = new QHBoxLayout(days);
    row->setContentsMargins(0, 0, 0, 0);
    m_from = new QDateEdit(QDate(today.year(), 1, 1), days);
    m_to = new QDateEdit(today, days);
    m_from->setObjectName(QStringLiteral("assumptionFrom"));
    m_to->setObjectName(QStringLiteral("assumptionTo"));
    m_from->setAccessibleName(tr("First day"));
    m_to->setAccessibleName(tr("Last day, included"));
    for (QDateEdit* edit : {m_from, m_to}) {
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        edit->setCalendarPopup(true);
    }
    row->addWidget(m_from);
    row->addWidget(new QLabel(tr("to"), days));
    row->addWidget(m_to);
    row->addStretch(1);
    layout->addWidget(days);
    connect(m_usual, &QComboBox::currentIndexChanged, days, [days](int index) { days->setEnabled(index == 0); });
    m_first = m_usual;
}

void AssumptionEditor::buildNumber(QVBoxLayout* layout)
{
    m_number = new QDoubleSpinBox(this);
    m_number->setObjectName(QStringLiteral("assumptionNumber"));
    m_number->setAccessibleName(m_assumption.label);
    m_number->setLocale(QLocale::c());
    const qsizetype point = m_assumption.value.trimmed().indexOf(QLatin1Char('.'));
    m_number->setDecimals(point < 0 ? 0 : static_cast<int>(m_assumption.value.trimmed().size() - point - 1));
    m_number->setRange(-1e12, 1e12);
    m_number->setValue(m_assumption.value.trimmed().toDouble());
    m_number->selectAll();
    layout->addWidget(m_number);
    m_first = m_number;
}

void AssumptionEditor::buildText(QVBoxLayout* layout)
{
    m_text = new QLineEdit(m_assumption.value, this);
    m_text->setObjectName(QStringLiteral("assumptionText"));
    m_text->setAccessibleName(m_assumption.label);
    m_text->setMinimumWidth(320);
    m_text->selectAll();
    layout->addWidget(m_text);
    m_first = m_text;
}

QString AssumptionEditor::value() const
{
    if (m_number != nullptr)
        return QString::number(m_number->value(), 'f', m_number->decimals());
    if (m_text != nullptr)
        return m_text->text().trimmed();
    if (m_usual->currentIndex() != 0)
        return m_usual->currentText();
    return tr("from %1 to %2, both included")
        .arg(m_from->date().toString(Qt::ISODate), m_to->date().toString(Qt::ISODate));
}

void AssumptionEditor::accept()
{
    const QString wanted = value();
    if (wanted.isEmpty())
        return m_first->setFocus(Qt::OtherFocusReason);
    if (wanted != m_assumption.value.trimmed())
        emit changed(m_assumption.label, wanted);
    close();
}

void AssumptionEditor::showAt(const QWidget* anchor)
{
    adjustSize();
    const QWidget* window = anchor->window();
    const QPoint corner = window->mapToGlobal(QPoint(0, 0));
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    at.setX(qBound(corner.x() + 8, at.x(), qMax(corner.x() + 8, corner.x() + window->width() - width() - 8)));
    move(at);
    show();
    m_first->setFocus(Qt::PopupFocusReason);
}

bool AssumptionEditor::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const int code = key ? static_cast<QKeyEvent*>(event)->key() : 0;
    if (code == Qt::Key_Escape && watched != nullptr) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            close();
        return true;
    }
    if (event->type() == QEvent::KeyPress && (code == Qt::Key_Return || code == Qt::Key_Enter)) {
        if (m_number != nullptr)
            m_number->interpretText();
        accept();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace parlance
