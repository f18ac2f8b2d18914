#!/bin/sh
# Measures the released daemon's lines on virtual modems: lines.sh [SMSBRIDGE] [options of lines.py]
set -eu
cd "$(dirname "$0")"
program=../.build-static/release/smsbridge
case ${1:--} in
-*) ;;
*) program=$1; shift ;;
esac
mkdir -p .build
cc -O2 -Wall -o .build/bank Lines/bank.c -lutil
cc -O2 -Wall -shared -fPIC -o .build/sync.so Lines/sync.c
echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -sr)"
exec python3 lines.py "$program" "$PWD/.build/bank" "$PWD/.build/sync.so" "$@"
