// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/InlineBar.h"

#include "ui/theme/Focus.h"
#include "ui/theme/IconLabel.h"
#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace parlance {

struct InlineBar::Private {
    Kind kind = Kind::Info;
    QString title;
    QString text;
    QString details;
    IconLabel* icon = nullptr;
    QLabel* message = nullptr;
    QLabel* caption = nullptr;
    QPushButton* detailsLink = nullptr;
    QLabel* dot = nullptr;
    QPushButton* copyLink = nullptr;
    QPlainTextEdit* detailsEdit = nullptr;
    QWidget* buttonArea = nullptr;
    QHBoxLayout* buttonRow = nullptr;
    QHBoxLayout* linkRow = nullptr;
    QGridLayout* grid = nullptr;
    QList<QPushButton*> buttons;
    QPushButton* primary = nullptr; //!< the next step
    bool leading = true;
    bool buttonsBelow = false;
    bool copyOffered = true;
};

namespace {

QLabel* wrappedLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setMinimumWidth(120);
    return label;
}

QPushButton* link(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setCursor(Qt::PointingHandCursor);
    setRole(button, "link");
    return button;
}

} // namespace

InlineBar::InlineBar(QWidget* parent)
    : QFrame(parent)
    , d(std::make_unique<Private>())
{
    d->icon = new IconLabel(QStringLiteral("info"), 18, this);
    d->message = wrappedLabel(this);
    d->message->setTextFormat(Qt::RichText); // of our own making, every text in it escaped
    d->caption = wrappedLabel(this);
    d->caption->setTextFormat(Qt::PlainText);
    setRole(d->caption, "caption");
    d->caption->hide();
    d->detailsLink = link(tr("Details"), this);
    d->dot = new QLabel(QStringLiteral("·"), this);
    d->copyLink = link(tr("Copy for IT"), this);
    d->detailsEdit = new QPlainTextEdit(this);
    d->detailsEdit->setReadOnly(true);
    d->detailsEdit->setAccessibleName(tr("Details"));
    d->detailsEdit->setTabChangesFocus(true);
    setRole(d->detailsEdit, "details");
    d->detailsEdit->setFixedHeight(fontMetrics().height() * 6);
    d->detailsEdit->hide();
    d->buttonArea = new QWidget(this);
    d->buttonRow = new QHBoxLayout(d->buttonArea);
    d->buttonRow->setContentsMargins(0, 0, 0, 0);
    d->buttonRow->setSpacing(10);
    d->buttonArea->hide();

    d->linkRow = new QHBoxLayout;
    d->linkRow->setSpacing(6);
    for (QWidget* widget :
         {static_cast<QWidget*>(d->detailsLink), static_cast<QWidget*>(d->dot), static_cast<QWidget*>(d->copyLink)}) {
        d->linkRow->addWidget(widget, 0, Qt::AlignVCenter);
        widget->hide();
    }
    d->linkRow->addStretch();

    auto* column = new QVBoxLayout;
    column->setSpacing(3);
    column->addWidget(d->message);
    column->addWidget(d->caption);
    column->addLayout(d->linkRow);
    d->grid = new QGridLayout(this);
    d->grid->setContentsMargins(12, 8, 12, 8);
    d->grid->setHorizontalSpacing(10);
    d->grid->setVerticalSpacing(6);
    d->grid->setColumnStretch(1, 1);
    d->grid->addWidget(d->icon, 0, 0, Qt::AlignTop);
    d->grid->addLayout(column, 0, 1, Qt::AlignVCenter);
    d->grid->addWidget(d->buttonArea, 0, 2, Qt::AlignVCenter);
    d->grid->addWidget(d->detailsEdit, 1, 1, 1, 2);
    connect(d->detailsLink, &QPushButton::clicked, this, &InlineBar::toggleDetails);
    connect(d->copyLink, &QPushButton::clicked, this, &InlineBar::copy);
    setMessage(Kind::Info, QString(), QString());
}

InlineBar::~InlineBar() = default;

void InlineBar::setMessage(Kind kind, const QString& title, const QString& text)
{
    d->kind = kind;
    d->title = title;
    d->text = text;
    static constexpr struct {
        const char* frame;
        const char* icon;
        const char* name;
    } looks[] = {
        {"errorBar", "error", "cross-circle"}, {"warningBar", "warning", "warning"}, {"infoBar", "muted", "info"}};
    const auto& look = looks[static_cast<int>(kind)];
    setRole(this, look.frame);
    setRole(d->icon, look.icon);
    d->icon->setName(QString::fromLatin1(look.name));
    showMessage();
    updateGeometry();
}

