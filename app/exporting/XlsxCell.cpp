// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxCell.h"

#include "exporting/ValueForms.h"

#include <QByteArray>

#include <chrono>
#include <cmath>

namespace parlance {

namespace {

constexpr int exactDigits = 15;
constexpr double largest = 9.99999999999999e307; // Excel's specifications and limits
constexpr double smallest = 2.2251e-308;         // nearer to zero than that is zero to Excel

XlsxCell text(XlsxCell::Reason reason)
{
    XlsxCell cell;
    cell.reason = reason;
    return cell;
}

//! The digits of a plain number.
struct Digits {
    int significant = 0; //!< without leading zeros, and without those at the end of what stands behind the point
    int decimals = 0;
    bool exponent = false;
};

Digits digitsOf(QByteArrayView value)
{
    Digits digits;
    bool point = false;
    int zeros = 0;
    for (const char c : value) {
        if (c == 'e' || c == 'E') {
            digits.exponent = true;
            break;
        }
        point = point || c == '.';
        if (c < '0' || c > '9')
            continue;
        digits.decimals += point ? 1 : 0;
        if (c != '0')
            digits.significant += zeros + 1;
        if (c != '0' || digits.significant == 0)
            zeros = 0;
        else
            ++zeros;
    }
    if (!point)
        digits.significant += zeros;
    return digits;
}

XlsxCell numberCell(QByteArrayView value)
{
    if (!isPlainNumber(value))
        return text(XlsxCell::Reason::NoNumber);
    const Digits digits = digitsOf(value);
    if (digits.significant > exactDigits || digits.decimals > XlsxCell::mostDecimals)
        return text(XlsxCell::Reason::TooManyDigits);
    bool read = false;
    XlsxCell cell{XlsxCell::Kind::Number, XlsxCell::Reason::None, value.toDouble(&read), digits.decimals};
    const double size = std::abs(cell.number);
    if (!read || !std::isfinite(cell.number) || size > largest || (size < smallest && digits.significant > 0))
        return text(XlsxCell::Reason::OutOfRange);
    if (digits.significant == 0 && value.front() == '-')
        return text(XlsxCell::Reason::TooManyDigits); // Excel knows no negative zero
    if (digits.exponent) {
        cell.decimals = -1;
        return cell;
    }
    // Up to fifteen digits a double prints as it was read; with more decimals than that its noise may show.
    if (value.size() > exactDigits && QByteArray::number(cell.number, 'f', digits.decimals) != value)
        return text(XlsxCell::Reason::TooManyDigits);
    return cell;
}

//! Two digits at \a at, or -1.
int twoDigits(QByteArrayView value, qsizetype at)
{
    if (at + 2 > value.size() || value.at(at) < '0' || value.at(at) > '9' || value.at(at + 1) < '0' ||
        value.at(at + 1) > '9')
        return -1;
    return (value.at(at) - '0') * 10 + (value.at(at + 1) - '0');
}

//! Days since 1899-12-30 of "2024-02-29…"; nothing in Excel's reach: -1.
int excelDay(QByteArrayView value)
{
    const int century = twoDigits(value, 0);
    const int year = twoDigits(value, 2);
    const int month = twoDigits(value, 5);
    const int day = twoDigits(value, 8);
    if (century < 0 || year < 0 || month < 0 || day < 0 || value.at(4) != '-' || value.at(7) != '-')
        return -1; // infinity, or a year of five digits
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(century * 100 + year), std::chrono::month(unsigned(month)),
                              std::chrono::day(unsigned(day))};
    if (!date.ok())
        return -1;
    const sys_days epoch{std::chrono::year(1899) / 12 / 30};
    const auto days = static_cast<int>((sys_days(date) - epoch).count());
    return days < 61 ? -1 : days; // 61 is 1900-03-01
}

XlsxCell dateCell(QByteArrayView value)
{
    const int day = value.size() == 10 ? excelDay(value) : -1;
    if (day < 0)
        return text(XlsxCell::Reason::NoExcelDate);
    return {XlsxCell::Kind::Date, XlsxCell::Reason::None, double(day), 0};
}

//! "2024-02-29 12:34:56.789", with an offset or BC behind it.
XlsxCell timestampCell(QByteArrayView value)
{
    const int day = excelDay(value);
    const int hour = twoDigits(value, 11);
    const int minute = twoDigits(value, 14);
    const int second = twoDigits(value, 17);
    if (day < 0 || hour < 0 || minute < 0 || second < 0 || value.endsWith(" BC"))
        return text(XlsxCell::Reason::NoExcelDate);
    int decimals = 0;
    int milliseconds = 0;
    if (value.size() > 19 && value.at(19) == '.') {
        for (qsizetype at = 20; at < value.size() && value.at(at) >= '0' && value.at(at) <= '9'; ++at) {
            if (++decimals <= 3)
                milliseconds = milliseconds * 10 + (value.at(at) - '0');
        }
    }
    if (decimals > 3)
        return text(XlsxCell::Reason::TooFine);
    for (int i = decimals; i < 3; ++i)
        milliseconds *= 10;
    const int time = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
    return {XlsxCell::Kind::Date, XlsxCell::Reason::None, double(day) + double(time) / 86'400'000.0, decimals};
}

} // namespace

XlsxCell xlsxCell(QByteArrayView value, TypeFamily family)
{
    switch (family) {
    case TypeFamily::Integer:
    case TypeFamily::Numeric:
    case TypeFamily::Float:
        return numberCell(value);
    case TypeFamily::Date:
        return dateCell(value);
    case TypeFamily::Timestamp:
    case TypeFamily::TimestampTz:
        return timestampCell(value);
    default:
        return {};
    }
}

} // namespace parlance
