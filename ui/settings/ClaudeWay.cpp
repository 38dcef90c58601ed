// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ClaudeWay.h"

#include "claude/ProxyChoice.h"
#include "ui/theme/Theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace parlance {

namespace {

QLabel* caption(QWidget* parent, const char* name)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setRole(label, "caption");
    return label;
}

QLabel* strong(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(buddy);
    setRole(label, "strong");
    return label;
}

QString namesOf(const QList<Endpoint::Header>& headers)
{
    QStringList names;
    for (const Endpoint::Header& header : headers)
        names.append(QString::fromLatin1(header.name));
    return names.join(QStringLiteral(", "));
}

} // namespace

struct ClaudeWay::Private {
    ClaudeWay* q = nullptr;
    EndpointSource* endpoint = nullptr;
    QComboBox* mode = nullptr;
    QLineEdit* proxy = nullptr;
    QLabel* proxyNote = nullptr;
    QLineEdit* caFile = nullptr;
    QPushButton* browse = nullptr;
    QLabel* caNote = nullptr;
    QPlainTextEdit* headers = nullptr;
    QPushButton* keep = nullptr;
    QPushButton* forget = nullptr;
    QLabel* headersNote = nullptr;
    bool edited = false; //!< proxy or file of certificates, since they were shown

    void build();
    void buildProxy(QVBoxLayout* column);
    void buildCertificates(QVBoxLayout* column);
    void buildHeaders(QVBoxLayout* column);
    void connectAll();
    void show();
    void noteProxy();
    void noteHeaders(const QString& problem = {});
    QString typedProxy() const;
    void chooseFile();
    void keepHeaders();
};

ClaudeWay::ClaudeWay(EndpointSource* endpoint, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    d->q = this;
    d->endpoint = endpoint;
    d->build();
    d->connectAll();
    d->show();
}

ClaudeWay::~ClaudeWay() = default;

void ClaudeWay::Private::build()
{
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    buildProxy(column);
    buildCertificates(column);
    buildHeaders(column);
    for (QPushButton* button : {browse, keep, forget})
        button->setAutoDefault(false);
}

void ClaudeWay::Private::buildProxy(QVBoxLayout* column)
{
    mode = new QComboBox(q);
    mode->setObjectName(QStringLiteral("proxyBox"));
    mode->setAccessibleName(tr("Proxy"));
    mode->addItem(tr("The system's proxy"), QStringLiteral("system"));
    mode->addItem(tr("No proxy"), QStringLiteral("none"));
    mode->addItem(tr("This proxy"), QStringLiteral("manual"));
    proxy = new QLineEdit(q);
    proxy->setObjectName(QStringLiteral("proxyEdit"));
    proxy->setAccessibleName(tr("Address of the proxy"));
    proxy->setPlaceholderText(QStringLiteral("http://proxy.example:8080"));
    proxyNote = caption(q, "proxyNote");
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(mode);
    row->addWidget(proxy, 1);
    column->addWidget(strong(tr("Proxy"), mode, q));
    column->addLayout(row);
    column->addWidget(proxyNote);
    column->addSpacing(4);
}

void ClaudeWay::Private::buildCertificates(QVBoxLayout* column)
{
    caFile = new QLineEdit(q);
    caFile->setObjectName(QStringLiteral("caFileEdit"));
    caFile->setAccessibleName(tr("File of certificates"));
    browse = new QPushButton(tr("Choose…"), q);
    browse->setObjectName(QStringLiteral("caFileButton"));
    caNote = caption(q, "caFileNote");
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(caFile, 1);
    row->addWidget(browse);
    column->addWidget(strong(tr("Certificates"), caFile, q));
    column->addLayout(row);
    column->addWidget(caNote);
    column->addSpacing(4);
}

void ClaudeWay::Private::buildHeaders(QVBoxLayout* column)
{
    headers = new QPlainTextEdit(q);
    headers->setObjectName(QStringLiteral("headersEdit"));
    headers->setAccessibleName(tr("More headers"));
    headers->setTabChangesFocus(true);
    headers->setPlaceholderText(QStringLiteral("x-team: sales"));
    headers->setFixedHeight(q->fontMetrics().height() * 2 + 16);
    keep = new QPushButton(tr("Keep"), q);
    keep->setObjectName(QStringLiteral("keepHeadersButton"));
    forget = new QPushButton(tr("Forget"), q);
    forget->setObjectName(QStringLiteral("forgetHeadersButton"));
    headersNote = caption(q, "headersNote");
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(headers, 1);
    row->addWidget(keep, 0, Qt::AlignTop);
    row->addWidget(forget, 0, Qt::AlignTop);
    column->addWidget(strong(tr("More headers"), headers, q));
    column->addLayout(row);
    column->addWidget(headersNote);
}

void ClaudeWay::Private::connectAll()
{
    connect(endpoint, &EndpointSource::changed, q, [this] { show(); });
    connect(mode, &QComboBox::activated, q, [this] {
        edited = true;
        noteProxy();
        if (mode->currentData() == QStringLiteral("manual"))
            proxy->setFocus(Qt::OtherFocusReason);
        else
            q->apply();
    });
    connect(proxy, &QLineEdit::textEdited, q, [this] {
        edited = true;
        noteProxy();
    });
    connect(proxy, &QLineEdit::editingFinished, q, &ClaudeWay::apply);
    connect(caFile, &QLineEdit::textEdited, q, [this] { edited = true; });
    connect(caFile, &QLineEdit::editingFinished, q, &ClaudeWay::apply);
    connect(browse, &QPushButton::clicked, q, [this] { chooseFile(); });
    connect(headers, &QPlainTextEdit::textChanged, q, [this] { noteHeaders(); });
    connect(keep, &QPushButton::clicked, q, [this] { keepHeaders(); });
    connect(forget, &QPushButton::clicked, q, [this] { endpoint->setHeaders({}); });
}

