// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ExportDialog.h"

#include "exporting/ExportFormat.h"
#include "ui/theme/InlineBar.h"
#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

namespace parlance {

ExportDialog::ExportDialog(const ExportOffer& offer, Settings* settings, QWidget* parent)
    : QDialog(parent)
    , m_offer(offer)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export · %1").arg(offer.title));
    setMinimumWidth(560);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    buildChoices(layout);
    buildProgress(layout);
    layout->addStretch(1);
    buildButtons(layout);
    const int chosen = m_format->findData(m_settings->value(Settings::Key::ExportFormat));
    m_format->setCurrentIndex(std::max(0, chosen));
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::proposePath);
    connect(m_rows, &QButtonGroup::idClicked, this, &ExportDialog::proposePath);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::review);
    proposePath();
    setRunning(false);
    m_format->setFocus();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::buildChoices(QVBoxLayout* layout)
{
    auto* form = new QFormLayout;
    form->setSpacing(8);
    m_format = new QComboBox(this);
    m_format->setObjectName(QStringLiteral("exportFormatBox"));
    for (const ExportFormat& format : ExportFormat::all())
        m_format->addItem(format.name, format.id);
    m_explanation = new QLabel(this);
    m_explanation->setObjectName(QStringLiteral("exportExplanation"));
    m_explanation->setWordWrap(true);
    setRole(m_explanation, "caption");
    m_path = new QLineEdit(this);
    m_path->setObjectName(QStringLiteral("exportPathEdit"));
    m_choose = new QPushButton(tr("Choose…"), this);
    m_choose->setObjectName(QStringLiteral("exportChooseButton"));
    m_choose->setAutoDefault(false);
    auto* file = new QHBoxLayout;
    file->addWidget(m_path, 1);
    file->addWidget(m_choose);
    form->addRow(tr("Format"), m_format);
    form->addRow(QString(), m_explanation);
    form->addRow(tr("File"), file);
    m_rowsBox = buildRows();
    form->addRow(tr("Rows"), m_rowsBox);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("exportNote"));
    m_note->setWordWrap(true);
    setRole(m_note, "caption");
    form->addRow(QString(), m_note);
    m_format->setAccessibleName(tr("Format"));
    m_path->setAccessibleName(tr("File"));
    layout->addLayout(form);
    connect(m_choose, &QPushButton::clicked, this, &ExportDialog::chooseFile);
}

QWidget* ExportDialog::buildRows()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_rows = new QButtonGroup(box);
    const auto add = [&](ExportRows rows, const char* name, const QString& text) {
        auto* button = new QRadioButton(text, box);
        button->setObjectName(QLatin1String(name));
        m_rows->addButton(button, static_cast<int>(rows));
        layout->addWidget(button);
    };
    const auto count = [this](ExportRows rows) { return rowsText(exportRowCount(m_offer, rows)); };
    const bool rearranged = m_offer.order != nullptr;
    if (m_offer.run && (!m_offer.whole || rearranged))
        add(ExportRows::FromServer, "exportFromServer", tr("All rows, from the server"));
    add(ExportRows::Shown, "exportShown",
        m_offer.whole && !rearranged ? tr("All rows: %1").arg(count(ExportRows::Shown))
                                     : tr("The %1 shown, in this order").arg(count(ExportRows::Shown)));
    if (m_offer.selected)
        add(ExportRows::Selected, "exportSelected", tr("The %1 selected").arg(count(ExportRows::Selected)));
    const bool fromServer = !m_offer.whole && m_offer.run;
    m_rows->button(static_cast<int>(fromServer ? ExportRows::FromServer : ExportRows::Shown))->setChecked(true);
    if (m_rows->buttons().size() == 1) { // nothing to choose
        m_rows->buttons().first()->hide();
        layout->addWidget(new QLabel(m_rows->buttons().first()->text(), box));
    }
    return box;
}

