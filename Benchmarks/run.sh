#!/bin/sh
# Measures the codec next to independent ones on one core: run.sh [SECONDS a round] [ROUNDS] [SEED]
set -eu
cd "$(dirname "$0")"
seconds=${1:-0.3} rounds=${2:-5} seed=${3:-1}
mkdir -p .build/inputs
log=.build/build.log
${SWIFT:-swift} build -c release > "$log" 2>&1 || { cat "$log"; exit 1; }
cc -O2 -o .build/gammu Peers/gammu.c $(pkg-config --cflags --libs gammu)
python=.build/venv/bin/python3
[ -x "$python" ] || python3 -m venv .build/venv
"$python" -m pip -q --disable-pip-version-check install -r Peers/requirements.txt
.build/release/codec inputs .build/inputs "$seed" 1000
core=$(taskset -cp $$ | sed 's/.*[:,-] *//')
echo "one core ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)), median of $rounds rounds of $seconds s, seed $seed"
exec taskset -c "$core" "$python" codec.py .build/inputs "$seconds" "$rounds" "$python"
