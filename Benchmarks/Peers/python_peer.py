"""A Python library under measurement: python_peer.py LIBRARY FOLDER answers the harness on standard input."""

import sys
import time
from datetime import timedelta, timezone


def iso(moment):
    """In UTC; two of the libraries give UTC without saying so."""
    if moment and moment.tzinfo:
        moment = moment.astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment else "-"


def gsmmodem():
    from gsmmodem.pdu import Concatenation, decodeSmsPdu, encodeSmsSubmitPdu

    def show(pdu, kind):
        found = decodeSmsPdu(pdu)
        if kind == "report":
            return [found["number"], found["reference"], iso(found["time"]), iso(found["discharge"]), found["status"]]
        part = [e for e in found.get("udh", []) if isinstance(e, Concatenation)]
        part = f"{part[0].reference}/{part[0].parts}/{part[0].number}" if part else "-"
        return [found["number"], found["text"], iso(found["time"]), part]

    def encode(number, text):
        pdus = encodeSmsSubmitPdu(number, text, reference=76, validity=four_days, requestStatusReport=False)
        return [str(pdu) for pdu in pdus]

    def show_encoded(number, text):
        # The library writes its reference into TP-MR as well.
        return [pdu[:4] + "00" + pdu[6:] for pdu in encode(number, text)]

    four_days = timedelta(days=4)
    return decodeSmsPdu, show, encode, show_encoded


def messaging():
    from messaging.sms import SmsDeliver, SmsSubmit

    def decode(pdu):
        return SmsDeliver(pdu)

    def show(pdu, kind):
        found = SmsDeliver(pdu)
        if kind == "report":
            return ["only as text"]
        part = found.udh.concat if found.udh else None
        part = f"{part.ref}/{part.cnt}/{part.seq}" if part else "-"
        return [found.number, found.text, iso(found.date), part]

    def encode(number, text):
        message = SmsSubmit(number, text)
        message.validity = four_days
        message.rand_id = 76
        return [part.pdu for part in message.to_pdu()]

    four_days = timedelta(days=4)
    return decode, show, encode, encode


def smspdudecoder():
    from smspdudecoder.easy import read_incoming_sms

    def show(pdu, kind):
        found = read_incoming_sms(pdu)
        part = found["partial"]
        part = f"{part['reference'].split('-')[0]}/{part['parts_count']}/{part['part_number']}" if part else "-"
        return [found["sender"], found["content"], iso(found["date"]), part]

    return read_incoming_sms, show, None, None


def main():
    decode, show, encode, show_encoded = {
        "gsmmodem": gsmmodem,
        "messaging": messaging,
        "smspdudecoder": smspdudecoder,
    }[sys.argv[1]]()
    for request in sys.stdin:
        verb, operation, kind, *rest = request.split()
        with open(f"{sys.argv[2]}/{operation}-{kind}", encoding="utf-8") as file:
            lines = file.read().splitlines()
        pairs = [line.split("\t", 1) for line in lines] if operation == "encode" else []
        if verb == "check":
            for item in pairs or lines:
                try:
                    if operation == "encode":
                        print(",".join(show_encoded(*item)) if show_encoded else "not offered")
                    else:
                        print("\t".join(str(field) for field in show(item, kind)))
                except Exception as error:  # a peer's fault is a result
                    print("failed", type(error).__name__)
            print("end", flush=True)
            continue
        if operation == "encode" and encode is None:
            print("0 1 -", flush=True)
            continue
        limit = int(rest[0]) * 1_000_000
        start = time.process_time_ns()
        done = 0
        while True:
            try:
                if operation == "encode":
                    for number, text in pairs:
                        encode(number, text)
                        done += 1
                else:
                    for line in lines:
                        decode(line)
                        done += 1
            except Exception:
                done = 0
                break
            if time.process_time_ns() - start >= limit:
                break
        print(done, time.process_time_ns() - start, "-", flush=True)


main()
