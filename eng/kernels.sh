# shellcheck shell=bash disable=SC2154,SC2034 # cache and scratch are lib.sh's; kernel and release are for eng/lab
# The lab's kernels, Debian's packages for virtual machines, unpacked into $cache/kernels; sourced by eng/lab, after lib.sh.
#
# A kernel is a directory: vmlinux (or vmlinuz), usr/lib/modules/RELEASE, and the files `release` and `origin` with a line each.
# Once there it stays; remove the directory, and the next run looks for a newer one.

# A name in the cache, and the suites of Debian that are asked for it in turn. What they hold changes by the week: only `release` tells.
kernel_sources=(bookworm:bookworm trixie:trixie "newest:trixie-backports sid")
debian_lists_are=unknown
# What find_kernel found.
kernel='' release=''

# A package manager of the lab's own, with the machine's mirror and keys and with suites that are not the machine's.
debian_apt() {
    local program=$1
    shift
    "$program" -q -o Dir::Etc::SourceList="$cache/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
        -o Dir::State="$cache/apt/state" -o Dir::State::status="$cache/apt/status" -o Dir::Cache="$cache/apt/cache" \
        -o APT::Architecture=amd64 -o APT::Architectures::=amd64 -o Acquire::Languages=none -o APT::Sandbox::User=root \
        "$@" </dev/null 8>&- 9>&-
}

# The mirror that this machine itself takes Debian from, if it does.
debian_mirror() {
    apt-get indextargets --format "\$(REPO_URI) \$(LABEL)" 'Identifier: Packages' 'Origin: Debian' 2>/dev/null | sed -n 's/ Debian$//p' | sed -n 1p
}

# Fetches the lists of all suites, once a run. One that the mirror lacks leaves the others as they are.
refresh_debian_lists() {
    [ "$debian_lists_are" = unknown ] || return 0
    debian_lists_are=missing
    local mirror keyring suite suites options='arch=amd64 target=Packages'
    mirror=$(debian_mirror)
    if [ -z "$mirror" ]; then
        say "this machine's package sources name no mirror of Debian"
        return 0
    fi
    for keyring in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
        if [ -e "$keyring" ]; then
            options+=" signed-by=$keyring"
            break
        fi
    done
    mkdir -p "$cache/apt/state/lists/partial" "$cache/apt/cache/archives/partial"
    : >"$cache/apt/status"
    suites="${kernel_sources[*]#*:}"
    for suite in $suites; do echo "deb [$options] $mirror $suite main"; done >"$cache/apt/sources.list"
    say "asking Debian's mirror for kernels: $suites"
    debian_apt apt-get update >&2 || say "not every list could be had; going on with the others"
    debian_lists_are=there
}

# The value of a field of a package's record: FIELD PACKAGE=VERSION.
package_field() { { debian_apt apt-cache show "$2" 2>/dev/null || true; } | sed -n "s/^$1: //p" | sed -n 1p; }

