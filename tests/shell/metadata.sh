#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Desktop entry and AppStream metadata as the tools of the desktops judge them.      metadata.sh SOURCE-FOLDER BUILD-FOLDER
set -eu
for tool in desktop-file-validate:desktop-file-utils appstreamcli:appstream; do
    command -v "${tool%%:*}" >/dev/null 2>&1 || { echo "FAIL: ${tool%%:*} is missing. On Debian: apt-get install ${tool##*:}"; exit 1; }
done
said=$(desktop-file-validate "$1/packaging/linux/org.parlance.Parlance.desktop" 2>&1) || { echo "FAIL: $said"; exit 1; }
[ -z "$said" ] || { echo "FAIL: $said"; exit 1; }
appstreamcli validate --no-net "$2/org.parlance.Parlance.metainfo.xml"
