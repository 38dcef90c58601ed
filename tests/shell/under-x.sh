#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test of windows on an X server of its own, without a screen.      under-x.sh TEST [ARGUMENTS]
set -eu
command -v xvfb-run >/dev/null || { echo "FAIL: xvfb-run is missing (Debian: xvfb xauth)"; exit 1; }
# The test says which platform its windows stand on: without an X server it would fail, not fall back.
QT_QPA_PLATFORM=xcb exec xvfb-run -a -s '-screen 0 1600x1000x24 -nolisten tcp' "$@"