# The packages that make up a kernel, PACKAGE=VERSION each: what the given one depends on, as far as it is a part of the kernel.
kernel_packages() {
    local version=${1#*=} name
    for name in $(package_field 'Depends' "$1" | tr -s ', |' '\n' | grep -E '^linux-(image|binary|modules|base)-[0-9]' | sort -u); do
        echo "$name=$version"
        kernel_packages "$name=$version"
    done
}

# fetch_debian_kernel NAME SUITE...: unpacks the kernel of the first suite that has one. False when none has.
fetch_debian_kernel() {
    local name=$1 suite version packages
    shift
    refresh_debian_lists
    [ "$debian_lists_are" = there ] || return 1
    for suite in "$@"; do
        version=$({ debian_apt apt-cache madison linux-image-cloud-amd64 || true; } | awk -v suite="$suite/main" '$6 == suite { print $3; exit }')
        [ -n "$version" ] || continue
        packages=$(kernel_packages "linux-image-cloud-amd64=$version" | sort -u)
        [ -n "$packages" ] || continue
        say "unpacking into $cache/kernels/$name, not installing: ${packages//$'\n'/ } of $suite"
        start_kernel
        # shellcheck disable=SC2086 # a list of words
        (cd "$scratch" && debian_apt apt-get download $packages >&2) && keep_kernel "$name" "$suite" && return 0
        say "could not have the kernel of $suite"
    done
    return 1
}

# The kernel that the machine's own package manager carries, where Debian's are out of reach.
fetch_own_kernel() {
    local package modules
    package=$(kernel_package) || return 1
    # Ubuntu's modules are a package of their own.
    modules=$({ apt-cache depends "$package" 2>/dev/null || true; } | sed -n 's/^ *Depends: \(linux-modules-[0-9][^ ]*\)$/\1/p')
    say "unpacking into $cache/kernels/own, not installing: $package $modules"
    start_kernel
    # shellcheck disable=SC2086 # a list of words, or nothing
    (cd "$scratch" && apt download "$package" $modules) && keep_kernel own "this machine's own package sources"
}

start_kernel() {
    new_scratch
    rm -rf "${scratch:?}"/*
    mkdir "$scratch/files" "$scratch/keep"
}

# keep_kernel NAME ORIGIN: makes a kernel's directory of the packages in $scratch.
keep_kernel() {
    local file modules image keep=$scratch/keep
    for file in "$scratch"/*.deb; do dpkg-deb -x "$file" "$scratch/files" || return 1; done
    modules=$(find "$scratch/files" -type d -path '*/lib/modules/*' -prune -print -quit)
    image=$(find "$scratch/files" -type f -name 'vmlinuz*' -print -quit)
    [ -n "$modules" ] && [ -n "$image" ] || return 1

    mv "$image" "$keep/vmlinuz"
    mkdir -p "$keep/usr/lib/modules"
    mv "$modules" "$keep/usr/lib/modules/"
    modules=$keep/usr/lib/modules/${modules##*/}
    # An emulated CPU is slow at unpacking them, each time anew.
    find "$modules" -name '*.ko.xz' -exec xz -d {} +
    find "$modules" -name '*.ko.zst' -exec zstd -q -d --rm {} +
    # It wants lib/modules, and writes what modprobe reads.
    ln -s usr/lib "$keep/lib"
    depmod -b "$keep" "${modules##*/}" || return 1
    rm "$keep/lib"

    extract_vmlinux "$keep/vmlinuz" "$keep/vmlinux"
    [ -s "$keep/vmlinuz" ] || return 1
    echo "$2" >"$keep/origin"
    echo "${modules##*/}" >"$keep/release"
    mkdir -p "$cache/kernels"
    keep "kernels/$1"
}

# The kernels that are there, `RELEASE DIRECTORY` a line, oldest first.
kernels_at_hand() {
    local file
    for file in "$cache"/kernels/*/release; do
        if [ -s "$file" ]; then echo "$(cat "$file") ${file%/release}"; fi
    done | sort -V
}

# fetch_kernel NAME: the kernel of that name, unless it is there.
fetch_kernel() {
    local source
    [ ! -s "$cache/kernels/$1/release" ] || return 0
    for source in "${kernel_sources[@]}"; do
        if [ "${source%%:*}" = "$1" ]; then
            # shellcheck disable=SC2086 # a list of words
            fetch_debian_kernel "$1" ${source#*:} || return 1
        fi
    done
}

# find_kernel WANTED: sets `kernel` to a kernel's directory and `release` to its release. WANTED is `oldest`, `newest`, or the
# beginning of a release (6.12). False when there is none such. Needs the lock.
find_kernel() {
    local source line=''
    case $1 in
        oldest) fetch_kernel bookworm || true ;;
        newest) fetch_kernel newest || true ;;
        *)
            for source in "${kernel_sources[@]}"; do
                if [ -n "$(kernels_at_hand | match_release "$1")" ]; then break; fi
                fetch_kernel "${source%%:*}" || true
            done
            ;;
    esac
    if [ -z "$(kernels_at_hand)" ]; then
        # Any of Debian's, before the machine's own.
        for source in "${kernel_sources[@]}"; do fetch_kernel "${source%%:*}" && break; done || fetch_own_kernel ||
            die "no kernel for the lab can be had: see above."
    fi
    case $1 in
        oldest) line=$(kernels_at_hand | sed -n 1p) ;;
        newest) line=$(kernels_at_hand | sed -n '$p') ;;
        *) line=$(kernels_at_hand | match_release "$1") ;;
    esac
    [ -n "$line" ] || return 1
    release=${line%% *}
    kernel=${line#* }
}

# The last line whose release begins with the wanted one, at the end of a number: 6.1 is not 6.12.
match_release() { awk -v wanted="$1" 'index($1, wanted) == 1 && substr($1, length(wanted) + 1, 1) !~ /[0-9]/' | sed -n '$p'; }
