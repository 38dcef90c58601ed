// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/ask/CheckList.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QListWidget;

namespace parlance {

//! Every check of the answer by name, with what it found; the last lines say what was not checked. Enter or a click on
//! a finding with a place shows it in the editor. Object name checksPopup. GUI thread.
class ChecksPopup final : public QFrame {
    Q_OBJECT
public:
    ChecksPopup(const CheckList& checks, const Theme& theme, QWidget* parent);
    void showAt(const QWidget* anchor);

signals:
    void placeChosen(qsizetype start, qsizetype length); //!< UTF-8 bytes of the checked text

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addItem(const CheckList::Item& item, const Theme& theme);
    void choose(int row);

    CheckList m_checks;
    QListWidget* m_list = nullptr;
};

} // namespace parlance