void ClaudeWay::Private::show()
{
    const Endpoint& now = endpoint->endpoint();
    if (!edited) {
        const QString word = now.proxyMode == Endpoint::ProxyMode::System ? QStringLiteral("system")
                           : now.proxyMode == Endpoint::ProxyMode::None   ? QStringLiteral("none")
                                                                          : QStringLiteral("manual");
        mode->setCurrentIndex(mode->findData(word));
        QUrl shown(now.proxy);
        shown.setPassword({}); // of a file; not for the screen
        proxy->setText(now.proxy.contains(QLatin1Char('@')) ? shown.toString() : now.proxy);
        caFile->setText(endpoint->caFile());
    }
    mode->setEnabled(!endpoint->isProxyLocked());
    caFile->setReadOnly(endpoint->isCaFileLocked());
    browse->setEnabled(!endpoint->isCaFileLocked());
    noteProxy();
    const QString problem = endpoint->caFileProblem();
    setRole(caNote, problem.isEmpty() ? "caption" : "error");
    caNote->setText(!problem.isEmpty() ? problem
                    : endpoint->isCaFileLocked()
                        ? tr("Set by your administrator (%1).").arg(endpoint->caFileSource())
                        : tr("A PEM file that is trusted beside the system's certificates, where your company looks "
                             "into encrypted traffic; empty for none."));
    noteHeaders();
}

void ClaudeWay::Private::noteProxy()
{
    const bool manual = mode->currentData() == QStringLiteral("manual");
    proxy->setVisible(manual);
    proxy->setReadOnly(endpoint->isProxyLocked());
    const bool wrong =
        manual && !endpoint->isProxyLocked() && !proxy->text().trimmed().isEmpty() && typedProxy().isEmpty();
    setRole(proxyNote, wrong ? "error" : "caption");
    if (wrong)
        proxyNote->setText(tr("This is no address of a proxy without a password; one with a password belongs into a "
                              "teams.json."));
    else if (endpoint->isProxyLocked())
        proxyNote->setText(tr("Set by %1.").arg(endpoint->proxySource()));
    else
        proxyNote->setText(tr("Claude is reached this way only; this computer itself is always reached directly."));
}

//! Of the mode in sight, as setProxy() takes it; empty when it makes no sense.
QString ClaudeWay::Private::typedProxy() const
{
    const QString word = mode->currentData().toString();
    if (word != QStringLiteral("manual"))
        return word;
    const QString text = proxy->text().trimmed();
    return text.contains(QLatin1Char('@')) || !proxyFromText(text) ? QString() : text;
}

void ClaudeWay::Private::noteHeaders(const QString& problem)
{
    keep->setEnabled(!headers->toPlainText().trimmed().isEmpty());
    forget->setEnabled(!endpoint->ownHeaders().isEmpty());
    setRole(headersNote, problem.isEmpty() ? "caption" : "error");
    if (!problem.isEmpty())
        return headersNote->setText(problem);
    QStringList sentences;
    if (!endpoint->headersOfFiles().isEmpty())
        sentences << tr("Set by files: %1.").arg(endpoint->headersOfFiles().join(QStringLiteral(", ")));
    if (!endpoint->ownHeaders().isEmpty())
        sentences << tr("Kept for this address: %1.").arg(namesOf(endpoint->ownHeaders()));
    else
        sentences << tr("What your company's gateway asks for, a line each; kept in the keychain for this address.");
    headersNote->setText(sentences.join(QLatin1Char(' ')));
}

void ClaudeWay::Private::chooseFile()
{
    auto* dialog = new QFileDialog(q, tr("File of certificates"), QFileInfo(caFile->text()).absolutePath(),
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, q, [this](const QString& file) {
        caFile->setText(file);
        edited = true;
        q->apply();
    });
    dialog->open();
}

void ClaudeWay::Private::keepHeaders()
{
    const auto typed = headersFromLines(headers->toPlainText());
    if (!typed)
        return noteHeaders(typed.error());
    endpoint->setHeaders(*typed);
    headers->clear();
}

void ClaudeWay::apply()
{
    if (!d->edited)
        return;
    d->edited = false;
    const QString proxy = d->typedProxy();
    const QString before = d->endpoint->endpoint().proxyMode == Endpoint::ProxyMode::Manual
                             ? d->endpoint->endpoint().proxy
                         : d->endpoint->endpoint().proxyMode == Endpoint::ProxyMode::None ? QStringLiteral("none")
                                                                                          : QStringLiteral("system");
    if (!proxy.isEmpty() && proxy != before)
        d->endpoint->setProxy(proxy);
    const QString file = d->caFile->text().trimmed();
    if (file != d->endpoint->caFile())
        d->endpoint->setCaFile(file);
}

Result<QList<Endpoint::Header>, QString> headersFromLines(const QString& text)
{
    QList<Endpoint::Header> headers;
    const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (colon < 1)
            return unexpected(ClaudeWay::tr("Each line is a header: a name, a colon, a value."));
        const Endpoint::Header header{line.left(colon).trimmed().toUtf8(), line.mid(colon + 1).trimmed().toUtf8()};
        if (const QString problem = headerProblem(header); !problem.isEmpty())
            return unexpected(problem);
        headers.append(header);
    }
    return headers;
}

} // namespace parlance
