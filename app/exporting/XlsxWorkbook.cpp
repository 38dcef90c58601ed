// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxWorkbook.h"

#include "exporting/NumberLocale.h"
#include "exporting/XlsxPackage.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryFile>

#include <xlsxwriter.h>

#include <cerrno>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(XlsxWorkbook)
};

} // namespace

XlsxWorkbook::XlsxWorkbook(const QString& temporaryFolder)
    : m_folder(temporaryFolder.isEmpty() ? QDir::tempPath() : temporaryFolder)
    , m_folderName(QDir::toNativeSeparators(m_folder).toLocal8Bit())
{}

XlsxWorkbook::~XlsxWorkbook()
{
    if (m_workbook == nullptr)
        return;
    lxw_worksheet* sheet = nullptr;
    STAILQ_FOREACH(sheet, m_workbook->worksheets, list_pointers)
    {
        if (sheet->optimize_tmpfile != nullptr)
            std::fclose(std::exchange(sheet->optimize_tmpfile, nullptr));
    }
    lxw_workbook_free(m_workbook);
}

QString XlsxWorkbook::cannot(const QString& reason) const
{
    return Words::tr("The workbook could not be put together in the folder %1: %2.").arg(m_folder, reason);
}

QString XlsxWorkbook::open()
{
    m_file = std::make_unique<QTemporaryFile>(m_folder + u"/.parlance-XXXXXX.xlsx"_s);
    if (!m_file->open())
        return cannot(m_file->errorString());
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = m_folderName.data();
    options.use_zip64 = LXW_TRUE;
    const QByteArray name = QDir::toNativeSeparators(m_file->fileName()).toLocal8Bit();
    m_workbook = workbook_new_opt(name.constData(), &options);
    if (m_workbook == nullptr)
        return cannot(Words::tr("there is not enough memory"));
    m_heading = workbook_add_format(m_workbook);
    format_set_bold(m_heading);
    format_set_bg_color(m_heading, 0xE7EEED);
    format_set_bottom(m_heading, LXW_BORDER_THIN);
    format_set_align(m_heading, LXW_ALIGN_VERTICAL_TOP);
    m_wrapped = workbook_add_format(m_workbook);
    format_set_text_wrap(m_wrapped);
    format_set_align(m_wrapped, LXW_ALIGN_VERTICAL_TOP);
    m_bold = workbook_add_format(m_workbook);
    format_set_bold(m_bold);
    format_set_align(m_bold, LXW_ALIGN_VERTICAL_TOP);
    return {};
}

lxw_worksheet* XlsxWorkbook::addSheet(const QString& name)
{
    lxw_worksheet* sheet = workbook_add_worksheet(m_workbook, name.toUtf8().constData());
    return sheet != nullptr && sheet->optimize_tmpfile != nullptr ? sheet : nullptr;
}

lxw_format* XlsxWorkbook::made(lxw_format*& format, const QByteArray& code)
{
    if (format == nullptr) {
        format = workbook_add_format(m_workbook);
        format_set_num_format(format, code.constData());
    }
    return format;
}

lxw_format* XlsxWorkbook::number(int decimals)
{
    lxw_format*& format = m_numbers.at(static_cast<std::size_t>(decimals + 1));
    if (decimals < 0)
        return made(format, "0.##############E+00");
    return made(format, decimals == 0 ? QByteArray("0") : "0." + QByteArray(decimals, '0'));
}

lxw_format* XlsxWorkbook::date()
{
    return made(m_date, "yyyy-mm-dd");
}

lxw_format* XlsxWorkbook::timestamp(int decimals)
{
    const QByteArray code = "yyyy-mm-dd hh:mm:ss" + (decimals == 0 ? QByteArray() : '.' + QByteArray(decimals, '0'));
    return made(m_timestamps.at(static_cast<std::size_t>(decimals)), code);
}

QString XlsxWorkbook::check() const
{
    lxw_worksheet* sheet = nullptr;
    STAILQ_FOREACH(sheet, m_workbook->worksheets, list_pointers)
    {
        if (sheet->optimize_tmpfile != nullptr && std::ferror(sheet->optimize_tmpfile) != 0)
            return cannot(errno == 0 ? Words::tr("the disk is full") : qt_error_string(errno));
    }
    return {};
}

QString XlsxWorkbook::close()
{
    lxw_worksheet* sheet = nullptr;
    STAILQ_FOREACH(sheet, m_workbook->worksheets, list_pointers)
    {
        lxw_worksheet_write_single_row(sheet);
        if (std::fflush(sheet->optimize_tmpfile) != 0)
            return cannot(qt_error_string(errno));
    }
    if (const QString problem = check(); !problem.isEmpty())
        return problem;
    const NumberLocale point;
    const lxw_error error = workbook_close(std::exchange(m_workbook, nullptr));
    if (error != LXW_NO_ERROR)
        return cannot(error == LXW_ERROR_ZIP_FILE_OPERATION || error == LXW_ERROR_ZIP_FILE_ADD
                          ? Words::tr("the disk is full")
                          : QString::fromUtf8(lxw_strerror(error)));
    // The library does not look whether its temporary files took everything: a full disk leaves a sheet without end.
    if (!isWholeXlsxPackage(m_file.get()))
        return cannot(Words::tr("the disk is full"));
    m_file->seek(0);
    return {};
}

} // namespace parlance
