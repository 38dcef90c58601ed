// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ClaudeSettings.h"

#include "assistant/Assistant.h"
#include "ui/theme/BusyRing.h"

#include <QAction>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

namespace parlance {

namespace {

QLabel* caption(QWidget* parent, const QString& objectName = {})
{
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setRole(label, "caption");
    return label;
}

QLabel* strong(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setRole(label, "strong");
    return label;
}

// Whether the key in use is one that was typed into Parlance (and not the environment's or a command's).
bool isOwnSource(const QString& source)
{
    return source == QCoreApplication::translate("EndpointSource", "keychain of this computer") ||
           source == QCoreApplication::translate("EndpointSource", "memory, until Parlance ends");
}

//! What the Test button found, for people.
QString reportText(const EndpointReport& report)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("ClaudeSettings", text); };
    QStringList sentences{say("Claude accepts this key.")};
    const QString who =
        report.answeredBy.isEmpty()
            ? report.baseUrl.authority()
            : QString(report.baseUrl.authority() + QStringLiteral(" (") + report.answeredBy + QLatin1Char(')'));
    sentences << say("%1 answered in %2 ms.").arg(who).arg(report.milliseconds);
    if (!report.listsModels)
        sentences << say("It lists no models; %1 will be asked.").arg(report.model);
    else if (report.model.isEmpty())
        sentences << say("It serves none of the models that are set, but these: %1.")
                         .arg(report.models.join(QStringLiteral(", ")));
    else
        sentences << (report.models.size() == 1
                          ? say("%1 will answer; it is the only model that is served.").arg(report.model)
                          : say("%1 will answer; %2 models are served.").arg(report.model).arg(report.models.size()));
    if (report.structuredOutput)
        sentences << (*report.structuredOutput ? say("Structured output: yes.")
                                               : say("Structured output: no, a simpler form is used."));
    else if (!report.model.isEmpty())
        sentences << say("Structured output: not known, the server was busy; test again later.");
    return sentences.join(QLatin1Char(' '));
}

bool isLoopback(const QUrl& url)
{
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

} // namespace

struct ClaudeSettings::Private {
    ClaudeSettings* q = nullptr;
    EndpointSource* endpoint = nullptr;
    ClaudeClient* client = nullptr;
    QLabel* source = nullptr;
    QLineEdit* key = nullptr;
    QAction* eye = nullptr;
    QPushButton* save = nullptr;
    QPushButton* forget = nullptr;
    QLabel* keyNote = nullptr;
    QPushButton* test = nullptr;
    BusyRing* spinner = nullptr;
    QLabel* result = nullptr;
    QLineEdit* address = nullptr;
    QLabel* addressNote = nullptr;
    QPlainTextEdit* models = nullptr;
    QLabel* modelsNote = nullptr;
    Theme theme;
    quint64 testNumber = 0; // an answer to an older test is dropped
    bool edited = false;    // address or models typed into since they were shown

    void build();
    void buildKey(QVBoxLayout* column);
    void buildTest(QVBoxLayout* column);
    void buildAddress(QVBoxLayout* column);
    void connectAll();
    void showEndpoint();
    void showEye();
    void saveKey();
    void runTest();
    void showResult(const QString& text, const char* role);
    void noteAddress();
    QString hiddenText() const;
};

QStringList modelsFromText(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral("[,\\s]+"));
    QStringList models = text.split(separator, Qt::SkipEmptyParts);
    models.removeDuplicates();
    return models;
}