void ExportDialog::buildProgress(QVBoxLayout* layout)
{
    m_bar = new InlineBar(this);
    m_bar->setObjectName(QStringLiteral("exportBar"));
    m_bar->hide();
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_words = new QLabel(this);
    m_words->setObjectName(QStringLiteral("exportWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_words->hide();
    layout->addWidget(m_bar);
    layout->addWidget(m_progress);
    layout->addWidget(m_words);
}

void ExportDialog::buildButtons(QVBoxLayout* layout)
{
    auto* row = new QHBoxLayout;
    m_folder = new QPushButton(tr("Show in folder"), this);
    m_folder->setObjectName(QStringLiteral("exportFolderButton"));
    m_folder->hide();
    m_close = new QPushButton(tr("Close"), this);
    m_close->setObjectName(QStringLiteral("exportCloseButton"));
    m_go = new QPushButton(tr("Export"), this);
    m_go->setObjectName(QStringLiteral("exportGoButton"));
    setRole(m_go, "primary");
    m_go->setDefault(true);
    row->addWidget(m_folder);
    row->addStretch(1);
    row->addWidget(m_close);
    row->addWidget(m_go);
    layout->addLayout(row);
    connect(m_folder, &QPushButton::clicked, this, &ExportDialog::showFolder);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (isRunning())
            m_job->stop();
        else
            start();
    });
}

ExportRows ExportDialog::rows() const
{
    return static_cast<ExportRows>(m_rows->checkedId());
}

QString ExportDialog::format() const
{
    return m_format->currentData().toString();
}

void ExportDialog::proposePath()
{
    const ExportFormat chosen = ExportFormat::byId(format());
    m_explanation->setText(chosen.explanation);
    if (m_path->text() == m_proposed) {
        QString folder = m_settings->value(Settings::Key::ExportFolder).toString();
        if (folder.isEmpty() || !QFileInfo(folder).isDir())
            folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        if (!QFileInfo(folder).isDir())
            folder = QDir::homePath();
        m_proposed = QDir::toNativeSeparators(QDir(folder).filePath(proposedFileName(m_offer, rows(), chosen.suffix)));
        m_path->setText(m_proposed);
    } else if (const QFileInfo own(m_path->text()); !own.suffix().isEmpty()) {
        // A name of the person's own keeps all but the ending of another format.
        for (const ExportFormat& other : ExportFormat::all()) {
            if (other.suffix == own.suffix()) {
                m_path->setText(m_path->text().chopped(own.suffix().size()) + chosen.suffix);
                break;
            }
        }
    }
    review();
}

//! What was typed; a name alone stands in the home folder.
QString ExportDialog::path() const
{
    const QString typed = m_path->text().trimmed();
    return typed.isEmpty() ? typed : QDir::home().absoluteFilePath(typed);
}

void ExportDialog::review()
{
    if (isRunning())
        return;
    const bool replaces = QFileInfo(path()).isFile();
    QStringList notes;
    if (rows() == ExportRows::FromServer)
        notes.append(tr("The SQL runs once more; the rows go straight to the file, in the server's order and with all "
                        "columns."));
    if (replaces)
        notes.append(tr("There is a file of this name. It is replaced when the new one is whole."));
    m_note->setText(notes.join(QLatin1Char(' ')));
    m_note->setVisible(!notes.isEmpty());
    m_go->setText(replaces ? tr("Replace") : tr("Export"));
    m_go->setEnabled(!m_path->text().trimmed().isEmpty());
    grow();
}

//! What appears later must not squeeze what is there.
void ExportDialog::grow()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (height() < needed)
        resize(width(), needed);
}

void ExportDialog::chooseFile()
{
    const ExportFormat chosen = ExportFormat::byId(format());
    auto* dialog = new QFileDialog(this, tr("Export to"), m_path->text(),
                                   tr("%1 (*.%2);;All files (*)").arg(chosen.name, chosen.suffix));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // said here, and the button says Replace
    dialog->setDefaultSuffix(chosen.suffix);
    dialog->selectFile(m_path->text());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { m_path->setText(QDir::toNativeSeparators(path)); });
    dialog->open();
}

