#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Parlance from nothing: installs what is missing, builds, and opens it on the sample workspace. Without a display it
# answers one of the sample's ready questions in the terminal instead.
set -eu
cd "$(dirname "$0")/.."
. packaging/linux/packages.sh

# shellcheck disable=SC2086
install_missing $packages_build $packages_run
own_build_folder
forget_moved_build release

say "Building Parlance; the first time this takes some minutes."
cmake --preset release >build/configure.log 2>&1 || { cat build/configure.log >&2; fail "Parlance could not be configured."; }
cmake --build --preset release --target parlance parlance-cli >&2 || fail "Parlance could not be built."
programs=build/release/app

# A configuration of its own, which asks for the sample workspace: nothing of yours is read or changed.
mkdir -p build/try
printf '{ "format": 1, "sampleWorkspace": true, "teams": [] }\n' >build/try/teams.json
PARLANCE_CONFIG_DIR=$PWD/build/try
export PARLANCE_CONFIG_DIR

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening Parlance. Teams and passwords: sales sales123, marketing marketing123, operations operations123."
    exec "$programs/parlance"
fi

say "There is no display here, so no window: Parlance answers in the terminal. This is a ready question of the sample"
say "workspace. It came with its SQL and needs neither Claude nor a network."
cmake -DFROM=sql/sample/sales/ready.json -DINTO=build/try -P packaging/cmake/ReadyQuestion.cmake
PARLANCE_PASSWORD=sales123
export PARLANCE_PASSWORD
printf '\nQuestion: %s\n\nSQL:\n' "$(cat build/try/question)"
cat build/try/sql
printf '\nRows:\n'
"$programs/parlance-cli" run --team sales build/try/sql

if [ -n "${ANTHROPIC_API_KEY:-}" ]; then
    question="Which region had the highest revenue in the last three full months?"
    printf '\nAsking Claude: %s\n\n' "$question"
    "$programs/parlance-cli" ask --team sales "$question" --run
else
    say ""
    say "Claude was not asked: ANTHROPIC_API_KEY is not set. Set it and start this again to ask one question more."
fi
