#!/bin/sh
# Measures an import of contacts into the released daemon: contacts.sh [SMSBRIDGE] [options of contacts.py]
set -eu
cd "$(dirname "$0")"
program=../.build-static/release/smsbridge
case ${1:--} in
-*) ;;
*) program=$1; shift ;;
esac
mkdir -p .build
cc -O2 -Wall -o .build/bank Lines/bank.c -lutil
echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -sr)"
exec python3 contacts.py "$program" "$PWD/.build/bank" "$@"
