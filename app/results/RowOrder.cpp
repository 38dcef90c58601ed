// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/RowOrder.h"

#include <QCoreApplication>

namespace parlance {

RowsError RowsError::unreadable()
{
    return {Kind::Unreadable,
            QCoreApplication::translate("RowsError", "Rows of this result could not be read back from its temporary "
                                                     "file. Run the query again.")};
}

} // namespace parlance
