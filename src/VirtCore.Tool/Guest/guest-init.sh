#!/bin/busybox sh
# The first program of the demo's guest. It says that it is ready, then counts on the serial port, while a second process keeps writing
# to memory at the rate that the kernel's command line asks for. Everything in the loops is built into the shell, but dd: under an
# emulated CPU a fork costs more than the tick it would make.
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev 2>/dev/null
/bin/busybox mount -t tmpfs -o size=90% tmpfs /run
/bin/busybox mkfifo /run/never
exec 3<>/run/never <>/dev/ttyS0 >&0 2>&1

rate=0 workset=1 interval=0.01
for word in $(/bin/busybox cat /proc/cmdline); do
    case $word in
        virtcore.dirty=*) rate=${word#*=} ;;
        virtcore.workset=*) workset=${word#*=} ;;
        virtcore.interval=*) interval=${word#*=} ;;
    esac
done

# Sets now to the hundredths of a second since the start. A number that starts with 0 would be octal.
clock() {
    read -r now _ </proc/uptime
    now=${now%.*}${now#*.}
    now=${now#0}
    now=${now#0}
}

# Writes the working set round and round, a tenth of a second's worth at a time. What it owes follows from the clock, so that a late
# turn is made up for; more than a second's worth is forgiven.
dirty() {
    chunk=$((rate * 1024 / 10))
    count=$((workset * 1024 / chunk))
    [ "$count" -ge 1 ] || count=1
    /bin/busybox dd if=/dev/urandom of=/run/seed bs="${chunk}k" count=1 2>/dev/null
    turn=0
    clock
    due=$now
    while :; do
        clock
        while [ "$due" -le "$now" ]; do
            [ $((now - due)) -le 100 ] || due=$now
            /bin/busybox dd if=/run/seed of=/run/workset bs="${chunk}k" count=1 seek=$((turn % count)) conv=notrunc 2>/dev/null
            turn=$((turn + 1))
            due=$((due + 10))
        done
        read -r -t 0.02 _ <&3
    done
}

echo "virtcore-guest: ready"
[ "$rate" -le 0 ] || dirty &

tick=0
while :; do
    echo "tick $((tick += 1))"
    read -r -t "$interval" _ <&3
done
