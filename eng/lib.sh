# shellcheck shell=bash
# What eng/demo, eng/test, eng/bench and eng/virtcore share; sourced, never run.
#
# Nothing here writes to standard output: it belongs to the program that is run in the end.
set -Eeuo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export HOME=${HOME:-/root}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/virtcore
scratch=

say() { printf 'virtcore: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

finish() {
    if [ -n "$scratch" ]; then rm -rf "$scratch"; fi
}
trap finish EXIT
# Whatever stops the script says so.
trap 'say "stopped by: $BASH_COMMAND (${BASH_SOURCE[0]##*/}:$LINENO)"' ERR
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# A directory that is gone when this script is. It is locked by descriptor 8 for as long as the script lives, so those of killed runs
# are known by nobody's holding them. It may be swept before it is locked; then it is not the one that was locked, and another is made.
new_scratch() {
    while [ -z "$scratch" ]; do
        scratch=$(mktemp -d "$cache/tmp.XXXXXX")
        if { exec 8<"$scratch"; } 2>/dev/null && flock -n 8 && [ "/proc/$$/fd/8" -ef "$scratch" ]; then break; fi
        scratch=
    done
}

# Removes what killed runs left.
sweep() {
    local left
    for left in "$cache"/tmp.*; do
        # Held: its run lives. Gone: its run has just ended.
        if [ -d "$left" ]; then flock -n -o "$left" rm -rf "$left" || true; fi
    done
}

check_machine() {
    [ "$(uname -s)" = Linux ] || die "needs Linux; this is $(uname -s)."
    [ "$(id -u)" -eq 0 ] || die "needs root, to install packages and to run virtual machines: try again with sudo."
    [ "$(uname -m)" = x86_64 ] || die "needs an x86_64 machine; this one is $(uname -m)."
}

check_dotnet() {
    local dotnet version
    dotnet=$(command -v dotnet || true)
    if [ -z "$dotnet" ]; then
        for dotnet in "${DOTNET_ROOT:-/usr/share/dotnet}/dotnet" "$HOME/.dotnet/dotnet" /usr/lib/dotnet/dotnet; do
            if [ -x "$dotnet" ]; then break; fi
        done
        [ -x "$dotnet" ] || die "needs the .NET 10 SDK: there is no dotnet on the PATH (https://dotnet.microsoft.com/download/dotnet/10.0)."
    fi

    # Telemetry, a first-run banner and a development certificate are nobody's wish here; ICU may be absent.
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
    DOTNET_ROOT=$(dirname "$(readlink -f "$dotnet")")
    export DOTNET_ROOT PATH=$DOTNET_ROOT:$PATH

    # Asked in the repository, so that global.json has its say.
    version=$(cd "$root" && dotnet --version 2>/dev/null) || version=''
    case ${version%%.*} in
        '' | *[!0-9]*) die "needs the .NET 10 SDK; $dotnet has none that global.json accepts (dotnet --list-sdks)." ;;
        *) [ "${version%%.*}" -ge 10 ] || die "needs the .NET 10 SDK; $dotnet is $version." ;;
    esac
}

# One run at a time installs, unpacks and builds. The lock is not handed to children: a daemon would keep it.
lock() {
    mkdir -p "$cache"
    exec 9>>"$cache/lock"
    if ! flock -n 9; then
        say "waiting for another run to finish its installing and building"
        flock 9
    fi
    sweep
}

unlock() { exec 9>&-; }

# The apt packages that this machine lacks, judged by what they bring and not by their names.
missing_packages() {
    local packages=() libc
    if ! command -v qemu-system-x86_64 >/dev/null; then packages+=(qemu-system-x86); fi
    if ! command -v qemu-ga >/dev/null; then packages+=(qemu-guest-agent); fi
    if ! command -v ip >/dev/null || ! command -v tc >/dev/null || ! command -v bridge >/dev/null; then packages+=(iproute2); fi
    if ! command -v nft >/dev/null; then packages+=(nftables); fi
    if ! command -v cc >/dev/null; then packages+=(gcc); fi
    if ! command -v objcopy >/dev/null; then packages+=(binutils); fi
    libc=$(cc -print-file-name=libc.a 2>/dev/null || true)
    if [ ! -e "$libc" ] || [ ! -e /usr/include/linux/version.h ]; then packages+=(libc6-dev); fi
    echo "${packages[*]}"
}

