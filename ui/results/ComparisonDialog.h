// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ComparedResult.h"
#include "ui/results/ComparisonJob.h"
#include "ui/theme/Theme.h"

#include <QDialog>

class QComboBox;
class QGridLayout;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace parlance {

class ComparisonDelegate;
class Spinner;

//! Compares two results with the same columns: which ones, by which key, how many rows differ, and each of them with
//! old and new values. Not modal; works on the rows as they were when it was opened. Esc stops a comparison, a second
//! time closes. GUI thread.
class ComparisonDialog final : public QDialog {
    Q_OBJECT
public:
    //! \a results all have the same columns; \a left and \a right are two of them. \a key: columns known to tell rows
    //! apart; empty: not known.
    ComparisonDialog(const QList<ComparedResult>& results, int left, int right, const QList<int>& key,
                     QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void reject() override;

private:
    QLayout* buildSides();
    QLayout* buildKey();
    void buildDifferences(QVBoxLayout* layout);
    void buildValues(QVBoxLayout* layout);
    QLayout* buildButtons();
    QPlainTextEdit* addValue(QGridLayout* grid, int column, const char* name, QLabel** label);
    const ComparedResult& side(const QComboBox* box) const;
    QList<int> chosenKey() const;
    void chooseSide(QComboBox* changed, QComboBox* other);
    void compare();
    void onFinished(const ComparisonOutcome& outcome);
    void showKey(const QList<int>& key);
    void setRunning(bool running);
    void chooseKinds();
    void fitColumns();
    void showValues();
    void copy();

    QList<ComparedResult> m_results;
    bool m_findKey = false; //!< nobody chose the key, nor does the catalog know it
    int m_leftBefore = 0;
    int m_rightBefore = 0;
    QComboBox* m_left = nullptr;
    QComboBox* m_right = nullptr;
    QListWidget* m_keys = nullptr;
    QComboBox* m_kinds = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_notes = nullptr;
    Spinner* m_spinner = nullptr;
    QTableView* m_table = nullptr;
    ComparisonModel* m_model = nullptr;
    ComparisonDelegate* m_delegate = nullptr;
    QLabel* m_leftLabel = nullptr;
    QLabel* m_rightLabel = nullptr;
    QPlainTextEdit* m_leftValue = nullptr;
    QPlainTextEdit* m_rightValue = nullptr;
    QPushButton* m_stop = nullptr;
    ComparisonJob* m_job = nullptr;
};

} // namespace parlance
