#!/bin/sh
# Takes the pictures of the README: take.sh SMSBRIDGE. A daemon on virtual modems in a temporary folder, some of them
# broken, and the commands that a technician would type. What the pictures show is what was printed.
set -eu
program=$(realpath "$1")
pictures=$(cd "$(dirname "$0")" && pwd)
# A name that people would give it; it stands in the pictures.
folder=/tmp/practice
mkdir "$folder" || { echo "$folder is there already: move it away" >&2; exit 1; }
simulator= daemon=
trap 'test -z "$daemon" || kill "$daemon"; test -z "$simulator" || kill "$simulator"; wait; rm -rf "$folder"' EXIT

cd "$folder"
mkfifo orders
"$program" simulate --links "$folder/dev" --dialect huawei,quectel4g,simcom2g,zte < orders > simulator.log 2>&1 &
simulator=$!
exec 3> orders
cat > smsbridge.yaml <<'YAML'
state_directory: state
socket:
  path: smsbridge.sock
region: DE
modems:
  - {port: dev/line1, name: front-desk}
  - {port: dev/line2, name: ward-2}
  - {port: dev/line3, name: spare}
  - {port: dev/line4, name: attic}
limits: {per_minute: 60, spacing: 0s, jitter_percent: 0}
timing: {divided_by: 10}
YAML
sed -i "s|port: dev|port: $folder/dev|" smsbridge.yaml
"$program" run --config smsbridge.yaml > daemon.log 2>&1 &
daemon=$!
export SMSBRIDGE_SOCKET="$folder/smsbridge.sock"

# Waits until `modem list` says so much of a modem.
until_list() {
    tries=0
    until "$program" modem list --json 2> /dev/null | grep -q "$1"; do
        tries=$((tries + 1))
        test $tries -lt 600 || { echo "never in the list: $1" >&2; cat daemon.log >&2; exit 1; }
        sleep 0.1
    done
}

take() {
    file=$1
    shift
    python3 "$pictures/picture.py" "$pictures/$file" "$@"
}

for name in front-desk ward-2 spare attic; do until_list "\"name\":\"$name\".*\"state\":\"ready\""; done
for number in 1 2 3 4 5 6 7 8; do
    "$program" message send "+49151123400$number$number" "Your glasses are ready." > /dev/null
done
until_list '"sent_today":[1-9]'
echo "fault 4 pin" >&3
echo "fault 3 weak-signal" >&3
until_list '"signal_dbm":-109'
until_list '"state":"needsPIN"'
take modem-list.svg --columns 118 -- "$program" modem list
take modem-diagnose.svg --columns 92 -- "$program" modem diagnose front-desk --loopback
take modem-diagnose-fault.svg --columns 92 -- "$program" modem diagnose attic
take modem-antenna.svg --columns 92 --seconds 4 -- "$program" modem antenna ward-2
echo quit >&3
