#!/usr/bin/env bash
# Boots a Debian kernel in QEMU (no KVM needed) with the built tsdig in an initramfs, runs guest.sh in it, and judges what it printed.
#
#   test/kernel/run.sh [KERNEL_PACKAGE]      default: the newest linux-image-6.1*-amd64 that apt offers
#
# Needs: apt (to fetch the kernel), qemu-system-x86, busybox-static, cpio, a built checkout (npm ci). About 20 s with the kernel fetched;
# fetched kernels are kept in ${XDG_CACHE_HOME:-~/.cache}/tsdig/kernels. Exit 0 when all checks hold.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
for tool in qemu-system-x86_64 cpio dpkg apt-get; do
  command -v "$tool" >/dev/null || { echo "run.sh: no $tool here: apt-get install qemu-system-x86 busybox-static cpio" >&2; exit 2; }
done
[ -x /bin/busybox ] || { echo "run.sh: no static busybox here: apt-get install busybox-static" >&2; exit 2; }
[ -f "$project/dist/tsdig.js" ] || { echo "run.sh: not built: npm ci" >&2; exit 2; }

package=${1:-$(apt-cache search --names-only '^linux-image-6\.1\.[0-9.]*-[0-9]+-amd64$' | cut -d' ' -f1 | sort -V | tail -n 1)}
[ -n "$package" ] || { echo "run.sh: apt offers no linux-image-6.1*-amd64" >&2; exit 2; }
kernels=${XDG_CACHE_HOME:-$HOME/.cache}/tsdig/kernels
mkdir -p "$kernels"
if [ ! -f "$kernels/$package" ]; then
  fetch=$(mktemp -d)
  (cd "$fetch" && apt-get download -qq "$package" 2>/dev/null && dpkg -x ./*.deb root)
  cp "$fetch"/root/boot/vmlinuz-* "$kernels/$package"
  rm -rf "$fetch"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root"/{bin,dev,etc,proc,sys,tmp,usr/bin,tsdig/node_modules/@koromix}
cp /bin/busybox "$root/bin/busybox"
for applet in sh cat mount ip sleep poweroff true ls nc; do ln -s busybox "$root/bin/$applet"; done
node=$project/node_modules/node/bin/node
cp "$node" "$root/usr/bin/node"
ldd "$node" | grep -o '/[^ ]*' | while read -r library; do mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library"; done
cp -r "$project/dist" "$root/tsdig/dist"
rm -rf "$root/tsdig/dist/.compile-cache"
cp "$project/package.json" "$root/tsdig/"
cp -r "$project/node_modules/koffi" "$root/tsdig/node_modules/koffi"
cp -r "$project/node_modules/@koromix/koffi-linux-x64" "$root/tsdig/node_modules/@koromix/"
printf 'root:x:0:0:root:/root:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\n' > "$root/etc/group"
cp "$here/guest.sh" "$root/init"
chmod +x "$root/init"
(cd "$root" && find . | cpio -o -H newc --quiet) > "$work/initrd"

timeout 300 qemu-system-x86_64 -accel tcg -m 2048 -nographic -no-reboot -kernel "$kernels/$package" -initrd "$work/initrd" \
  -append 'console=ttyS0 panic=1 quiet' < /dev/null | tr -d '\r' > "$work/console" || true

sed -n '/^== /,$p' "$work/console"
echo "run.sh: $package"
if grep -q '^== all checks hold$' "$work/console"; then exit 0; fi
echo "run.sh: FAILED" >&2
exit 1
