#!/bin/sh
# Fuzzes every parser with the address sanitizer on: run.sh [RUNS] [SEED] [TARGET …]
# RUNS inputs are shared out between the targets. What fails is printed in hex, with the command that replays it.
set -eu
runs=${1:-10000000}
seed=${2:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
[ $# -lt 2 ] || shift
[ $# -lt 1 ] || shift
chosen=$*
cd "$(dirname "$0")"
log=.build/build.log
mkdir -p .build
${SWIFT:-swift} build -c release > "$log" 2>&1 || { cat "$log"; exit 1; }
fuzz=.build/release/fuzz
echo "seed $seed, $runs inputs"
total=0 seconds=0
targets=$("$fuzz" --targets)
IFS='
'
for line in $targets; do
    target=${line%% *} longest=${line##* } share=${line#* } share=${share%% *}
    if [ -n "$chosen" ]; then
        case " $chosen " in *" $target "*) share=100 ;; *) continue ;; esac
    fi
    corpus=.build/corpus/$target failures=.build/failures log=.build/$target.log
    mkdir -p "$corpus" "$failures"
    "$fuzz" "$target" --seeds "$corpus"
    count=$((runs / 100 * share))
    status=0
    "$fuzz" "$target" "$corpus" -seed="$seed" -runs="$count" -max_len="$longest" -len_control=0 -timeout=10 \
        -rss_limit_mb=1024 -malloc_limit_mb=128 -reload=0 -artifact_prefix="$failures/$target-" \
        -print_final_stats=1 > "$log" 2>&1 || status=$?
    if [ "$status" != 0 ]; then
        grep -E 'ERROR|SUMMARY|[Ff]atal error' "$log" || tail -20 "$log"
        file=$(sed -n 's/.*Test unit written to //p' "$log")
        echo "$target: failed; the input:"
        hex=$(od -An -v -tx1 "$file" | tr -d ' \n')
        echo "$hex"
        echo "replay: Fuzz/$fuzz $target --replay $hex"
        exit 1
    fi
    done=$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) .*/\1 \2/p' "$log")
    took=${done#* } done=${done% *}
    cover=$(sed -n 's/.*cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
    rss=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
    printf '%-10s %9d inputs in %4d s, %7d a second, %d edges covered, %d MiB at most\n' \
        "$target" "$done" "$took" $((done / (took > 0 ? took : 1))) "$cover" "$rss"
    total=$((total + done)) seconds=$((seconds + took))
done
echo "survived $total inputs in $seconds s, $((total / (seconds > 0 ? seconds : 1))) a second, seed $seed"
