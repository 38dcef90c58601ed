// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/RequestLog.h"

#include "base/WhenFinished.h"
#include "team/RequestLogExport.h"
#include "team/SessionLedger.h"
#include "ui/ask/SentPreview.h"
#include "ui/history/RequestLogModel.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QTableView>
#include <QtConcurrent>
#include <QVBoxLayout>

namespace parlance {

RequestLog::RequestLog(TeamSession* session, const QString& server, Services* services, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_server(server)
    , m_services(services)
    , m_ledger(SessionLedger::of(session, server, services->journal, services->directory.modelPrices))
{
    build();
    connect(services->journal, &Journal::requestsLoaded, this,
            [this](const QString& team, const QString& of, const QList<JournalRequest>& requests) {
                if (team != m_session->team().id || of != m_server)
                    return;
                m_model->setRequests(requests);
                m_view->resizeColumnsToContents();
                if (!requests.isEmpty())
                    m_view->selectRow(0);
                review();
            });
    connect(services->journal, &Journal::requestBodyLoaded, this, [this](qint64 id, const QByteArray& body) {
        if (id != m_wanted)
            return;
        m_wanted = 0;
        const auto known = [id](const JournalRequest& request) { return request.id == id; };
        const QList<JournalRequest>& all = m_model->requests();
        const auto request = std::find_if(all.cbegin(), all.cend(), known);
        auto* preview =
            new SentPreview(SentPreview::Moment::After, body, request == all.cend() ? QString() : request->host, this);
        preview->setAttribute(Qt::WA_DeleteOnClose);
        preview->open();
    });
    connect(m_ledger, &SessionLedger::totalsChanged, this, &RequestLog::showSpent);
    showSpent();
    m_ledger->refresh();
    review();
    services->journal->loadRequests(session->team().id, server);
}

void RequestLog::build()
{
    setObjectName(QStringLiteral("requestLog"));
    setWindowTitle(tr("What was sent"));
    resize(880, 480);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto* heading = new QLabel(tr("Requests to Claude from this computer, for %1").arg(m_session->team().name), this);
    heading->setTextFormat(Qt::PlainText);
    setRole(heading, "heading");
    m_spent = new QLabel(this);
    m_spent->setObjectName(QStringLiteral("spentLabel"));
    m_spent->setTextFormat(Qt::PlainText);
    m_spent->setWordWrap(true);
    m_model = new RequestLogModel(this);
    m_view = new QTableView(this);
    m_view->setObjectName(QStringLiteral("requestView"));
    m_view->setAccessibleName(heading->text());
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("requestNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setRole(m_note, "caption");
    m_show = new QPushButton(tr("Show the text"), this);
    m_show->setObjectName(QStringLiteral("showRequestButton"));
    m_export = new QPushButton(tr("Export…"), this);
    m_export->setObjectName(QStringLiteral("exportRequestsButton"));
    m_clear = new QPushButton(tr("Clear…"), this);
    m_clear->setObjectName(QStringLiteral("clearRequestsButton"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_show);
    row->addWidget(m_export);
    row->addWidget(m_clear);
    row->addStretch(1);
    row->addWidget(close);
    layout->addWidget(heading);
    layout->addWidget(m_spent);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_note);
    layout->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_show, &QPushButton::clicked, this, &RequestLog::showBody);
    connect(m_view, &QTableView::doubleClicked, this, &RequestLog::showBody);
    connect(m_export, &QPushButton::clicked, this, &RequestLog::chooseFile);
    connect(m_clear, &QPushButton::clicked, this, &RequestLog::askToClear);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RequestLog::review);
}

void RequestLog::showSpent()
{
    const BudgetState state = m_ledger->budgetState();
    m_spent->setText(tr("Spent: %1.").arg(spentText(m_ledger->totals())) +
                     (state.sentence.isEmpty() ? QString() : QString(QLatin1Char(' ') + state.sentence)));
    setRole(m_spent, state.level == BudgetState::Level::Over   ? "error"
                     : state.level == BudgetState::Level::Near ? "warning"
                                                               : "caption");
}

void RequestLog::review()
{
    const QModelIndex current = m_view->currentIndex();
    const bool any = !m_model->requests().isEmpty();
    const bool hasBody = current.isValid() && m_model->requests().value(current.row()).hasBody;
    m_show->setEnabled(hasBody);
    m_export->setEnabled(any);
    m_clear->setEnabled(any);
    m_note->setText(any ? tr("The text of the newest 300 requests is kept, readable by you alone. Nothing here leaves "
                             "this computer.")
                        : tr("Nothing was sent yet."));
}

void RequestLog::showBody()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid() || !m_model->requests().value(current.row()).hasBody)
        return;
    m_wanted = m_model->requests().at(current.row()).id;
    m_services->journal->loadRequestBody(m_wanted);
}

void RequestLog::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Export the log"), QDir::homePath());
    dialog->setObjectName(QStringLiteral("requestFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("CSV (*.csv)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("requests.csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("json")) ? QStringLiteral("json")
                                                                        : QStringLiteral("csv"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &RequestLog::write);
    dialog->open();
}

void RequestLog::write(const QString& file)
{
    const auto save = [file, requests = m_model->requests()]() -> QString {
        const bool json = file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        const QByteArray text = json ? requestsToJson(requests) : requestsToCsv(requests);
        QSaveFile target(file);
        if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size() || !target.commit())
            return target.errorString();
        return {};
    };
    whenFinished(QtConcurrent::run(save), this, [this, file](const QString& problem) {
        const QString name = QDir::toNativeSeparators(file);
        setRole(m_note, problem.isEmpty() ? "caption" : "error");
        m_note->setText(problem.isEmpty() ? tr("Written to %1.").arg(name)
                                          : tr("%1 could not be written: %2.").arg(name, problem));
    });
}

void RequestLog::askToClear()
{
    auto* box = new QMessageBox(QMessageBox::Question, tr("Clear the log"),
                                tr("Forget all %1 requests of this list, with their texts?\n\nWhat they cost still "
                                   "counts for today and this month.")
                                    .arg(m_model->requests().size()),
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("clearRequestsBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* clear = box->addButton(tr("Clear"), QMessageBox::DestructiveRole);
    QPushButton* keep = box->addButton(tr("Keep"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(clear, &QPushButton::clicked, this,
            [this] { m_services->journal->clearRequests(m_session->team().id, m_server); });
    box->open();
}

} // namespace parlance
