"""Holds `smsbridge pdu --json-lines` against the second reading in oracle.py, and that against the corpus.

    python3 -m venv .venv && .venv/bin/pip install gsmcodecs
    .venv/bin/python Tests/Oracle/differential.py --program ".build/debug/smsbridge pdu --json-lines" --count 200000 --seed 1

Prints each request that is answered in two ways, and fails if there is one. The seed makes a run again.
"""

import argparse
import json
import pathlib
import random
import shlex
import subprocess
import sys

import oracle

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "pdus.jsonl"
CHARACTERS = list("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€\f")
FOREIGN = list("żЖ中한ç’“–\u00a0") + ["😀", "e\u0301", "\U0001F469\u200D\U0001F467"]


def expected(request):
    try:
        if request["op"] == "decode":
            return oracle.decode(request)
        return encoded(request)
    except oracle.Failure as failure:
        return {"ok": False, "error": {"code": failure.code}}


def encoded(request):
    oracle.encode_address(request["to"])
    encoding, count = oracle.segments_of(request["text"], request.get("encoding", "auto"), request.get("ref_bits", 8))
    if count > 255:
        raise oracle.Failure("too-long")
    return {"ok": True, "encoding": encoding, "count": count}


def difference(request, answer, wanted):
    """The first member that differs; an answer may say more."""
    if request["op"] == "encode" and answer.get("ok"):
        return encoding_difference(request, answer, wanted)
    if not wanted["ok"]:
        own = answer.get("error", {}).get("code")
        return None if own == wanted["error"]["code"] else f"error {own} instead of {wanted['error']['code']}"
    for name, value in wanted.items():
        own = answer.get(name)
        if name == "warnings" and own is not None:
            own, value = sorted(own), sorted(value)
        if own != value or type(own) is not type(value):
            return f"{name}: {own!r} instead of {value!r}"
    return None


def encoding_difference(request, answer, wanted):
    """What was encoded is read by the oracle: the same text, number and options in the fewest parts."""
    if answer["encoding"] != wanted.get("encoding") or len(answer["parts"]) != wanted.get("count"):
        return f"{answer['encoding']} in {len(answer['parts'])} parts instead of {wanted}"
    text = ""
    for part in answer["parts"]:
        read = oracle.decode({"op": "decode", "pdu": part["pdu"]})
        text += read["text"]
        concat = read["concat"] or {"total": 1, "seq": 1}
        octets = len(part["pdu"]) // 2 - 1 - int(part["pdu"][:2], 16)
        facts = [
            (read["warnings"], []),
            (read["address"]["number"], request["to"]),
            (read["smsc"], request.get("smsc")),
            (read["class"], request.get("class")),
            (read["status_report"], request.get("status_report", False)),
            (read["ref"], request.get("mr", 0)),
            ((concat["seq"], concat["total"]), (part["seq"], part["total"])),
            (octets, part["tpdu_length"]),
            (octets <= 164 and read["type"] == "submit", True),
        ]
        if part["total"] > 1:
            facts.append((concat["ref"], request.get("ref", 0)))
        if request.get("validity") is not None:
            steps = [oracle.relative_seconds(value) for value in range(256)]
            step = min((step for step in steps if step >= request["validity"]), default=steps[-1])
            facts.append((read["validity"], {"format": "relative", "seconds": step}))
        for own, value in facts:
            if own != value:
                return f"{part['pdu']}: {own!r} instead of {value!r}"
    return None if text == request["text"] else f"{text!r} is read"


def random_octets(chance):
    """Octets that look like a PDU as far as the chance goes."""
    octets = bytearray()
    if chance.random() < 0.7:
        octets += bytes([chance.choice([0, 0, 1, 2, 7, 11, 12])])
    else:
        octets += b"\x07\x91" + chance.randbytes(6)
    octets += bytes([chance.randrange(256)])
    if chance.random() < 0.5:
        octets += bytes([chance.randrange(256)])
    octets += bytes([chance.choice([0, 1, 2, 5, 10, 11, 13, 14, 20, 21]), chance.choice([0x81, 0x91, 0xD0, chance.randrange(256)])])
    octets += chance.randbytes(chance.randrange(12))
    octets += bytes([0, chance.choice([0, 4, 8, chance.randrange(256)])])
    octets += bytes(chance.randrange(10) << 4 | chance.randrange(3) for _ in range(7))
    octets += bytes([chance.randrange(40)])
    for _ in range(chance.randrange(4)):
        octets += bytes([chance.choice([0, 4, 5, 8, 0x24, 0x25, chance.randrange(256)]), chance.randrange(5)])
        octets += chance.randbytes(chance.randrange(5))
    return octets + chance.randbytes(chance.randrange(40))


