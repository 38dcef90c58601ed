// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/NumberLocale.h"

#ifdef _WIN32
#include <cstdlib>
#include <cstring>
#endif

namespace parlance {

#ifdef _WIN32

NumberLocale::NumberLocale()
    : m_perThread(_configthreadlocale(_ENABLE_PER_THREAD_LOCALE))
    , m_before(_strdup(setlocale(LC_NUMERIC, nullptr)))
{
    setlocale(LC_NUMERIC, "C");
}

NumberLocale::~NumberLocale()
{
    setlocale(LC_NUMERIC, m_before);
    std::free(m_before);
    _configthreadlocale(m_perThread);
}

#else

NumberLocale::NumberLocale()
    : m_point(newlocale(LC_NUMERIC_MASK, "C", nullptr))
    , m_before(m_point != nullptr ? uselocale(m_point) : nullptr)
{}

NumberLocale::~NumberLocale()
{
    if (m_point == nullptr)
        return;
    uselocale(m_before);
    freelocale(m_point);
}

#endif

} // namespace parlance
