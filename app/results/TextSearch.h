// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <array>

namespace parlance {

//! Looks for a text in UTF-8 texts, whatever the case of letters. A text of ASCII is looked for in the bytes
//! themselves, without decoding (and so does not find K as the sign for Kelvin). May be shared by threads.
class TextSearch final {
public:
    explicit TextSearch(const QString& text);
    bool isEmpty() const { return m_text.isEmpty(); }
    //! Looked for in the bytes: indexIn() may be used.
    bool isAscii() const { return m_ascii; }
    qsizetype size() const { return m_folded.size(); } //!< in bytes, for ASCII
    bool isIn(QByteArrayView text) const;
    //! The first place from \a from on, -1 without one.
    qsizetype indexIn(QByteArrayView text, qsizetype from = 0) const;

private:
    QString m_text;
    bool m_ascii = false;
    bool m_foldsToAscii = false;      //!< has a character that is the same as an ASCII letter but for its case
    QByteArray m_folded;              //!< in small letters
    std::array<quint8, 256> m_skip{}; //!< how far to go on when this byte stands under the last one
};

} // namespace parlance
