#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scripts people start are plain sh, can be started, and take their packages from one list.      scripts.sh SOURCE-FOLDER
set -eu
cd "$1"
fail() { echo "FAIL: $*"; exit 1; }
for script in .ci/run packaging/try.sh packaging/linux/packages.sh tests/run.sh tests/shell/*.sh; do
    [ -f "$script" ] || fail "$script is missing"
    sh -n "$script" || fail "$script is not sh"
    if grep -nE '\[\[|<<<|^ *function |&>|\bsource |\$\{[a-z_]+\[' "$script"; then
        [ "$script" = tests/shell/scripts.sh ] || fail "$script uses more than sh has"
    fi
done
for script in packaging/try.sh tests/run.sh; do
    grep -q '^\. packaging/linux/packages.sh' "$script" || fail "$script does not take its packages from the list"
    grep -q '^install_missing \$packages_build \$packages_run' "$script" || fail "$script does not install what is missing"
    if grep -n 'apt-get' "$script"; then fail "$script installs packages past the list"; fi
done
grep -q 'tests/run.sh' .ci/run || fail ".ci/run does not run the tests"
