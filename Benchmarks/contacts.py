"""Measures an import of contacts: the daemon as it is released, the command that sends the list, and what inbound
messages wait meanwhile, on a modem of Lines/bank.c.

contacts.py SMSBRIDGE BANK [--rows N] [--seed N] [--folder FOLDER]
"""
import argparse, os, random, shutil, subprocess, sys, tempfile, threading, time

from lines import Bank, Daemon, median, percentile, sync_time

GIVEN = ["Anna", "Ben", "Cora", "Dora", "Emil", "Fatma", "Gerd", "Hatice", "Jürgen", "Łukasz", "Zoë", "Ngozi"]
FAMILY = ["Brandt", "Klein", "O'Neill", "van der Berg", "Yılmaz", "Müller-Lüdenscheidt", "Sørensen", "Nowak"]
TOWNS = ["Lindau", "Bonn", "Kiel", "Köln", "Bad Homburg, Hessen", 'Halle "Saale"', "Passau", "Ulm"]


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text


def write_list(path, rows, seed):
    """A list as people have them: numbers in no order, half of them in national form, texts with commas and quotation
    marks, each two-hundredth row wrong. Answers how many rows are wrong."""
    chance = random.Random(seed)
    numbers = random.Random(seed).sample(range(10_000_000, 99_999_999), rows)
    wrong = 0
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("phone,name,email,town,plan,consent_date,consent_source,consent_text\r\n")
        for index, number in enumerate(numbers):
            digits = f"151{number}"
            phone = f"+49{digits}" if index % 2 else f"0{digits[:3]} {digits[3:]}"
            if index % 200 == 199:
                phone = chance.choice(["4.47E+11", digits, "12", ""])
                wrong += 1
            given, family = chance.choice(GIVEN), chance.choice(FAMILY)
            fields = [
                phone, f"{given} {family}", f"person{number}@example.org", chance.choice(TOWNS),
                chance.choice(["basic", "pro"]), f"2025-{1 + index % 12:02}-{1 + index % 28:02}", "web form",
                "You may remind me by text message.",
            ]
            file.write(",".join(map(quoted, fields)) + "\r\n")
    return wrong


def peak(process):
    """Peak resident memory of a process, in MiB; 0 once it has ended."""
    try:
        with open(f"/proc/{process.pid}/status") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM:")), 0) / 1024
    except (FileNotFoundError, ProcessLookupError):
        return 0


class Run:
    """One command against the daemon while messages come in."""

    def __init__(self, daemon, bank, arguments, interval=0.05):
        self.waits, self.memory = [], 0
        environment = {**os.environ, "SMSBRIDGE_SOCKET": daemon.socket}
        begun, processor = time.monotonic(), daemon.processor()
        process = subprocess.Popen(
            [daemon.program, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        watch = threading.Thread(target=self.watch, args=(process,))
        watch.start()
        while process.poll() is None:
            bank.order("receive 0")
            event = bank.await_event(lambda event: event[0] == "received", 60)
            self.waits.append((int(event[3]) - int(event[2])) / 1000)
            time.sleep(interval)
        self.seconds = time.monotonic() - begun
        watch.join()
        self.processor = daemon.processor() - processor
        self.output, self.status = process.stdout.read().decode(), process.returncode

    def watch(self, process):
        while process.poll() is None:
            self.memory = max(self.memory, peak(process))
            time.sleep(0.02)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("smsbridge")
    parser.add_argument("bank")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default=tempfile.gettempdir(), help="a folder on the disk that is measured")
    parser.add_argument("--keep", action="store_true", help="leave the folder behind")
    parser.add_argument("--only", default="", help="commands whose name holds this")
    arguments = parser.parse_args()

    folder = tempfile.mkdtemp(prefix="contacts-", dir=arguments.folder)
    bank = Bank(arguments.bank, folder, 1)
    daemon = Daemon(arguments.smsbridge, folder, 1, settings="region: DE\n")
    contacts = f"{folder}/contacts.csv"
    wrong = write_list(contacts, arguments.rows, arguments.seed)
    print(f"disk: {sync_time(arguments.folder):.2f} ms to sync 4 KiB; load {os.getloadavg()[0]:.2f} at the start")
    print(f"{arguments.rows:,} rows, {os.path.getsize(contacts) / 1e6:.0f} MB, {wrong:,} of them wrong\n")
    print("| what | time | rows a second | peak memory of daemon, command | inbound p50, p95, most | processor |")
    print("| --- | --- | --- | --- | --- | --- |")
    daemon.start()
    daemon.await_ready(1)
    # With a suppression in force each number of a list has to be looked for among them.
    daemon.request("POST", "/v1/suppressions", {"number": "+4915100000001", "note": "one"})
    commands = [
        ("dry run", ["contacts", "import", contacts, "--dry-run", "--report", f"{folder}/dry.csv"], 65),
        ("import", ["contacts", "import", contacts], 65),
        ("verdicts", ["contacts", "verdicts", "1", f"{folder}/verdicts.csv"], 0),
        ("import of the same file", ["contacts", "import", contacts], 65),
    ]
    for name, command, status in commands:
        if arguments.only not in name:
            continue
        run = Run(daemon, bank, command)
        if run.status != status:
            raise SystemExit(f"{name}: status {run.status}: {run.output}; see {folder}/log")
        waits = run.waits
        print(
            f"| {name} | {run.seconds:.1f} s | {arguments.rows / run.seconds:,.0f} | {peak(daemon.process):.0f} MiB, "
            f"{run.memory:.0f} MiB | {median(waits):.1f} ms, {percentile(waits, 95):.1f} ms, {max(waits):.1f} ms "
            f"(of {len(waits)}) | {run.processor:.1f} s |",
            flush=True,
        )
    size = sum(os.path.getsize(f"{folder}/state/{name}") for name in os.listdir(f"{folder}/state"))
    print(f"\nthe database has {size / 1e6:.0f} MB")
    daemon.stop()
    bank.end()
    if not arguments.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