def damaged(octets, chance):
    octets = bytearray(octets)
    for _ in range(chance.randrange(1, 4)):
        if not octets:
            break
        index = chance.randrange(len(octets))
        kind = chance.randrange(5)
        if kind == 0:
            octets[index] = chance.randrange(256)
        elif kind == 1:
            octets[index] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del octets[index:]
        elif kind == 3:
            del octets[index]
        else:
            octets.insert(index, chance.randrange(256))
    return octets


def requests(entries, count, chance):
    pdus = [entry["request"]["pdu"] for entry in entries if "pdu" in entry["request"]]
    good = [bytes.fromhex(pdu) for pdu in pdus if len(pdu) % 2 == 0 and set(pdu.upper()) <= set("0123456789ABCDEF")]
    for index in range(count):
        if index % 4 == 3:
            yield encode_request(chance)
            continue
        octets = random_octets(chance) if index % 4 == 0 else damaged(chance.choice(good), chance)
        request = {"op": "decode", "pdu": octets.hex().upper()}
        if chance.random() < 0.2:
            request["smsc"] = False
        if chance.random() < 0.1:
            request["direction"] = chance.choice(["deliver", "submit", "status-report"])
        yield request


def encode_request(chance):
    letters = CHARACTERS + (FOREIGN if chance.random() < 0.4 else [])
    text = "".join(chance.choices(letters, k=chance.choice([0, 1, 7, 69, 70, 71, 153, 160, 161, chance.randrange(900)])))
    number = "".join(chance.choices(oracle.SEMI_OCTETS, k=chance.randrange(22)))
    request = {"op": "encode", "to": chance.choice(["", "+"]) + number, "text": text}
    options = {
        "ref": chance.randrange(256),
        "ref_bits": chance.choice([8, 16]),
        "mr": chance.randrange(256),
        "status_report": chance.random() < 0.5,
        "validity": chance.choice([0, 300, 301, chance.randrange(50_000_000)]),
        "class": chance.randrange(4),
        "encoding": chance.choice(["auto", "gsm7", "ucs2"]),
        "smsc": "+491710760000",
    }
    for name, value in options.items():
        if chance.random() < 0.3:
            request[name] = value
    return request


def corpus_failures(entries):
    """The corpus is the oracle's word too, but for joining."""
    for entry in entries:
        request, wanted = entry["request"], entry["answer"]
        if request["op"] != "decode":
            continue
        own = expected(request)
        difference = next((name for name, value in wanted.items() if own.get(name) != value), None)
        if difference:
            yield f"{entry['name']}: {difference}: {own.get(difference)!r} instead of {wanted[difference]!r}"


def main():
    parser = argparse.ArgumentParser(description="Two readings of the same PDUs.")
    parser.add_argument("--program", required=True, help="the program that speaks the line protocol")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    arguments = parser.parse_args()
    entries = [json.loads(line) for line in FIXTURES.read_text(encoding="utf-8").split("\n") if line]
    failures = list(corpus_failures(entries))
    asked = list(requests(entries, arguments.count, random.Random(arguments.seed)))
    lines = "".join(json.dumps(request) + "\n" for request in asked)
    run = subprocess.run(shlex.split(arguments.program), input=lines, capture_output=True, text=True, check=True)
    answers = run.stdout.split("\n")[:-1]
    if len(answers) != len(asked):
        sys.exit(f"{len(asked)} requests, {len(answers)} answers")
    for request, answer in zip(asked, answers):
        found = difference(request, json.loads(answer), expected(request))
        if found:
            failures.append(f"{json.dumps(request)}\n    {found}")
    print("\n".join(failures[:arguments.show]))
    print(f"{len(asked)} requests, seed {arguments.seed}: {len(failures)} differences")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
