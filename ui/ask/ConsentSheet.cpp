// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ConsentSheet.h"

#include "base/Settings.h"
#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance {

namespace {

QString consentKey(const QString& server, const Endpoint& endpoint, bool withSampleValues)
{
    const QString key = server + QStringLiteral(" > ") + endpoint.baseUrl.scheme() + QStringLiteral("://") +
                        endpoint.baseUrl.authority();
    return withSampleValues ? key + QStringLiteral(" with sample values") : key;
}

QLabel* addText(QVBoxLayout* layout, const QString& text, const char* role)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (role != nullptr)
        setRole(label, role);
    layout->addWidget(label);
    return label;
}

} // namespace

ConsentSheet::ConsentSheet(const QString& database, const Endpoint& endpoint, qsizetype tables, bool sharesSampleValues,
                           QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("consentSheet"));
    setWindowTitle(tr("Before the first question"));
    setMinimumWidth(520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(8);
    addText(layout, tr("What leaves this computer when you ask"), "heading");
    addText(layout,
            endpoint.models.isEmpty() ? tr("Your question goes to Claude at %1.").arg(endpoint.baseUrl.authority())
                                      : tr("Your question goes to Claude (%1) at %2.")
                                            .arg(endpoint.models.constFirst(), endpoint.baseUrl.authority()),
            nullptr);
    addText(
        layout,
        tr("With it go: the names, types, keys, defaults, allowed values and descriptions of the %1 of %2, "
           "estimates of how "
           "many rows they have, view definitions, today's date, the time zone and the server's version; the team's "
           "instructions, words and verified questions; what you answer when Claude asks back or correct; and for "
           "what follows the last question, its SQL and the server's error without values.")
            .arg(tablesText(tables), database),
        nullptr);
    addText(layout,
            tr("“In words”, “Fix this error” and “Why is this zero?” send the SQL that they are pressed for, yours "
               "too."),
            nullptr);
    addText(layout,
            sharesSampleValues
                ? tr("Never: results of queries, passwords, or anything else from this computer unasked. Your "
                     "administrator allows sample values of columns to be sent.")
                : tr("Never: a row or a value from your tables, results of queries, passwords, or anything else from "
                     "this computer unasked."),
            nullptr);
    addText(layout,
            tr("You can read the exact text before and after it is sent. You are asked once for this database."),
            "caption");

    auto* row = new QHBoxLayout;
    auto* preview = new QPushButton(tr("Preview"), this);
    preview->setObjectName(QStringLiteral("consentPreviewButton"));
    setRole(preview, "link");
    auto* cancel = new QPushButton(tr("Not now"), this);
    cancel->setObjectName(QStringLiteral("consentCancelButton"));
    auto* agree = new QPushButton(tr("Send the question"), this);
    agree->setObjectName(QStringLiteral("consentAgreeButton"));
    setRole(agree, "primary");
    agree->setDefault(true);
    row->addWidget(preview);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(agree);
    layout->addSpacing(8);
    layout->addLayout(row);
    agree->setFocus();
    connect(preview, &QPushButton::clicked, this, &ConsentSheet::previewRequested);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(agree, &QPushButton::clicked, this, &QDialog::accept);
}

//! High enough for every word of it: a dialog alone reckons too little for texts that wrap.
void ConsentSheet::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    layout()->activate(); // in the fonts of the theme
    setMinimumHeight(layout()->totalHeightForWidth(width()));
}

bool ConsentSheet::isGiven(const Settings& settings, const QString& server, const Endpoint& endpoint,
                           bool sharesSampleValues)
{
    const QStringList given = settings.value(Settings::Key::ConsentedEndpoints).toStringList();
    return given.contains(consentKey(server, endpoint, true)) ||
           (!sharesSampleValues && given.contains(consentKey(server, endpoint, false)));
}

void ConsentSheet::keep(Settings& settings, const QString& server, const Endpoint& endpoint, bool sharesSampleValues)
{
    QStringList given = settings.value(Settings::Key::ConsentedEndpoints).toStringList();
    const QString key = consentKey(server, endpoint, sharesSampleValues);
    if (given.contains(key))
        return;
    given.append(key);
    settings.setValue(Settings::Key::ConsentedEndpoints, given);
}

} // namespace parlance