QUrl addressFromText(const QString& text)
{
    QString trimmed = text.trimmed();
    while (trimmed.endsWith(QLatin1Char('/')))
        trimmed.chop(1);
    if (trimmed.endsWith(QLatin1String("/v1")))
        trimmed.chop(3);
    const QUrl url(trimmed, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    return url.isValid() && web && !url.host().isEmpty() && !url.hasQuery() && !url.hasFragment() ? url : QUrl();
}

ClaudeSettings::ClaudeSettings(EndpointSource* endpoint, ClaudeClient* client, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    d->q = this;
    d->endpoint = endpoint;
    d->client = client;
    d->build();
    d->connectAll();
    d->showEndpoint();
    if (endpoint->isLoaded())
        endpoint->findHiddenKeys();
    else
        endpoint->load();
}

ClaudeSettings::~ClaudeSettings() = default;

void ClaudeSettings::Private::build()
{
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* title = new QLabel(tr("Claude"), q);
    setRole(title, "heading");
    column->addWidget(title);
    buildKey(column);
    buildTest(column);
    buildAddress(column);
}

void ClaudeSettings::Private::buildKey(QVBoxLayout* column)
{
    auto* label = strong(tr("Key"), q);
    source = new QLabel(q);
    source->setObjectName(QStringLiteral("keySource"));
    source->setTextFormat(Qt::PlainText);
    source->setWordWrap(true);
    key = new QLineEdit(q);
    key->setObjectName(QStringLiteral("keyEdit"));
    key->setEchoMode(QLineEdit::Password);
    key->setAccessibleName(tr("Claude key"));
    key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    label->setBuddy(key);
    eye = key->addAction(QIcon(), QLineEdit::TrailingPosition);
    save = new QPushButton(tr("Save"), q);
    save->setObjectName(QStringLiteral("saveKeyButton"));
    forget = new QPushButton(tr("Forget"), q);
    forget->setObjectName(QStringLiteral("forgetKeyButton"));
    keyNote = caption(q, QStringLiteral("keyNote"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(key, 1);
    row->addWidget(save);
    row->addWidget(forget);
    column->addWidget(label);
    column->addWidget(source);
    column->addLayout(row);
    column->addWidget(keyNote);
}

void ClaudeSettings::Private::buildTest(QVBoxLayout* column)
{
    test = new QPushButton(tr("Test"), q);
    test->setObjectName(QStringLiteral("testButton"));
    spinner = new BusyRing(q);
    spinner->hide();
    result = new QLabel(q);
    result->setObjectName(QStringLiteral("testResult"));
    result->setTextFormat(Qt::PlainText);
    result->setWordWrap(true);
    result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QPushButton* button : {save, forget, test})
        button->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(test, 0, Qt::AlignTop);
    row->addWidget(spinner);
    row->addWidget(result, 1);
    column->addLayout(row);
    column->addSpacing(8);
}

void ClaudeSettings::Private::buildAddress(QVBoxLayout* column)
{
    auto* addressLabel = strong(tr("Address"), q);
    address = new QLineEdit(q);
    address->setObjectName(QStringLiteral("baseUrlEdit"));
    address->setAccessibleName(tr("Address of Claude"));
    addressLabel->setBuddy(address);
    addressNote = caption(q, QStringLiteral("baseUrlNote"));
    auto* modelsLabel = strong(tr("Models"), q);
    models = new QPlainTextEdit(q);
    models->setObjectName(QStringLiteral("modelsEdit"));
    models->setAccessibleName(tr("Models, in order of preference"));
    models->setTabChangesFocus(true);
    models->setFixedHeight(q->fontMetrics().height() * 3 + 16);
    modelsLabel->setBuddy(models);
    modelsNote = caption(q, QStringLiteral("modelsNote"));
    column->addWidget(addressLabel);
    column->addWidget(address);
    column->addWidget(addressNote);
    column->addSpacing(4);
    column->addWidget(modelsLabel);
    column->addWidget(models);
    column->addWidget(modelsNote);
}

void ClaudeSettings::Private::connectAll()
{
    connect(endpoint, &EndpointSource::changed, q, [this] {
        showEndpoint();
        endpoint->findHiddenKeys();
    });
    connect(endpoint, &EndpointSource::hiddenKeysFound, q, [this] { showEndpoint(); });
    connect(eye, &QAction::triggered, q, [this] {
        key->setEchoMode(key->echoMode() == QLineEdit::Password ? QLineEdit::Normal : QLineEdit::Password);
        showEye();
    });
    connect(key, &QLineEdit::textChanged, q, [this] {
        save->setEnabled(!key->text().trimmed().isEmpty());
        test->setEnabled(!key->text().trimmed().isEmpty() || !endpoint->endpoint().key.isEmpty());
    });
    connect(key, &QLineEdit::returnPressed, q, [this] { saveKey(); });
    connect(save, &QPushButton::clicked, q, [this] { saveKey(); });
    connect(forget, &QPushButton::clicked, q, [this] {
        showResult(QString(), "muted");
        endpoint->forgetKey();
    });
    connect(test, &QPushButton::clicked, q, [this] { runTest(); });
    connect(address, &QLineEdit::textEdited, q, [this] {
        edited = true;
        noteAddress();
    });
    connect(address, &QLineEdit::editingFinished, q, &ClaudeSettings::apply);
    connect(models, &QPlainTextEdit::textChanged, q, [this] { edited = true; });
}

void ClaudeSettings::Private::showEndpoint()
{
    const Endpoint& now = endpoint->endpoint();
    const auto unusable = endpoint->baseUrlProblem();
    if (unusable)
        source->setText(tr("No key is looked for while the address cannot be used."));
    else if (!endpoint->isLoaded())
        source->setText(tr("Looking for the key…"));
    else if (now.key.isEmpty())
        source->setText(endpoint->keyProblem().isEmpty() ? tr("No key yet. Claude is not set up on this computer.")
                                                         : endpoint->keyProblem());
    else
        source->setText(tr("In use: %1").arg(now.keySource) + hiddenText());
    const bool foreign = !now.key.isEmpty() && !isOwnSource(now.keySource);
    key->setEnabled(!foreign && !unusable); // a key is kept for an address
    key->setPlaceholderText(now.key.isEmpty() ? tr("Paste the key here") : tr("Paste another key here"));
    save->setEnabled(!foreign && !unusable && !key->text().trimmed().isEmpty());
    forget->setEnabled(!now.key.isEmpty() && !foreign);
    test->setEnabled(!now.key.isEmpty() || !key->text().trimmed().isEmpty());
    keyNote->setText(
        foreign ? tr("This key is set outside of Parlance and comes first; one entered here would not be used.")
                : tr("Kept in this computer's keychain for this address only. Where there is no keychain it "
                     "stays in memory and is gone when Parlance ends."));
    if (!edited) {
        const QSignalBlocker ours(models); // not typed
        address->setText(now.baseUrl.toString());
        models->setPlainText(now.models.join(QLatin1Char('\n')));
    }
    address->setReadOnly(endpoint->isBaseUrlLocked());
    models->setReadOnly(endpoint->areModelsLocked());
    for (QWidget* widget :
         {static_cast<QWidget*>(address), static_cast<QWidget*>(models)}) { // the style looks at readOnly
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
    noteAddress();
    modelsNote->setText(endpoint->areModelsLocked()
                            ? tr("Set by your administrator (%1).").arg(endpoint->modelsSource())
                            : tr("One a line. The first that is served answers."));
}

//! " Not used because of it: …."; empty where nothing is hidden.
QString ClaudeSettings::Private::hiddenText() const
{
    const QStringList hidden = endpoint->hiddenKeySources();
    if (hidden.isEmpty())
        return {};
    return QLatin1Char('\n') + tr("There too, but not used: %1.").arg(hidden.join(QStringLiteral(", ")));
}

void ClaudeSettings::Private::noteAddress()
{
    if (const auto unusable = endpoint->baseUrlProblem(); unusable && endpoint->isBaseUrlLocked()) {
        addressNote->setText(unusable->sentence + QLatin1Char(' ') + unusable->advice);
        setRole(addressNote, "error");
        return;
    }
    if (endpoint->isBaseUrlLocked()) {
        addressNote->setText(endpoint->baseUrlSetBy());
        setRole(addressNote, "caption");
        return;
    }
    const QUrl url = addressFromText(address->text());
    const bool empty = address->text().trimmed().isEmpty();
    if (!empty && url.isEmpty())
        addressNote->setText(tr("This is no address: it begins with https:// and names a host."));
    else if (url.scheme() == QLatin1String("http") && !isLoopback(url))
        addressNote->setText(tr("Without https the key and your questions travel in clear text."));
    else
        addressNote->setText(tr("Your company's gateway, if it has one; empty for Anthropic's own."));
    const bool wrong = !empty && url.isEmpty();
    setRole(addressNote, wrong                                                       ? "error"
                         : url.scheme() == QLatin1String("http") && !isLoopback(url) ? "warning"
                                                                                     : "caption");
}

void ClaudeSettings::apply()
{
    if (!d->edited)
        return;
    d->edited = false;
    const QString typed = d->address->text().trimmed();
    const QUrl url = addressFromText(typed);
    if (!d->endpoint->isBaseUrlLocked() && (typed.isEmpty() || !url.isEmpty()) &&
        url != d->endpoint->endpoint().baseUrl)
        d->endpoint->setBaseUrl(url);
    const QStringList models = modelsFromText(d->models->toPlainText());
    if (!d->endpoint->areModelsLocked() && models != d->endpoint->endpoint().models)
        d->endpoint->setModels(models);
}

void ClaudeSettings::Private::saveKey()
{
    const QString typed = key->text().trimmed();
    if (typed.isEmpty())
        return;
    q->apply(); // the key is kept for the address in force
    endpoint->setKey(typed);
    key->clear();
    showResult(QString(), "muted");
}

void ClaudeSettings::Private::runTest()
{
    q->apply();
    Endpoint tested = endpoint->endpoint();
    const QString typed = key->text().trimmed();
    if (!typed.isEmpty())
        tested.key = typed;
    const quint64 number = ++testNumber;
    test->setEnabled(false);
    showResult(tr("Asking %1…").arg(tested.baseUrl.host()), "muted");
    spinner->show();
    client->test(tested, q, [this, number](const Result<EndpointReport, ClaudeError>& report) {
        if (number != testNumber)
            return;
        spinner->hide();
        test->setEnabled(true);
        if (report) {
            showResult(reportText(*report), report->model.isEmpty() ? "warning" : "ok");
            return;
        }
        if (report.error().kind == ClaudeError::Kind::IdleTimeout) // here seconds, not minutes
            return showResult(tr("No answer within ten seconds. Check the address and the proxy, then test again."),
                              "error");
        const AskError words = askErrorFromClaude(report.error());
        showResult(words.title + QLatin1Char(' ') + words.text, "error");
        result->setToolTip(QLatin1String("<p>") + report.error().message.toHtmlEscaped() + QLatin1String("</p>"));
    });
}

void ClaudeSettings::Private::showResult(const QString& text, const char* role)
{
    setRole(result, role);
    result->setText(text);
    result->setToolTip(QString());
}

void ClaudeSettings::Private::showEye()
{
    const bool hidden = key->echoMode() == QLineEdit::Password;
    eye->setIcon(icon(hidden ? QStringLiteral("eye") : QStringLiteral("eye-off"), theme.text));
    eye->setText(hidden ? tr("Show the key") : tr("Hide the key"));
    eye->setToolTip(eye->text());
}

void ClaudeSettings::setTheme(const Theme& theme)
{
    d->theme = theme;
    d->showEye();
}

void ClaudeSettings::focusKey()
{
    d->key->setFocus(Qt::OtherFocusReason);
}

} // namespace parlance
