// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

#include <array>
#include <memory>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;
class QTemporaryFile;

namespace parlance {

//! A workbook of libxlsxwriter in its constant-memory mode: rows go to unnamed temporary files, from which close()
//! makes the whole in a file of ours. Failures of these files, which the library does not look at, come back as
//! sentences. Not thread-safe.
class XlsxWorkbook final {
public:
    explicit XlsxWorkbook(const QString& temporaryFolder);
    ~XlsxWorkbook(); //!< removes the temporary files
    XlsxWorkbook(const XlsxWorkbook&) = delete;
    XlsxWorkbook& operator=(const XlsxWorkbook&) = delete;

    //! Empty, or what went wrong.
    QString open();
    //! nullptr when its temporary file cannot be made.
    lxw_worksheet* addSheet(const QString& name);
    //! Bold on a light ground, for the row of column names.
    lxw_format* heading() const { return m_heading; }
    //! Text on several lines.
    lxw_format* wrapped() const { return m_wrapped; }
    lxw_format* bold() const { return m_bold; }
    //! Of a number with so many decimals; -1: with an exponent.
    lxw_format* number(int decimals);
    lxw_format* date();
    //! Of a date with time whose seconds have so many decimals.
    lxw_format* timestamp(int decimals);
    //! Empty, or that a temporary file could not take what was written so far.
    QString check() const;
    //! Puts everything together. Empty, or what went wrong.
    QString close();
    //! The whole workbook, from its start; after close().
    QTemporaryFile* file() const { return m_file.get(); }

private:
    lxw_format* made(lxw_format*& format, const QByteArray& code);
    QString cannot(const QString& reason) const;

    QString m_folder;
    QByteArray m_folderName;
    std::unique_ptr<QTemporaryFile> m_file;
    lxw_workbook* m_workbook = nullptr;
    lxw_format* m_heading = nullptr;
    lxw_format* m_wrapped = nullptr;
    lxw_format* m_bold = nullptr;
    lxw_format* m_date = nullptr;
    std::array<lxw_format*, 4> m_timestamps{};
    std::array<lxw_format*, 32> m_numbers{}; //!< the first one is that with an exponent
};

} // namespace parlance
