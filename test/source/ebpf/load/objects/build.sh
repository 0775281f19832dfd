#!/bin/sh
# Compiles the test objects next to their sources. Needs clang, llvm-strip and libbpf's headers; run it after a change of a source.
set -e
out=${1:-.}
arch=$(uname -m)
for folder in "$(dirname "$0")" "$(dirname "$0")/../../ring/objects"; do
	( cd "$folder"
	for source in *.bpf.c; do
		# The compilation folder goes into the debug information: none of anyone's machine.
		clang -O2 -g -target bpf -mcpu=v3 -Wall -Wno-visibility -I/usr/include/"$arch"-linux-gnu \
			-fdebug-compilation-dir=. -c "$source" -o "$out/${source%.bpf.c}.o"
		llvm-strip -g "$out/${source%.bpf.c}.o"
	done )
done
