// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <clocale>

namespace parlance {

//! Between construction and destruction C's printf writes numbers with a point on this thread, whatever the computer's
//! language: libxlsxwriter prints with it.
class NumberLocale final {
public:
    NumberLocale();
    ~NumberLocale();
    NumberLocale(const NumberLocale&) = delete;
    NumberLocale& operator=(const NumberLocale&) = delete;

private:
#ifdef _WIN32
    int m_perThread = 0;
    char* m_before = nullptr;
#else
    locale_t m_point = nullptr;
    locale_t m_before = nullptr;
#endif
};

} // namespace parlance
