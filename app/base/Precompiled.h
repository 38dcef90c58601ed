// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Headers nearly every file of app/ includes; only the build uses this file. Kept short: a precompiled header is read
// (and hashed by ccache) once a file, so what few files need does not belong here.
#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <vector>