void InlineBar::setIconName(const QString& name)
{
    d->icon->setName(name);
}

void InlineBar::showMessage()
{
    QString html = QStringLiteral("<span style=\"font-weight:600\">%1</span>").arg(breakable(d->title).toHtmlEscaped());
    if (!d->text.isEmpty())
        html += QLatin1Char(' ') + breakable(d->text).toHtmlEscaped();
    html.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    d->message->setText(html);
    const QString plain = d->text.isEmpty() ? d->title : d->title + QLatin1Char(' ') + d->text;
    d->message->setAccessibleName(plain);
    setAccessibleName(plain);
}

void InlineBar::setCaption(const QString& caption)
{
    d->caption->setText(caption);
    d->caption->setVisible(!caption.isEmpty());
}

void InlineBar::setDetails(const QString& details)
{
    d->details = details;
    d->detailsEdit->setPlainText(details);
    d->detailsEdit->hide();
    d->detailsLink->setText(tr("Details"));
    showLinks();
    placeButtons();
}

void InlineBar::setCopyOffered(bool offered)
{
    d->copyOffered = offered;
    showLinks();
}

void InlineBar::showLinks()
{
    const bool any = !d->details.isEmpty();
    d->detailsLink->setVisible(any);
    d->dot->setVisible(any && d->copyOffered);
    d->copyLink->setVisible(any && d->copyOffered);
}

QPushButton* InlineBar::addButton(const QString& text, bool primary)
{
    auto* button = new QPushButton(text, d->buttonArea);
    if (primary && d->primary == nullptr)
        d->primary = button;
    setRole(button, d->primary == button && d->leading ? "primary" : "secondary");
    addButton(button);
    return button;
}

void InlineBar::addButton(QPushButton* button)
{
    button->setAutoDefault(false);
    putBehindInTabOrder(d->buttons.isEmpty() ? d->copyLink : d->buttons.constLast(), button);
    d->buttons.append(button);
    d->buttonRow->addWidget(button);
    d->buttonArea->show();
    placeButtons();
}

void InlineBar::clearButtons()
{
    for (QPushButton* button : std::as_const(d->buttons)) {
        button->hide();
        button->deleteLater(); // it may be the one whose click we are in
    }
    d->buttons.clear();
    d->primary = nullptr;
    d->buttonArea->hide();
}

bool InlineBar::hasPrimaryButton() const
{
    return d->primary != nullptr;
}

void InlineBar::setLeading(bool leading)
{
    d->leading = leading;
    if (d->primary != nullptr)
        setRole(d->primary, leading ? "primary" : "secondary");
}

QString InlineBar::title() const
{
    return d->title;
}

QString InlineBar::text() const
{
    return d->text;
}

void InlineBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    placeButtons();
    keepRoom();
}

bool InlineBar::event(QEvent* event)
{
    const bool done = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest)
        keepRoom();
    return done;
}

// The height wrapped words need at this width is no minimum to the layout around: without this it would cut them.
void InlineBar::keepRoom()
{
    const int needed = d->grid->totalHeightForWidth(width());
    if (needed > 0 && needed != minimumHeight())
        setMinimumHeight(needed);
}

void InlineBar::placeButtons()
{
    if (d->buttons.isEmpty())
        return;
    d->buttonRow->activate();
    // Words need about forty characters beside the buttons to stay readable.
    const int words = fontMetrics().averageCharWidth() * 44;
    const bool below = width() < d->buttonArea->sizeHint().width() + words;
    if (below == d->buttonsBelow)
        return;
    d->buttonsBelow = below;
    // Without anything in the third column the buttons below end where those beside do.
    d->grid->removeWidget(d->detailsEdit);
    d->grid->addWidget(d->detailsEdit, 1, 1, 1, below ? 1 : 2);
    if (below) {
        d->grid->removeWidget(d->buttonArea);
        d->linkRow->addWidget(d->buttonArea, 0, Qt::AlignRight);
    } else {
        d->linkRow->removeWidget(d->buttonArea);
        d->grid->addWidget(d->buttonArea, 0, 2, Qt::AlignVCenter);
    }
}

void InlineBar::toggleDetails()
{
    const bool show = d->detailsEdit->isHidden();
    d->detailsEdit->setVisible(show);
    d->detailsLink->setText(show ? tr("Hide details") : tr("Details"));
}

void InlineBar::copy()
{
    const QString text = d->title + QLatin1Char(' ') + d->text + QLatin1String("\n\n") + d->details;
    QGuiApplication::clipboard()->setText(text);
    emit copyRequested(text);
}

} // namespace parlance
