// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Settings.h"
#include "ui/results/ExportOffer.h"

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace parlance {

class InlineBar;

//! Writes a result to a file: which format, which file, which rows; then how far it is, Stop, and where the file lies.
//! Not modal: the window behind goes on. Esc stops an export, a second time closes. GUI thread.
class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    //! \a settings keeps folder and format for the next time.
    ExportDialog(const ExportOffer& offer, Settings* settings, QWidget* parent = nullptr);
    ~ExportDialog() override;
    bool isRunning() const { return m_job && m_job->isRunning(); }

    void reject() override;

private:
    void buildChoices(QVBoxLayout* layout);
    QWidget* buildRows();
    void buildProgress(QVBoxLayout* layout);
    void buildButtons(QVBoxLayout* layout);
    ExportRows rows() const;
    QString format() const;
    QString path() const;
    void review();
    void grow();
    void proposePath();
    void chooseFile();
    void start();
    void showProgress(const ExportProgress& progress);
    void finish(const Result<ExportSummary, ExportError>& result);
    void showError(const QString& title, const QString& text);
    void showFolder();
    void setRunning(bool running);

    ExportOffer m_offer;
    Settings* m_settings;
    QComboBox* m_format = nullptr;
    QLabel* m_explanation = nullptr;
    QLineEdit* m_path = nullptr;
    QPushButton* m_choose = nullptr;
    QWidget* m_rowsBox = nullptr;
    QButtonGroup* m_rows = nullptr;
    QLabel* m_note = nullptr;
    InlineBar* m_bar = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_words = nullptr;
    QPushButton* m_folder = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_go = nullptr;
    QString m_proposed; //!< the path we put there; another one is the person's own
    std::shared_ptr<void> m_place;
    std::unique_ptr<ExportJob> m_job;
};

} // namespace parlance