apt() {
    DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l \
        apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
        -o APT::Sandbox::User=root "$@" </dev/null >&2 8>&- 9>&-
}

# install WHICH: what the command WHICH names as missing is installed; it must then name nothing.
install() {
    local packages
    packages=$("$1")
    # An interrupted download harms nobody; an interrupted dpkg does, so Ctrl-C waits until it is done.
    # shellcheck disable=SC2086 # a list of words
    apt install --no-install-recommends --download-only $packages || die "could not download $packages: see above."
    # shellcheck disable=SC2086
    (trap '' INT && apt install --no-install-recommends $packages) || die "could not install $packages: see above."
    packages=$("$1")
    [ -z "$packages" ] || die "installed, yet what these should bring is still missing: $packages"
}

install_missing() {
    local packages wants=()
    packages=$(missing_packages)
    if [ -z "${VIRTCORE_GUEST_KERNEL:-}" ] && [ ! -s "$cache/kernel/vmlinuz" ]; then wants+=("a Linux kernel"); fi
    if [ -z "${VIRTCORE_GUEST_BUSYBOX:-}" ] && [ ! -x "$cache/busybox/busybox" ]; then wants+=("busybox-static"); fi

    if [ -n "$packages" ] || [ ${#wants[@]} -ne 0 ]; then
        command -v apt-get >/dev/null || die "needs Debian or Ubuntu (apt-get) to install: $packages ${wants[*]}"
        if [ -n "$packages" ]; then say "will install with apt-get: $packages"; fi
        for want in "${wants[@]}"; do
            say "will unpack into $cache for the guest, not install: $want"
        done
        apt update || say "apt-get update failed; trying with the package lists that are there"
    fi

    if [ -n "$packages" ]; then install missing_packages; fi

    if [ -z "${VIRTCORE_GUEST_KERNEL:-}" ]; then
        if [ ! -s "$cache/kernel/vmlinuz" ]; then unpack_kernel; fi
        export VIRTCORE_GUEST_KERNEL=$cache/kernel/vmlinuz
        if [ -s "$cache/kernel/vmlinux" ]; then VIRTCORE_GUEST_KERNEL=$cache/kernel/vmlinux; fi
    fi
    if [ -z "${VIRTCORE_GUEST_BUSYBOX:-}" ]; then
        if [ ! -x "$cache/busybox/busybox" ]; then unpack_busybox; fi
        export VIRTCORE_GUEST_BUSYBOX=$cache/busybox/busybox
    fi
}

# unpack PACKAGE: downloads it and leaves its files below $scratch/files.
unpack() {
    new_scratch
    rm -rf "${scratch:?}"/*
    mkdir "$scratch/files"
    (cd "$scratch" && apt download "$1") || die "could not download the package $1: see above."
    dpkg-deb -x "$scratch"/*.deb "$scratch/files" || die "could not unpack the package $1."
}

# keep NAME: what is in $scratch/keep becomes $cache/NAME in one step.
keep() {
    rm -rf "${cache:?}/$1"
    mv -T "$scratch/keep" "$cache/$1"
}

# The name of a kernel package that apt knows.
kernel_package() {
    local meta package=''
    # Kernels for virtual machines first, as they are smaller: Debian's, then Ubuntu's.
    for meta in linux-image-cloud-amd64 linux-image-virtual linux-image-amd64 linux-image-generic; do
        # An unknown package is apt-cache's error and no reason to stop.
        package=$({ apt-cache depends "$meta" 2>/dev/null || true; } | sed -n 's/^ *|\{0,1\}Depends: \(linux-image-[0-9][^ ]*\)$/\1/p' | sed -n 1p)
        if [ -n "$package" ]; then break; fi
    done
    if [ -z "$package" ]; then
        say "apt knows no kernel package: none of linux-image-cloud-amd64, -virtual, -amd64, -generic."
        return 1
    fi
    echo "$package"
}

unpack_kernel() {
    local image package
    package=$(kernel_package)
    unpack "$package"
    image=$(find "$scratch/files" -type f -name 'vmlinuz*' -print -quit)
    [ -n "$image" ] || die "the package $package has no vmlinuz."
    mkdir "$scratch/keep"
    cp "$image" "$scratch/keep/vmlinuz"
    echo "$package" >"$scratch/keep/package"
    extract_vmlinux "$scratch/keep/vmlinuz" "$scratch/keep/vmlinux"
    keep kernel
}

# A number of 1 or 4 bytes at an offset of a file.
field() { od -An -v -t"u$3" -j "$2" -N "$3" "$1" | tr -d ' '; }

# extract_vmlinux BZIMAGE ELF: the kernel without its decompressor, which a guest on emulated CPUs would run slowly. QEMU boots
# the ELF by its PVH note. Where the tool for its compression is missing, the bzImage itself does too.
# The offsets are those of the boot protocol: https://docs.kernel.org/arch/x86/boot.html
extract_vmlinux() {
    local sectors offset length tool size
    sectors=$(field "$1" 497 1)
    offset=$(((sectors + 1) * 512 + $(field "$1" 584 4)))
    length=$(field "$1" 588 4)
    case $(od -An -v -tx1 -j "$offset" -N 4 "$1" | tr -d ' ') in
        02214c18) tool=lz4 ;;
        28b52ffd) tool=zstd ;;
        fd377a58) tool=xz ;;
        1f8b*) tool=gzip ;;
        *) return 0 ;;
    esac
    command -v "$tool" >/dev/null || return 0

    # The last four bytes are the unpacked size and no part of the stream: some tools complain about them, so the size decides.
    tail -c "+$((offset + 1))" "$1" | head -c "$length" | "$tool" -dc >"$2" 2>/dev/null || true
    size=$(field "$1" $((offset + length - 4)) 4)
    if [ "$(stat -c %s "$2")" != "$size" ] || [ "$(od -An -v -tx1 -N 4 "$2" | tr -d ' ')" != 7f454c46 ]; then rm -f "$2"; fi
}

unpack_busybox() {
    local binary
    unpack busybox-static
    binary=$(find "$scratch/files" -type f -path '*bin/busybox' -print -quit)
    "${binary:-false}" true || die "the package busybox-static has no busybox that runs."
    mkdir "$scratch/keep"
    cp "$binary" "$scratch/keep/busybox"
    chmod 755 "$scratch/keep/busybox"
    keep busybox
}

# What a build depends on: the SDK, and every source file with its size and time.
sources() {
    dotnet --version
    (cd "$root" && find . \( -name bin -o -name obj -o -name '.git' -o -name .cache \) -prune -o -type f -printf '%p %s %T@\n') | sort
}

# build PROJECT OUTPUT: builds Release, unless OUTPUT is there and no source has changed since.
build() {
    local stamp now
    [ -e "$root/$1" ] || die "there is no $1 in this checkout."
    stamp=$root/.cache/built/${1//\//-}
    now=$(sources | sha256sum)
    if [ -e "$root/$2" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then return; fi

    say "building $1"
    rm -f "$stamp"
    # No build server stays behind.
    (cd "$root" && dotnet build -c Release -nologo -v quiet --disable-build-servers "$1" </dev/null >&2 8>&- 9>&-) || die "the build of $1 failed: see above."
    mkdir -p "${stamp%/*}"
    echo "$now" >"$stamp"
}

prepare() {
    check_machine
    check_dotnet
    lock
    install_missing
    while [ $# -ne 0 ]; do
        build "$1" "$2"
        shift 2
    done
    finish
    scratch=
    unlock
}
