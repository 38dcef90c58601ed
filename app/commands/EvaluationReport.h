// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "evaluation/EvaluatedItem.h"

#include <QList>
#include <QString>

namespace parlance {

//! The document of `evaluate --format json` (the contract in the design). Pure.
QByteArray evaluationToJson(const QList<EvaluatedItem>& items);
//! For people: a line a question that is not right, and the shares. Pure.
QString evaluationToText(const QList<EvaluatedItem>& items);

} // namespace parlance
