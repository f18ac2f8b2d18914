"""Measures the gateway's lines: the daemon as it is released, driven by the modems of Lines/bank.c.

lines.py SMSBRIDGE BANK SYNC [--rounds N] [--quick] [--only WORD]
"""
import argparse, json, os, select, shutil, signal, socket, subprocess, sys, tempfile, time

TICK = os.sysconf("SC_CLK_TCK")


def now():
    return time.monotonic_ns() // 1000


def median(values):
    values = sorted(values)
    return values[len(values) // 2] if values else float("nan")


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part / 100))]


class Bank:
    """The modems, in a process of their own."""

    def __init__(self, program, folder, modems):
        self.folder, self.events, self.rest = folder, [], b""
        self.process = subprocess.Popen(
            [program, folder, str(modems)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self.await_event(lambda event: event == ["up"], 5)

    def order(self, text):
        self.process.stdin.write(text.encode() + b"\n")

    def read(self, seconds):
        """What happened, as lists of words; waits at most so long for the first."""
        if not select.select([self.process.stdout], [], [], max(0, seconds))[0]:
            return []
        lines = (self.rest + os.read(self.process.stdout.fileno(), 1 << 20)).split(b"\n")
        self.rest = lines.pop()
        events = [line.decode().split() for line in lines]
        self.events += events
        return events

    def await_event(self, wanted, seconds):
        return self.await_events(wanted, 1, seconds)[0]

    def await_events(self, wanted, count, seconds):
        """Waits until so many of these events were told, and takes them and all before them away."""
        found, end = [], time.monotonic() + seconds
        events, self.events = self.events, []
        while True:
            found += [event for event in events if wanted(event)]
            if len(found) >= count:
                self.events = []
                return found
            if time.monotonic() > end:
                raise SystemExit(f"only {len(found)} of {count} came in {seconds} s")
            events = self.read(end - time.monotonic())
            self.events = []

    def sent(self, count, seconds=120):
        """(modem, command, PDU, answer) of so many messages, in microseconds."""
        return [tuple(map(int, event[1:])) for event in self.await_events(lambda e: e[0] == "sent", count, seconds)]

    def end(self):
        self.process.stdin.close()
        self.process.wait(5)
        self.process.stdout.close()


class Daemon:
    """The program under test, and its processor time, memory and wake-ups."""

    def __init__(self, program, folder, modems, environment=None, settings=""):
        self.program, self.folder, self.environment = program, folder, environment or {}
        self.socket = folder + "/socket"
        with open(folder + "/smsbridge.yaml", "w") as file:
            file.write(f"state_directory: {folder}/state\nsocket:\n  path: {self.socket}\nlog_level: notice\n")
            file.write("limits:\n  per_minute: 100000\n  per_hour: 6000000\n  per_day: 100000000\n")
            file.write("  spacing: 0s\n  jitter_percent: 0\n" + settings + "modems:\n")
            file.writelines(f"  - port: {folder}/modem{i}\n" for i in range(modems))
        self.log = open(folder + "/log", "ab")

    def start(self):
        self.begun = now()
        self.process = subprocess.Popen(
            [self.program, "run", "--config", self.folder + "/smsbridge.yaml"],
            env={**os.environ, **self.environment}, stdout=self.log, stderr=self.log,
        )

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def connect(self):
        for _ in range(1000):
            try:
                connection = socket.socket(socket.AF_UNIX)
                connection.connect(self.socket)
                return connection
            except OSError:
                connection.close()
                time.sleep(0.005)
        raise SystemExit("the daemon does not open its socket: see " + self.folder + "/log")

    def request(self, method, path, body=None):
        with self.connect() as connection:
            return self.exchange(connection, method, path, body)

    def exchange(self, connection, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        connection.sendall((head + f"Content-Length: {len(data)}\r\n\r\n").encode() + data)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(1 << 16)
        head, _, rest = answer.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
        )
        while len(rest) < length:
            rest += connection.recv(1 << 16)
        if not head.split()[1].startswith(b"2") and path != "/v1/health":
            raise SystemExit(f"{method} {path}: {head.split()[1].decode()} {rest.decode()[:300]}")
        return json.loads(rest) if rest else None

    def enqueue(self, count, text="Your appointment is tomorrow at ten. Answer STOP to end.", first=0, batch=1000):
        for begin in range(first, first + count, batch):
            end = min(begin + batch, first + count)
            self.request(
                "POST", "/v1/messages", [{"to": f"+4915{110000000 + i}", "text": text} for i in range(begin, end)]
            )

    def await_ready(self, modems, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.request("GET", "/v1/health").get("modems_ready") == modems:
                return
            time.sleep(0.05)
        raise SystemExit("the modems do not become ready: see " + self.folder + "/log")

    def processor(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def anonymous(self):
        """Resident anonymous memory, in MiB."""
        with open(f"/proc/{self.process.pid}/smaps_rollup") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Anonymous:")) / 1024

    def wakeups(self):
        """Voluntary context switches of each thread, by name."""
        switches = {}
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{task}/status") as file:
                lines = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
            switches[lines["Name"], task] = int(lines["voluntary_ctxt_switches"])
        return switches


class Stand:
    """A bank, a daemon and a folder, together for one measurement."""

    def __init__(self, arguments, modems, disk="quick", settings="", latency=0, linked=None):
        base = {"quick": "/dev/shm", "real": arguments.folder}[disk]
        self.folder = tempfile.mkdtemp(prefix="lines-", dir=base)
        self.modems = modems
        self.bank = Bank(arguments.bank, self.folder, modems)
        self.bank.order(f"latency {latency} {latency if linked is None else linked}")
        environment = {"LD_PRELOAD": arguments.sync, "SYNC_US": "200"} if disk == "quick" else {}
        self.daemon = Daemon(arguments.smsbridge, self.folder, modems, environment, settings)

    def __enter__(self):
        self.daemon.start()
        self.daemon.await_ready(self.modems)
        return self

    def __exit__(self, *_):
        if self.daemon.process.poll() is None:
            self.daemon.stop()
        self.bank.end()
        shutil.rmtree(self.folder)


def sync_time(folder):
    """Milliseconds that the disk needs to sync 4 KiB."""
    path = os.path.join(folder, "sync")
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    times = []
    for place in range(200):
        os.pwrite(descriptor, b"\0" * 4096, place * 4096)
        begun = now()
        os.fdatasync(descriptor)
        times.append(now() - begun)
    os.close(descriptor)
    os.unlink(path)
    return median(times) / 1000


def limit_of_pty(arguments, modems, messages):
    folder = tempfile.mkdtemp(prefix="lines-", dir="/dev/shm")
    bank = Bank(arguments.bank, folder, modems)
    bank.order("latency 0 0")
    paths = [f"{folder}/modem{i}" for i in range(modems)]
    # The bank's own words must not fill the pipe.
    client = subprocess.Popen([arguments.bank, "client", *paths, str(messages)], stdout=subprocess.PIPE)
    while client.poll() is None:
        bank.read(0.01)
        bank.events = []
    seconds = float(client.stdout.read())
    bank.end()
    shutil.rmtree(folder)
    return modems * messages / seconds


def first_octet(arguments, disk="quick"):
    """Request of the API to the first octet of AT+CMGS, in ms."""
    with Stand(arguments, 1, disk) as stand, stand.daemon.connect() as connection:
        times = []
        for i in range(40 if arguments.quick else 200):
            time.sleep(0.02)
            begun = now()
            body = {"to": f"+4915{110000000 + i}", "text": "Your appointment is tomorrow."}
            stand.daemon.exchange(connection, "POST", "/v1/messages", body)
            times.append((stand.bank.sent(1)[0][1] - begun) / 1000)
        times = times[5:]
        return percentile(times, 50), percentile(times, 95)


def receive(arguments, disk="quick"):
    """+CMTI to the deletion that follows the commit, in ms, on a modem at rest."""
    with Stand(arguments, 1, disk) as stand:
        times = []
        for _ in range(30 if arguments.quick else 150):
            time.sleep(0.02)
            stand.bank.order("receive 0")
            event = stand.bank.await_event(lambda event: event[0] == "received", 30)
            times.append((int(event[3]) - int(event[2])) / 1000)
        return percentile(times[3:], 50), percentile(times[3:], 95)


def receive_busy(arguments):
    """The same while messages leave, beyond the end of the message under way."""
    with Stand(arguments, 1, latency=100_000) as stand:
        rounds = 10 if arguments.quick else 40
        stand.daemon.enqueue(rounds * 6)
        times = []
        for i in range(rounds):
            time.sleep(0.15 + 0.013 * (i % 10))
            stand.bank.order("receive 0")
            event = stand.bank.await_event(lambda event: event[0] == "received", 30)
            times.append((int(event[3]) - max(int(event[2]), int(event[4]))) / 1000)
        return percentile(times, 50), percentile(times, 95)


AGENT = """timing: {debounce: 0s}
inbound: {agent: desk}
agents:
  - name: desk
    rules:
      - {name: confirmed, when: ["yes", "ok"], reply: "Thank you, we look forward to seeing you."}
"""


def answer(arguments, disk="quick"):
    """+CMTI to the first octet of AT+CMGS of a rules agent's answer, in ms; each text is another person's first."""
    with Stand(arguments, 1, disk, settings=AGENT) as stand:
        times = []
        for person in range(30 if arguments.quick else 150):
            time.sleep(0.02)
            stand.bank.order(f"receive 0 {person}")
            events = stand.bank.await_events(lambda event: event[0] in ("received", "sent"), 2, 30)
            first = {event[0]: int(event[2]) for event in events}
            times.append((first["sent"] - first["received"]) / 1000)
        return percentile(times[3:], 50), percentile(times[3:], 95)


def rate(arguments, modems, messages, disk="quick", latency=0, linked=None, text=None, segments=1):
    """Segments a second, and the daemon's processor time for 1,000 of them."""
    with Stand(arguments, modems, disk, latency=latency, linked=linked) as stand:
        given = {"text": text} if text else {}
        processor = stand.daemon.processor()
        stand.daemon.enqueue(messages, **given)
        sent = stand.bank.sent(messages * segments, 300)
        time.sleep(0.3)
        processor = stand.daemon.processor() - processor
        begun, ended = min(s[1] for s in sent), max(s[3] for s in sent)
        steady = sorted(s[3] for s in sent)[len(sent) // 10 :]
        speed = (len(steady) - 1) / (steady[-1] - steady[0]) * 1e6
        return speed, processor / len(sent) * 1000


def processor_queued(arguments, queued, modems):
    """Processor time for the sending of 1,000 messages while others wait, in s; their acceptance by the API is apart."""
    count = 2000 if arguments.quick else 5000
    with Stand(arguments, modems, latency=2_000_000) as stand:
        accepted = stand.daemon.processor()
        stand.daemon.enqueue(queued + count + 500)
        accepted = stand.daemon.processor() - accepted
        stand.bank.order("latency 0 0")
        stand.bank.sent(100)
        processor = stand.daemon.processor()
        sent = len(stand.bank.sent(count))
        return (stand.daemon.processor() - processor) / sent * 1000, accepted / (queued + count + 500) * 1000


def start(arguments, disk="quick"):
    """Start of the process to the first octet of AT+CMGS of a message that waits, in s."""
    stand = Stand(arguments, 1, disk, latency=10_000_000)
    with stand:
        stand.daemon.enqueue(3)
        stand.bank.await_events(lambda event: event[0] == "ready", 0, 1)
        time.sleep(0.5)
        stand.daemon.stop()
        stand.bank.order("latency 0 0")
        # The modem is free again when it has answered for the message under way.
        stand.bank.sent(1)
        stand.daemon.start()
        return (stand.bank.sent(1)[0][1] - stand.daemon.begun) / 1e6


def rest(arguments):
    """Wake-ups and processor time of an idle minute with 16 modems, and the memory then."""
    with Stand(arguments, 16) as stand:
        stand.daemon.enqueue(1600)
        stand.bank.sent(1600)
        time.sleep(5)
        minute = 20 if arguments.quick else 60
        before, processor = stand.daemon.wakeups(), stand.daemon.processor()
        time.sleep(minute)
        after, processor = stand.daemon.wakeups(), stand.daemon.processor() - processor
        names = {}
        for key, value in after.items():
            names[key[0]] = names.get(key[0], 0) + value - before.get(key, 0)
        return sum(names.values()) * 60 / minute, processor * 60 / minute, stand.daemon.anonymous(), len(after), names


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("smsbridge")
    parser.add_argument("bank")
    parser.add_argument("sync")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="fewer of everything, for a first look")
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--folder", default=tempfile.gettempdir(), help="a folder on the disk that is measured")
    arguments = parser.parse_args()
    count = 2000 if arguments.quick else 5000

    rows = []

    def row(name, goal, measure, verdict, show):
        if arguments.only not in name:
            return
        values = [measure() for _ in range(arguments.rounds)]
        if not isinstance(values[0], tuple):
            values = [(value,) for value in values]
        middle = tuple(median([value[i] for value in values]) for i in range(len(values[0])) )
        rows.append((name, goal, show(*middle), "" if verdict is None else "met" if verdict(*middle) else "missed"))
        print("| " + " | ".join(rows[-1]) + " |", flush=True)

    print(f"disk: {sync_time(arguments.folder):.2f} ms to sync 4 KiB; the quick disk: memory, with 0.20 ms for each sync")
    print(f"medians of {arguments.rounds}; load {os.getloadavg()[0]:.2f} at the start\n")
    print("| what | goal | measured | verdict |\n| --- | --- | --- | --- |")
    row("pty alone, 1 modem", "", lambda: limit_of_pty(arguments, 1, count), None, lambda n: f"{n:,.0f} a second")
    row("pty alone, 16 modems", "", lambda: limit_of_pty(arguments, 16, count // 4), None, lambda n: f"{n:,.0f} a second")
    for disk in ("quick", "real"):
        row(
            f"request to first octet of AT+CMGS, {disk} disk", "p50 2 ms, p95 8 ms",
            lambda: first_octet(arguments, disk), lambda a, b: a <= 2 and b <= 8, lambda a, b: f"{a:.2f} ms, {b:.2f} ms",
        )
        row(
            f"+CMTI to committed, {disk} disk", "p95 5 ms",
            lambda: receive(arguments, disk), lambda a, b: b <= 5, lambda a, b: f"p50 {a:.2f} ms, p95 {b:.2f} ms",
        )
        row(
            f"+CMTI to first octet of a rules agent's answer, debounce 0, {disk} disk", "p95 50 ms",
            lambda: answer(arguments, disk), lambda a, b: b <= 50, lambda a, b: f"p50 {a:.2f} ms, p95 {b:.2f} ms",
        )
    row(
        "+CMTI to committed during a campaign, after the CMGS under way", "p95 10 ms",
        lambda: receive_busy(arguments), lambda a, b: b <= 10, lambda a, b: f"p50 {a:.2f} ms, p95 {b:.2f} ms",
    )
    row(
        "network of 1 s a message, real disk", "99.5 %",
        lambda: rate(arguments, 1, 12 if arguments.quick else 40, "real", latency=1_000_000)[0] * 100,
        lambda n: n >= 99.5, lambda n: f"{n:.2f} %",
    )
    row(
        "the same where an open link (+CMMS) makes it 0.5 s", "2 a second",
        lambda: rate(arguments, 1, 12 if arguments.quick else 40, "real", 1_000_000, 500_000)[0],
        lambda n: n >= 2 * 0.995, lambda n: f"{n:.3f} a second",
    )
    for disk in ("quick", "real"):
        for modems, goal in ((1, 1000), (16, 4000)):
            row(
                f"{modems} modem{'s' * (modems > 1)} without latency, {disk} disk",
                f"{goal:,} a second" if disk == "quick" else "",
                lambda: rate(arguments, modems, count if modems == 1 else count * 2, disk),
                (lambda n, c: n >= goal) if disk == "quick" else None,
                lambda n, c: f"{n:,.0f} a second, {c:.3f} s of processor for 1,000",
            )
    for modems in (16, 1):
        for queued in (0, 10_000):
            row(
                f"processor for 1,000 messages, {queued:,} queued, {modems} modem{'s' * (modems > 1)}", "0.17 s",
                lambda: processor_queued(arguments, queued, modems), lambda n, a: n <= 0.17,
                lambda n, a: f"{n:.3f} s, and {a:.3f} s to take 1,000 in",
            )
    row("start to first octet of AT+CMGS", "0.5 s", lambda: start(arguments), lambda n: n <= 0.5, lambda n: f"{n:.3f} s")
    if arguments.only in "rest":
        wakes, processor, memory, threads, names = rest(arguments)
        print(f"| anonymous memory, 16 modems | 30 MiB | {memory:.1f} MiB | {'met' if memory <= 30 else 'missed'} |")
        print(f"| wake-ups in an idle minute, 16 modems | | {wakes:.0f}, {processor:.2f} s of processor | |")
        print(f"\n{threads} threads; wake-ups by thread: {names}")


if __name__ == "__main__":
    sys.exit(main())
