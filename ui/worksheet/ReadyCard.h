// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sample/ReadyQuestions.h"

#include <QPushButton>

namespace parlance {

//! A ready question as a button: the question whole, and under it what it is and which tables it reads.
class ReadyCard final : public QPushButton {
    Q_OBJECT
public:
    //! \a marked: the second line says that it is a ready question.
    ReadyCard(const ReadyQuestion& question, bool marked, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    static constexpr int width = 345;
};

} // namespace parlance
