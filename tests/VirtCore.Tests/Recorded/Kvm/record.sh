#!/bin/bash
# record.sh LIVE_TESTS LINUX_LIBC_DEV.deb: prints what the C compiler says, under the kernel headers of a Debian package, of all that VirtCore.Interop mirrors of
# linux/kvm.h. LIVE_TESTS is the live tests' program, which knows the questions. Needs an x86-64 machine with cc and dpkg.
# The first line says where it comes from; then an expression and its value, a line each.
set -eu
program=$1 package=$2
headers=$(mktemp -d)
trap 'rm -rf "$headers"' EXIT
dpkg-deb -x "$package" "$headers"
printf '# %s %s; recorded %s by record.sh beside this file\n' "$(dpkg-deb -f "$package" Package)" "$(dpkg-deb -f "$package" Version)" "$(date -u +%F)"
"$program" --record-kvm "$headers/usr/include/x86_64-linux-gnu" "$headers/usr/include"
