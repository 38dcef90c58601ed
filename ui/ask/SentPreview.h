// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

namespace parlance {

//! Byte for byte what is (or was) sent, read-only, in a fixed-width font, not laid out anew. Shown with open(). GUI
//! thread.
class SentPreview final : public QDialog {
    Q_OBJECT
public:
    enum class Moment { Before, After };
    //! \a action: the name of what sends it; empty: Ask.
    SentPreview(Moment moment, const QByteArray& body, const QString& host, QWidget* parent = nullptr,
                const QString& action = QString());
};

} // namespace parlance
