#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Debian package of this build, unpacks it and starts both programs from there: as root inside a bare Debian
# that debootstrap makes (with nothing but what the package depends on), else in a folder of this system.
#     package.sh BUILD-FOLDER
set -eu
build=$1
bare=$build/../bare-root   # shared by the presets; made once
work=$(mktemp -d)
exec 9>"$build/../bare-root.lock"
flock 9                    # one run at a time: they share the bare system
x_server=
program=

stop() {
    [ -z "$1" ] || kill "$1" 2>/dev/null || true
    [ -z "$1" ] || wait "$1" 2>/dev/null || true
}
clean_up() {
    stop "$program"
    stop "$x_server"
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM
say() { printf '%s\n' "$*"; }
fail() { say "FAIL: $*"; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing. On Debian: apt-get install $2"; }

make_package() {
    need dpkg-shlibdeps dpkg-dev
    rm -f "$build"/package/*.deb
    (cd "$build" && cpack -G DEB >"$work/cpack.log" 2>&1) || { cat "$work/cpack.log"; fail "cpack made no package"; }
    deb=$(ls "$build"/package/parlance_*.deb)
    version=$(dpkg-deb -f "$deb" Version)
    say "package: $(basename "$deb"), $(($(stat -c %s "$deb") / 1024)) kB, depends on $(dpkg-deb -f "$deb" Depends)"
    for file in usr/bin/parlance usr/bin/parlance-cli usr/share/applications/org.parlance.Parlance.desktop \
        usr/share/metainfo/org.parlance.Parlance.metainfo.xml usr/share/doc/parlance/copyright \
        usr/share/icons/hicolor/scalable/apps/org.parlance.Parlance.svg \
        usr/share/icons/hicolor/48x48/apps/org.parlance.Parlance.png \
        usr/share/icons/hicolor/256x256/apps/org.parlance.Parlance.png; do
        dpkg-deb --fsys-tarfile "$deb" | tar -tf - "./$file" >/dev/null 2>&1 || fail "the package has no $file"
    done
}

# The system's own mirror: "ADDRESS SUITE" a line, only Debian's own suites of the running release.
own_sources() {
    codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk -v c="$codename" '$3 == "main" && ($2 == c || $2 == c "-updates" || $2 == c "-security") { print $1, $2 }' |
        sort -u
}

# A bare Debian in $bare, then what the package depends on. Kept for the next run; made anew when the dependencies
# change, so that what an older package pulled in cannot hide a missing one.
make_bare_root() {
    need debootstrap debootstrap
    wanted=$(dpkg-deb -f "$deb" Depends | cksum)
    [ "$(cat "$bare/parlance-depends" 2>/dev/null)" = "$wanted" ] && return 0
    own_sources >"$work/sources"
    codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    mirror=$(awk -v c="$codename" '$2 == c { print $1; exit }' "$work/sources")
    [ -n "$mirror" ] || fail "apt's sources name no mirror of Debian $codename, and debootstrap needs one"
    rm -rf "$bare" "$bare.new"
    mkdir -p "$bare.new"
    chmod 755 "$bare.new"
    say "making a bare Debian $codename from $mirror"
    debootstrap --variant=minbase "$codename" "$bare.new" "$mirror" >"$work/debootstrap.log" 2>&1 ||
        { tail -20 "$work/debootstrap.log"; fail "debootstrap could not make a bare Debian from $mirror"; }
    sed 's/^\([^ ]*\) \(.*\)/deb \1 \2 main/' "$work/sources" >"$bare.new/etc/apt/sources.list"
    apt-config dump | grep '^Acquire::.*[Pp]roxy' >"$bare.new/etc/apt/apt.conf.d/proxy" || true
    mv "$bare.new" "$bare"
    install_package --no-install-recommends
    echo "$wanted" >"$bare/parlance-depends"
}

inside() {
    chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive HOME=/root "$@"
}

install_package() {
    cp "$deb" "$bare/parlance.deb"
    cp /etc/resolv.conf "$bare/etc/resolv.conf" 2>/dev/null || true
    { inside apt-get -q update && inside apt-get -q -y --reinstall "$@" install /parlance.deb; } >"$work/apt.log" 2>&1 ||
        { tail -30 "$work/apt.log"; fail "the package could not be installed in a bare Debian"; }
}

install_again() {
    cp "$deb" "$bare/parlance.deb"
    inside dpkg --force-confnew -i /parlance.deb >"$work/dpkg.log" 2>&1 ||
        { cat "$work/dpkg.log"; fail "the package could not be installed in a bare Debian"; }
}

start_x_server() {
    need Xvfb xvfb
    need xwininfo x11-utils
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -ac 3>"$work/display" >/dev/null 2>"$work/xvfb.log" &
    x_server=$!
    for _ in $(seq 100); do
        [ -s "$work/display" ] && break
        sleep 0.1
    done
    [ -s "$work/display" ] || { cat "$work/xvfb.log"; fail "Xvfb did not start"; }
    display=:$(cat "$work/display")
}

# Waits until a window of ours is on the screen; the program must live as long.
wait_for_window() {
    for _ in $(seq 200); do
        kill -0 "$program" 2>/dev/null || { cat "$work/program.log"; fail "parlance ended before its window was there"; }
        if DISPLAY=$display xwininfo -root -tree 2>/dev/null | grep -q '("parlance" '; then
            say "window: $(DISPLAY=$display xwininfo -root -tree | grep -m1 '("parlance" ' | sed 's/^ *//')"
            return 0
        fi
        sleep 0.1
    done
    cat "$work/program.log"
    fail "parlance showed no window within 20 s"
}

# Starts each of our programs, the given words before it: chroot or env, which become the program, so that its
# process is the one we end. A window inside the bare system reaches the X server by its socket's abstract name.
try_programs() {
    for name in parlance parlance-cli; do
        said=$("$@" QT_QPA_PLATFORM=offscreen "$name" --version </dev/null 2>"$work/program.log") ||
            { cat "$work/program.log"; fail "$name --version ended with an error"; }
        case "$said" in
            *"$version"*) say "$name --version: $said" ;;
            *) fail "$name --version says \"$said\", not $version" ;;
        esac
    done
    start_x_server
    "$@" "DISPLAY=$display" QT_QPA_PLATFORM=xcb parlance >"$work/program.log" 2>&1 </dev/null &
    program=$!
    wait_for_window
    stop "$program"
    program=
    "$@" parlance-cli sample stop >/dev/null 2>&1 </dev/null || true # the window may have started the sample's server
}

make_package
if [ "$(id -u)" -eq 0 ]; then
    make_bare_root
    install_again
    try_programs chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root \
        PARLANCE_DATA_DIR=/tmp/parlance-data PARLANCE_CONFIG_DIR=/tmp/parlance-config
    say "PASS: installed and started in a bare Debian"
else
    dpkg-deb -x "$deb" "$work/root"
    try_programs env "PATH=$work/root/usr/bin:$PATH" \
        "PARLANCE_DATA_DIR=$work/data" "PARLANCE_CONFIG_DIR=$work/config"
    say "PASS: unpacked and started in a folder"
fi
