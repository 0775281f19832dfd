#!/bin/sh
# Runs as init in the guest: live capture on this kernel, checked from inside.
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
ip link set lo up
export PATH=/bin:/usr/bin HOME=/tmp
failed=0
tsdig() { node /tsdig/dist/tsdig.js "$@"; }
check() { # name, expected, found
  if [ "$2" = "$3" ]; then echo "== ok: $1"; else echo "== FAILED: $1: expected '$2', found '$3'"; failed=1; fi
}
echo "== kernel $(cat /proc/sys/kernel/osrelease)"

# By path: of a bare name busybox would run itself, under the name `exe`.
(while :; do /bin/cat /etc/passwd > /dev/null; sleep 0.1; done) &
loop=$!
lines=$(tsdig -n 20 -p '%proc.name %evt.type %fd.name %evt.res %user.name' 'proc.name=cat and evt.type in (open, openat) and evt.dir=< and fd.name contains passwd' 2> /tmp/errors)
code=$?
cat /tmp/errors
check 'a live filter ends by itself' 0 "$code"
right=0
all=0
while read -r name type file res user; do
  all=$((all + 1))
  case "$name $type $file $res $user" in
    'cat openat /etc/passwd SUCCESS root' | 'cat open /etc/passwd SUCCESS root') right=$((right + 1)) ;;
    *) echo "== odd line: $name $type $file $res $user" ;;
  esac
done <<LINES
$lines
LINES
check 'all 20 lines are true' '20 20' "$right $all"
kill $loop

tsdig -q -n 2000 -w /tmp/x.scap 2> /tmp/errors &
tracer=$!
(while kill -0 $tracer 2> /dev/null; do ls / > /dev/null; done)
wait $tracer
check 'recording ends by itself' 0 $?
cat /tmp/errors
check 'what was recorded is read back' 0 "$(tsdig -r /tmp/x.scap -q > /dev/null 2>&1; echo $?)"
[ $failed = 0 ] && echo '== all checks hold'
poweroff -f
