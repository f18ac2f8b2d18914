"""The codec next to independent ones: the same inputs, rounds in turn, medians, one core. See Documentation/benchmarks.md."""

import statistics
import subprocess
import sys

FOLDER, SECONDS, ROUNDS, PYTHON = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
COMMANDS = {
    "smsbridge": [".build/release/codec", "work", FOLDER],
    "libGammu": [".build/gammu", FOLDER],
    "gsmmodem": [PYTHON, "Peers/python_peer.py", "gsmmodem", FOLDER],
    "messaging": [PYTHON, "Peers/python_peer.py", "messaging", FOLDER],
    "smspdudecoder": [PYTHON, "Peers/python_peer.py", "smspdudecoder", FOLDER],
}
CASES = [(o, k) for o in ("decode", "encode") for k in ("gsm7", "concatenated", "ucs2", "report")][:-1]
PEERS = list(COMMANDS)


class Codec:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def check(self, operation, kind):
        self.ask(f"check {operation} {kind}")
        lines = []
        while (line := self.process.stdout.readline()) and line != "end\n":
            lines.append(line.rstrip("\n"))
        return lines

    def run(self, operation, kind):
        self.ask(f"run {operation} {kind} {int(SECONDS * 1000)}")
        done, nanoseconds, allocations = self.process.stdout.readline().split()
        rate = int(done) * 1e9 / int(nanoseconds)
        return rate, None if allocations == "-" else int(allocations) / int(done)


codecs = {name: Codec(command) for name, command in COMMANDS.items()}
rows, notes = [], []
for operation, kind in CASES:
    expected = codecs["smsbridge"].check(operation, kind)
    agrees = {"smsbridge"}
    for name in PEERS[1:]:
        found = codecs[name].check(operation, kind)
        wrong = [(a, b) for a, b in zip(expected, found) if a != b] if len(found) == len(expected) else [("", "")]
        if not wrong:
            agrees.add(name)
        elif all(b == "not offered" for _, b in wrong):
            notes.append(f"{operation} {kind}: {name} does not offer it")
        else:
            failed = sum(b.startswith("failed") for _, b in wrong)
            notes.append(f"{operation} {kind}: {name} gives another result for {len(wrong)} of {len(expected)}"
                         f" ({failed} failures), e.g. {wrong[0][1][-60:]!r} instead of {wrong[0][0][-60:]!r}")
    rates = {name: [] for name in PEERS}
    allocations = []
    for _ in range(ROUNDS):
        for name in PEERS:
            rate, count = codecs[name].run(operation, kind)
            rates[name].append(rate)
            if count is not None:
                allocations.append(count)
    medians = {name: statistics.median(rates[name]) for name in PEERS}
    ours = medians["smsbridge"]
    cells = [f"{operation} {kind}", f"{ours:,.0f}", f"{statistics.median(allocations):.1f}"]
    for name in PEERS[1:]:
        mark = "" if name in agrees else " *"
        cells.append(f"{medians[name]:,.0f} (×{ours / medians[name]:,.1f}){mark}" if medians[name] else "-")
    rows.append(cells)
for codec in codecs.values():
    codec.process.stdin.close()
    codec.process.wait()

heads = ["a second", "smsbridge", "allocations"] + PEERS[1:]
widths = [max(len(row[i]) for row in rows + [heads]) for i in range(len(heads))]
print("| " + " | ".join(h.ljust(w) for h, w in zip(heads, widths)) + " |")
print("|" + "|".join("-" * (w + 2) for w in widths) + "|")
for row in rows:
    print("| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |")
print("\n(×n): smsbridge does n times as many. * another result than ours for some input:")
for note in notes:
    print(" ", note)
