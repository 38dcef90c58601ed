#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Parlance and runs all its tests: sh tests/run.sh [PRESET]   (dev, asan, release …)
set -eu
cd "$(dirname "$0")/.."
. packaging/linux/packages.sh
preset=${1:-dev}

# shellcheck disable=SC2086
install_missing $packages_build $packages_run $packages_test
own_build_folder
forget_moved_build "$preset"

started=$(date +%s)
cmake --preset "$preset"
cmake --build --preset "$preset"
built=$(date +%s)
status=0
ctest --preset "$preset" -j2 || status=$?
ended=$(date +%s)

tests=$(ctest --preset "$preset" -N | sed -n 's/^Total Tests: //p')
failed=0
last=build/$preset/Testing/Temporary/LastTestsFailed.log
if [ "$status" -ne 0 ] && [ -s "$last" ]; then
    failed=$(grep -c : "$last")
fi
say "$tests tests, $failed failed. Built in $((built - started)) s, tested in $((ended - built)) s."
exit "$status"
