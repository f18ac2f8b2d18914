"""Measures `campaign report` of a campaign with many recipients, on a database that is made here: two steps, most of them
delivered, one in ten replied, one in a hundred opted out, answers of an agent, a goal for one in fifty.

report.py SMSBRIDGE [--recipients N] [--rounds N]
"""
import argparse, os, sqlite3, subprocess, tempfile, time

from lines import Daemon, median

DAY = 86_400_000
BEGIN = 1_795_420_800_000

CAMPAIGN = """name: Big
agent: desk
window: {hours: "00:00-24:00", zone: UTC}
goal: {name: booked, value: 5.00}
steps:
  - text: "One. STOP ends messages."
  - {delay: 1 day, text: "Two."}
"""
AGENT = "agents:\n  - {name: desk, otherwise: {reply: Thanks}}\n"


def fill(path, recipients):
    """Writes what the daemon would have written down while it sent them."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA synchronous = OFF")
    campaign = base.execute("SELECT id FROM campaign WHERE name = 'Big'").fetchone()[0]
    base.execute(
        "UPDATE campaign SET state = 'completed', started_at = ?, ended_at = ?, sent_steps = 2", (BEGIN, BEGIN + 9 * DAY)
    )
    routes = []
    for name in ("line1", "line2", "line3", "line4"):
        routes.append(
            base.execute(
                "INSERT INTO route (kind, key, name, created_at, seen_at) VALUES ('line', ?, ?, ?, ?)",
                (name, name, BEGIN, BEGIN),
            ).lastrowid
        )
    message = part = inbound = 0
    for index in range(1, recipients + 1):
        number = f"+49151{10_000_000 + index}"
        route, at = routes[index % 4], BEGIN + index * 4000
        replies, stops = index % 10 == 0, index % 100 == 1
        state = "replied" if replies else "optedOut" if stops else "completed"
        base.execute(
            "INSERT INTO contact (id, number, created_at, updated_at) VALUES (?, ?, ?, ?)", (index, number, BEGIN, BEGIN)
        )
        base.execute(
            "INSERT INTO enrollment (id, campaign_id, contact_id, number, state, step, ended_at) VALUES (?, ?, ?, ?, ?, 1, ?)",
            (index, campaign, index, number, state, at + DAY),
        )
        for step in range(1 if replies or stops else 2):
            message += 1
            left = at + step * DAY
            outcome = "failed" if index % 97 == 0 else "undelivered" if index % 50 == 3 else "delivered"
            base.execute(
                """INSERT INTO message (id, number, text, encoding, segments, origin, state, campaign_id, enrollment_id, step,
                    priority, due_at, route_id, created_at, sent_at, final_at, version)
                VALUES (?, ?, 'One', 'gsm7', 1, 'campaign', ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 1)""",
                (message, number, outcome, campaign, index, step, left, route, left, left, left),
            )
            base.execute(
                """INSERT INTO segment (message_id, sequence, state, route_id, handed_over_at, status, price, currency)
                VALUES (?, 1, ?, ?, ?, ?, 75, 'EUR')""",
                (
                    message, "refused" if outcome == "failed" else "accepted", route, left,
                    {"delivered": 0, "undelivered": 65}.get(outcome),
                ),
            )
            if outcome == "failed":
                base.execute(
                    "INSERT INTO refusal (message_id, route_id, reason, at, permanent) VALUES (?, ?, 'CMS 1', ?, 1)",
                    (message, route, left),
                )
        if replies or stops:
            first, part, inbound = message, part + 1, inbound + 1
            came = at + 60_000
            base.execute(
                "INSERT INTO conversation (id, number, owner, agent, campaign_id, route_id) VALUES (?, ?, 'agent', 'desk', ?, ?)",
                (inbound, number, campaign, route),
            )
            base.execute(
                """INSERT INTO inbound (id, route_id, number, sender, text, encoding, kind, complete, conversation_id,
                    campaign_id, message_id, halted, received_at)
                VALUES (?, ?, ?, ?, 'Yes', 'gsm7', ?, 1, ?, ?, ?, 1, ?)""",
                (inbound, route, number, number, "optOut" if stops else "text", inbound, campaign, first, came),
            )
            base.execute(
                """INSERT INTO part (id, route_id, fingerprint, sender, number, raw, received_at, inbound_id)
                VALUES (?, ?, ?, ?, ?, '', ?, ?)""",
                (part, route, str(part), number, number, came, inbound),
            )
            base.execute(
                "INSERT INTO halt (campaign_id, enrollment_id, part_id, seen_at) VALUES (?, ?, ?, ?)",
                (campaign, index, part, came),
            )
            base.execute("INSERT INTO halt_commit (part_id, at) VALUES (?, ?)", (part, came + index % 40))
            if replies:
                message += 1
                base.execute(
                    "INSERT INTO turn (at, conversation_id, inbound_id, agent, outcome, answered) VALUES (?, ?, ?, 'desk', 'replied', 1)",
                    (came, inbound, inbound),
                )
                base.execute(
                    """INSERT INTO message (id, number, text, encoding, segments, origin, state, conversation_id, priority,
                        due_at, route_id, created_at, sent_at, inbound_id)
                    VALUES (?, ?, 'Thanks', 'gsm7', 1, 'agent', 'delivered', ?, 1, ?, ?, ?, ?, ?)""",
                    (message, number, inbound, came, route, came, came, inbound),
                )
                base.execute(
                    """INSERT INTO segment (message_id, sequence, state, route_id, handed_over_at, price, currency)
                    VALUES (?, 1, 'accepted', ?, ?, 75, 'EUR')""",
                    (message, route, came),
                )
        if index % 50 == 0:
            base.execute(
                "INSERT INTO goal (number, name, campaign_id, enrollment_id, source, at) VALUES (?, 'booked', ?, ?, 'agent desk', ?)",
                (number, campaign, index, at + 2 * DAY),
            )
    base.commit()
    base.close()
    return message


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--recipients", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        daemon = Daemon(os.path.abspath(arguments.program), folder, 1, settings=AGENT)
        environment = {**os.environ, "SMSBRIDGE_SOCKET": daemon.socket}

        def ask(*words):
            return subprocess.run(
                [daemon.program, *words], env=environment, check=True, stdout=subprocess.DEVNULL
            )

        daemon.start()
        daemon.connect().close()
        with open(folder + "/big.campaign.yaml", "w") as file:
            file.write(CAMPAIGN)
        ask("campaign", "create", folder + "/big.campaign.yaml")
        daemon.stop()
        messages = fill(folder + "/state/smsbridge.sqlite", arguments.recipients)
        daemon.start()
        daemon.connect().close()
        print(f"{arguments.recipients} recipients, {messages} messages")
        for words in (["campaign", "report", "Big"], ["campaign", "report", "Big", "--json"]):
            times, processor = [], daemon.processor()
            for _ in range(arguments.rounds):
                begun = time.monotonic()
                ask(*words)
                times.append(time.monotonic() - begun)
            each = (daemon.processor() - processor) / arguments.rounds
            print(
                f"{' '.join(words):27} median {median(times):.2f} s, longest {max(times):.2f} s, "
                f"{each:.2f} s of computing each"
            )
        daemon.stop()


main()
