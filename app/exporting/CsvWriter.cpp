// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/CsvWriter.h"

#include <string_view>

namespace parlance {

void CsvWriter::appendField(QByteArrayView value)
{
    const std::string_view text(value.data(), static_cast<std::size_t>(value.size()));
    // An empty string is not a NULL; a lone "\." would end COPY's input.
    const bool quoted =
        text.empty() || text.find_first_of(",\"\n\r") != std::string_view::npos || (m_single && text == "\\.");
    if (quoted)
        appendQuoted(value);
    else
        bytes().append(value);
}

} // namespace parlance
