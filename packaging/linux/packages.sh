# SPDX-License-Identifier: GPL-3.0-or-later
# Which Debian packages Parlance is built, run and tested with, and how the missing ones are installed.
# Sourced by packaging/try.sh and tests/run.sh; names the packages in one place. POSIX sh.

packages_build="build-essential cmake ninja-build ccache mold pkg-config
  qt6-base-dev qt6-svg-dev libqscintilla2-qt6-dev qtkeychain-qt6-dev libgl-dev
  libpq-dev libpg-query-dev libexpected-dev rapidjson-dev libgmp-dev
  libxlsxwriter-dev zlib1g-dev"
packages_run="libqt6sql6-psql libqt6sql6-sqlite libqt6svg6 qt6-qpa-plugins
  postgresql-15 ca-certificates fonts-dejavu-core"
packages_test="xvfb x11-utils xauth openssl debootstrap file desktop-file-utils appstream
  libreoffice-calc-nogui"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The given command with root's rights.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "This needs root's rights and there is no sudo: $*"
    fi
}

# Those of the given packages that are not installed.
missing_packages() {
    for package in "$@"; do
        case "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" in
            *' installed') ;;
            *) printf ' %s' "$package" ;;
        esac
    done
}

# Installs what is missing of the given packages. Installing PostgreSQL's server for the first time would also create
# and start a database cluster of the system; Parlance needs only the programs, so that is switched off meanwhile.
install_missing() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "This system has no apt-get; going on with what is installed. Needed are (Debian's names): $*"
        return 0
    fi
    # shellcheck disable=SC2086
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    say "Installing:$missing"
    no_cluster=/etc/postgresql-common/createcluster.d/parlance-build.conf
    first_server=
    case " $missing " in
        *' postgresql-15 '*)
            if [ ! -e "$no_cluster" ]; then
                first_server=yes
                as_root mkdir -p /etc/postgresql-common/createcluster.d
                echo 'create_main_cluster = false' | as_root tee "$no_cluster" >/dev/null
            fi ;;
    esac
    installed=yes
    as_root apt-get update -q >&2 || say "The list of packages could not be renewed; trying with the one that is there."
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >&2 || installed=
    [ -z "$first_server" ] || as_root rm -f "$no_cluster"
    [ -n "$installed" ] || fail "The packages could not be installed; what apt-get said stands above. Needed are:$missing"
}

# Makes ./build ours. It may be root's or another user's from an earlier run.
own_build_folder() {
    if ! mkdir -p build 2>/dev/null; then
        as_root mkdir build
        as_root chown "$(id -u):$(id -g)" build
    fi
    if [ "$(id -u)" -ne 0 ] && [ -n "$(find build ! -user "$(id -u)" -print -quit 2>/dev/null)" ]; then
        say "The folder build is from a run as another user; taking it over."
        as_root rm -rf build/bare-root # a whole system with files of many users
        as_root chown -R "$(id -u):$(id -g)" build
    fi
}

# A build made elsewhere (the tree was moved or copied) cannot be gone on with.
forget_moved_build() {
    cache=build/$1/CMakeCache.txt
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
        say "build/$1 belongs to another place; building anew."
        rm -rf "build/$1"
    fi
}
