// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/SentPreview.h"

#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance {

SentPreview::SentPreview(Moment moment, const QByteArray& body, const QString& host, QWidget* parent,
                         const QString& action)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("sentPreview"));
    const QString before = action.isEmpty() ? tr("What will be sent") : tr("What will be sent: %1").arg(action);
    setWindowTitle(moment == Moment::Before ? before : tr("What was sent"));
    resize(760, 520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    const QString bytes = QLocale(QLocale::English).toString(body.size());
    auto* title = new QLabel(moment == Moment::Before
                                 ? tr("%1 bytes that will go to %2, exactly as they are sent").arg(bytes, host)
                                 : tr("%1 bytes that went to %2, exactly as they were sent").arg(bytes, host),
                             this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    layout->addWidget(title);

    auto* text = new QPlainTextEdit(this);
    text->setObjectName(QStringLiteral("sentText"));
    text->setReadOnly(true);
    text->setUndoRedoEnabled(false);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    // One long line of JSON: wrapped anywhere for the eye, the text itself stays untouched.
    text->setWordWrapMode(QTextOption::WrapAnywhere);
    text->setPlainText(QString::fromUtf8(body));
    text->setAccessibleName(title->text());
    layout->addWidget(text, 1);

    auto* row = new QHBoxLayout;
    auto* copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName(QStringLiteral("sentCopyButton"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    row->addStretch(1);
    row->addWidget(copy);
    row->addWidget(close);
    layout->addLayout(row);
    const QString whole = QString::fromUtf8(body);
    connect(copy, &QPushButton::clicked, this, [whole] { QGuiApplication::clipboard()->setText(whole); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace parlance
