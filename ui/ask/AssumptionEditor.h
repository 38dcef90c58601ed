// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"

#include <QDate>
#include <QFrame>

class QComboBox;
class QDateEdit;
class QDoubleSpinBox;
class QLineEdit;
class QVBoxLayout;

namespace parlance {

//! Changes one assumption: a period by usual ones or two days, a number by a spin box, all else by a line. Enter asks
//! again with it, Esc leaves it. Object name assumptionEditor. GUI thread.
class AssumptionEditor final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Period, Number, Text };
    //! What an assumption is about: a period by its label or words, a number by its value. Pure.
    static Kind kindOf(const Assumption& assumption);

    AssumptionEditor(const Assumption& assumption, const QDate& today, QWidget* parent);
    void showAt(const QWidget* anchor);

signals:
    void changed(const QString& label, const QString& value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildPeriod(QVBoxLayout* layout, const QDate& today);
    void buildNumber(QVBoxLayout* layout);
    void buildText(QVBoxLayout* layout);
    QString value() const;
    void accept();

    Assumption m_assumption;
    QComboBox* m_usual = nullptr;
    QDateEdit* m_from = nullptr;
    QDateEdit* m_to = nullptr;
    QDoubleSpinBox* m_number = nullptr;
    QLineEdit* m_text = nullptr;
    QWidget* m_first = nullptr;
};

} // namespace parlance