void ExportDialog::start()
{
    const QString path = this->path();
    if (path.isEmpty())
        return;
    const ExportRows chosen = rows();
    if (chosen == ExportRows::FromServer) {
        m_place = m_offer.reserve();
        if (!m_place)
            return showError(tr("All connections of this session are in use."),
                             tr("Wait until a run has ended, or stop one; then export again."));
    }
    m_settings->setValue(Settings::Key::ExportFormat, format());
    m_settings->setValue(Settings::Key::ExportFolder, QFileInfo(path).absolutePath());
    m_job = std::make_unique<ExportJob>(exportTask(m_offer, chosen, format(), path));
    connect(m_job.get(), &ExportJob::progressed, this, &ExportDialog::showProgress);
    connect(m_job.get(), &ExportJob::finished, this, &ExportDialog::finish);
    m_job->start();
    setRunning(true);
    showProgress(m_job->progress());
}

void ExportDialog::setRunning(bool running)
{
    for (QWidget* choice :
         {static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_path), static_cast<QWidget*>(m_choose), m_rowsBox})
        choice->setEnabled(!running);
    m_progress->setVisible(running);
    if (running) {
        m_bar->hide();
        m_folder->hide();
        m_words->show();
        m_go->setText(tr("Stop"));
        m_go->setFocus();
        grow();
    } else {
        review();
    }
}

void ExportDialog::showProgress(const ExportProgress& progress)
{
    if (!isRunning())
        return;
    const bool known = progress.totalRows > 0 && !progress.finishing;
    m_progress->setRange(0, known ? 1000 : 0);
    if (known)
        m_progress->setValue(static_cast<int>(double(progress.rows) / double(progress.totalRows) * 1000.0));
    QStringList parts;
    if (progress.rows == 0 && m_job->task().run)
        parts.append(tr("Waiting for the first row"));
    else
        parts.append(
            progress.totalRows > 0
                ? tr("%1 of %2").arg(QLocale(QLocale::English).toString(progress.rows), rowsText(progress.totalRows))
                : rowsText(progress.rows));
    if (progress.bytes > 0)
        parts.append(QLocale(QLocale::English).formattedDataSize(progress.bytes, 1, QLocale::DataSizeSIFormat));
    parts.append(elapsedText(progress.milliseconds));
    if (progress.finishing)
        parts.append(tr("putting the file together"));
    else if (progress.secondsLeft >= 0)
        parts.append(tr("about %1 left").arg(elapsedText(qint64(progress.secondsLeft) * 1000)));
    m_words->setText(parts.join(QStringLiteral(" · ")));
}

void ExportDialog::finish(const Result<ExportSummary, ExportError>& result)
{
    m_place.reset();
    setRunning(false);
    if (result) {
        m_words->setText(
            tr("Written: %1, %2, in %3.\n%4")
                .arg(rowsText(result->rows),
                     QLocale(QLocale::English).formattedDataSize(result->bytes, 1, QLocale::DataSizeSIFormat),
                     elapsedText(result->milliseconds), QDir::toNativeSeparators(result->path)));
        m_folder->show();
        m_close->setFocus();
        grow();
        return;
    }
    const ExportError& error = result.error();
    if (error.kind == ExportError::Kind::Stopped) {
        m_words->setText(error.message);
        return;
    }
    m_words->hide();
    showError(error.kind == ExportError::Kind::Database ? tr("The server ended the export.")
                                                        : tr("The file could not be written."),
              error.message);
}

void ExportDialog::showError(const QString& title, const QString& text)
{
    m_bar->setMessage(InlineBar::Kind::Error, title, text);
    m_bar->show();
    grow();
}

void ExportDialog::showFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_job->task().path).absolutePath()));
}

void ExportDialog::reject()
{
    if (isRunning())
        m_job->stop();
    else
        QDialog::reject();
}

} // namespace parlance
