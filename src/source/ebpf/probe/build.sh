#!/bin/sh
# Builds the probe; needs clang, llvm-strip and the headers of libbpf. Usage: build.sh OUTPUT
set -eu
cd "$(dirname "$0")"
clang -O2 -g -Wall -Werror -target bpf -D__TARGET_ARCH_x86 -mcpu=v3 -ffile-prefix-map="$PWD"=. -fdebug-compilation-dir=. -c probe.bpf.c -o "$1"
llvm-strip -g "$1"
