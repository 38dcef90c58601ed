// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Headers nearly every widget includes; only the build uses this file.
#include "base/Precompiled.h"
#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QWidget>
