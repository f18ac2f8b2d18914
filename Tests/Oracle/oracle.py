"""A second reading of 3GPP TS 23.040 and 23.038, to hold the codec against.

It answers the requests of `smsbridge pdu --json-lines` and shares nothing with the codec: a PDU is one long integer here,
the alphabets come from the package gsmcodecs, times from datetime. Slow and plain on purpose.
"""

import datetime

from gsmcodecs.charmaps import GSMCHARMAPS

SEMI_OCTETS = "0123456789*#abc"


class Failure(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Octets:
    """What is left of a PDU."""

    def __init__(self, octets):
        self.octets = octets
        self.position = 0

    def take(self, count):
        if self.position + count > len(self.octets):
            raise Failure("truncated")
        self.position += count
        return self.octets[self.position - count:self.position]

    def one(self):
        return self.take(1)[0]

    def rest(self):
        return self.octets[self.position:]


# Where gsmcodecs stands alone against the other readings of 23.038, annex A (Android, Mozilla, and the alphabet's own
# order): code 2C of the Indian locking tables is a comma, code 24 of the Kannada one is DDA, as PA stands at 3D, and
# Telugu has the euro sign where all others have it.
ERRATA = {("locking", language): {0x2C: ","} for language in range(4, 14)}
ERRATA["locking", 7] = {0x24: "\u0ca1", 0x2C: ","}
ERRATA["singleShift", 12] = {0x65: "€"}



def table(kind, language):
    """A table of gsmcodecs as a dictionary of code to text."""
    entries = GSMCHARMAPS.get(language, {}).get(kind)
    if entries is None:
        entries = GSMCHARMAPS[0][kind]
    entries = entries["decode"]
    return {code: chr(value) for code, value in entries.items()} | ERRATA.get((kind, language), {})


def is_known(kind, language):
    return language == 0 or kind in GSMCHARMAPS.get(language, {})


def septets(octets, skip, count):
    """23.038, 6.1.2.1.1: the octets as one integer, low octet first; septet i stands at bit 7 i."""
    number = int.from_bytes(octets, "little")
    available = (len(octets) * 8 - skip) // 7
    return [number >> (skip + 7 * index) & 0x7F for index in range(max(0, min(count, available)))]


def pack(codes, skip=0):
    number = sum(code << (skip + 7 * index) for index, code in enumerate(codes))
    return number.to_bytes((skip + 7 * len(codes) + 7) // 8 if codes else skip // 8, "little")


def text_of(codes, locking=0, single=0):
    main, shifted = table("locking", locking), table("singleShift", single)
    text, escaped = "", False
    for code in codes:
        if escaped:
            escaped = False
            if code == 0x1B:
                text += " "
            else:
                text += shifted.get(code, main.get(code, " "))
        elif code == 0x1B:
            escaped = True
        else:
            text += main.get(code, " ")
    return text


def codes_of(text, locking=0, single=0):
    """The codes of a text, `None` where a character has none."""
    main = {value: code for code, value in table("locking", locking).items() if code != 0x1B}
    shifted = {value: code for code, value in table("singleShift", single).items() if code != 0x1B}
    codes = []
    for character in text:
        if character in main:
            codes.append(main[character])
        elif character in shifted:
            codes += [0x1B, shifted[character]]
        else:
            return None
    return codes


def number_of(octets, kind, digits):
    if kind >> 4 & 7 == 5:
        codes = septets(octets, 0, digits * 4 // 7)
        if len(codes) in (8, 16) and codes[-1] in (0x00, 0x0D):
            codes.pop()
        return text_of(codes)
    swapped = "".join(f"{octet & 15:X}{octet >> 4:X}" for octet in octets)[:digits]
    number = "".join(SEMI_OCTETS[int(digit, 16)] for digit in swapped.split("F")[0])
    return ("+" if kind >> 4 & 7 == 1 else "") + number


def address(octets):
    digits = octets.one()
    if digits > 20:
        raise Failure("bad-address")
    kind = octets.one()
    number = number_of(octets.take((digits + 1) // 2), kind, digits)
    return {"number": number, "ton": kind >> 4 & 7, "npi": kind & 15}


def time_of(octets, warnings):
    fields = [(octet & 15, octet >> 4) for octet in octets]
    try:
        if any(digit > 9 for pair in fields[:6] for digit in pair) or fields[6][1] > 9:
            raise ValueError
        year, month, day, hour, minute, second = (tens * 10 + ones for tens, ones in fields[:6])
        quarters = (fields[6][0] & 7) * 10 + fields[6][1]
        moment = datetime.datetime(year + (1900 if year >= 70 else 2000), month, day, hour, minute, second)
    except ValueError:
        warnings.append("bad-timestamp")
        return None
    sign = "-" if fields[6][0] & 8 and quarters else "+"
    return f"{moment.isoformat()}{sign}{quarters * 15 // 60:02}:{quarters * 15 % 60:02}"


def validity_of(octets, form, warnings):
    if form == 0:
        return None
    if form == 1:
        return {"format": "enhanced", "data": octets.take(7).hex().upper()}
    if form == 3:
        time = time_of(octets.take(7), warnings)
        return time and {"format": "absolute", "time": time}
    return {"format": "relative", "seconds": relative_seconds(octets.one())}


def relative_seconds(value):
    if value < 144:
        return (value + 1) * 5 * 60
    if value < 168:
        return 12 * 3600 + (value - 143) * 30 * 60
    if value < 197:
        return (value - 166) * 86400
    return (value - 192) * 7 * 86400


def coding_of(octet):
    """23.038, clause 4: encoding, class, message waiting."""
    group, low = octet >> 4, octet & 15
    if group < 8:
        if group & 2:
            encoding = "8bit"
        else:
            encoding = ("gsm7", "8bit", "ucs2", "gsm7")[low >> 2]
        return encoding, low & 3 if group & 1 else None, None
    if group < 12:
        return "gsm7", None, None
    if group == 15:
        return "8bit" if low & 4 else "gsm7", low & 3, None
    waiting = {
        "type": ("voicemail", "fax", "email", "other")[low & 3],
        "active": bool(low & 8),
        "store": group != 12,
    }
    return "ucs2" if group == 14 else "gsm7", None, waiting


def elements_of(octets):
    elements, rest = [], Octets(octets)
    try:
        while rest.rest():
            kind, length = rest.take(2)
            elements.append((kind, bytes(rest.take(length))))
    except Failure:
        raise Failure("bad-udh") from None
    return elements


def user_data(octets, length, coding, has_header, warnings, answer):
    encoding, message_class, waiting = coding_of(coding)
    announced = -(-length * 7 // 8) if encoding == "gsm7" else length
    raw = bytes(octets.take(min(announced, len(octets.rest()))))
    if len(raw) < announced:
        warnings.append("ud-truncated")
    if coding >> 4 < 8 and coding & 0x20:
        warnings.append("compressed")
    elements, header = [], 0
    if has_header:
        if not raw or raw[0] == 0:
            warnings.append("udh-empty")
            header = len(raw[:1])
        else:
            header = 1 + raw[0]
            if header > len(raw):
                raise Failure("bad-udh")
            elements = elements_of(raw[1:header])
    body = raw[header:]
    text = None
    if encoding == "gsm7":
        head = -(-header * 8 // 7)
        locking = single = 0
        for kind, data in elements:
            if kind == 0x24 and len(data) == 1:
                single = data[0]
            if kind == 0x25 and len(data) == 1:
                locking = data[0]
        if not is_known("locking", locking) or not is_known("singleShift", single):
            warnings.append("national-language")
        text = text_of(septets(raw, head * 7, length - head), locking, single)
    elif encoding == "ucs2":
        if len(body) % 2:
            warnings.append("ucs2-odd")
        text = body[:len(body) // 2 * 2].decode("utf-16-be", "surrogatepass")
        text = "".join("\ufffd" if 0xD800 <= ord(character) < 0xE000 else character for character in text)
    concat = ports = None
    for kind, data in elements:
        if kind == 0 and len(data) == 3 and 1 <= data[2] <= data[1]:
            concat = {"ref": data[0], "total": data[1], "seq": data[2], "bits": 8}
        if kind == 8 and len(data) == 4 and 1 <= data[3] <= data[2]:
            concat = {"ref": data[0] << 8 | data[1], "total": data[2], "seq": data[3], "bits": 16}
        if kind == 4 and len(data) == 2:
            ports = {"dst": data[0], "src": data[1], "bits": 8}
        if kind == 5 and len(data) == 4:
            ports = {"dst": data[0] << 8 | data[1], "src": data[2] << 8 | data[3], "bits": 16}
    answer.update(
        encoding=encoding,
        udh=[{"iei": kind, "data": data.hex().upper()} for kind, data in elements],
        concat=concat,
        ports=ports,
        text=text,
        data=None if encoding == "gsm7" else body.hex().upper(),
    )
    answer["class"], answer["mwi"] = message_class, waiting


def decode(request):
    try:
        raw = request["pdu"]
        if raw != raw.strip() or " " in raw:
            raise ValueError
        octets = Octets(bytes.fromhex(raw))
    except ValueError:
        raise Failure("bad-hex") from None
    warnings = []
    answer = {"ok": True, "smsc": None}
    if request.get("smsc", True):
        length = octets.one()
        if length > 11:
            raise Failure("bad-address")
        if length:
            kind = octets.one()
            answer["smsc"] = number_of(octets.take(length - 1), kind, (length - 1) * 2)
    first = octets.one()
    kind = ("deliver", "submit", "status-report", "deliver")[first & 3]
    asked = request.get("direction", kind)
    if asked == {"deliver": "deliver-report", "submit": "submit-report"}.get(kind):
        kind = asked
    if asked != kind:
        raise Failure("wrong-type")
    has_header = bool(first & 0x40)
    answer["type"] = kind
    absent = {"pid": None, "dcs": None, "encoding": None, "class": None, "mwi": None, "udh": []}
    absent.update(concat=None, ports=None, text=None, data=None)
    answer.update(absent)
    if kind == "deliver":
        answer["address"] = address(octets)
        answer["pid"], answer["dcs"] = octets.one(), octets.one()
        answer["scts"] = time_of(octets.take(7), warnings)
        answer["more_messages"], answer["reply_path"] = not first & 4, bool(first & 0x80)
        user_data(octets, octets.one(), answer["dcs"], has_header, warnings, answer)
    elif kind == "submit":
        answer["ref"] = octets.one()
        answer["address"] = address(octets)
        answer["pid"], answer["dcs"] = octets.one(), octets.one()
        answer["validity"] = validity_of(octets, first >> 3 & 3, warnings)
        answer["status_report"], answer["reject_duplicates"] = bool(first & 0x20), bool(first & 4)
        answer["reply_path"] = bool(first & 0x80)
        user_data(octets, octets.one(), answer["dcs"], has_header, warnings, answer)
    elif kind in ("deliver-report", "submit-report"):
        acknowledgement(octets, kind, has_header, warnings, answer)
    else:
        answer["ref"] = octets.one()
        answer["address"] = address(octets)
        answer["scts"] = time_of(octets.take(7), warnings)
        answer["discharge"] = time_of(octets.take(7), warnings)
        answer["status"] = octets.one()
        classes = ("delivered", "pending", "failed-permanent", "failed-temporary")
        answer["status_class"] = classes[min(answer["status"] >> 5, 3)]
        answer["more_messages"] = not first & 4
        parameters(octets, has_header, warnings, answer)
    if octets.rest():
        warnings.append("trailing-octets")
    answer["warnings"] = sorted(set(warnings))
    return answer


def acknowledgement(octets, kind, has_header, warnings, answer):
    """23.040, 9.2.2.1a and 9.2.2.2a: TP-FCS of an RP-ERROR has its high bit set, TP-PI without an extension has not."""
    answer["address"] = answer["failure_cause"] = None
    if octets.rest() and octets.rest()[0] & 0x80:
        answer["failure_cause"] = octets.one()
    indicator = octets.one()
    if kind == "submit-report":
        last = indicator
        while last & 0x80:
            last = octets.one()
        answer["scts"] = time_of(octets.take(7), warnings)
        parameters(octets, has_header, warnings, answer, indicator & 0x7F)
    else:
        parameters(octets, has_header, warnings, answer, indicator)


def parameters(octets, has_header, warnings, answer, indicator=None):
    """23.040, 9.2.3.27: what TP-PI announces, all of it optional."""
    if indicator is None and not octets.rest():
        return
    try:
        indicator = last = octets.one() if indicator is None else indicator
        while last & 0x80:
            last = octets.one()
        if indicator & 1:
            answer["pid"] = octets.one()
        if indicator & 2:
            answer["dcs"] = octets.one()
            answer["class"], answer["mwi"] = coding_of(answer["dcs"])[1:]
        length = octets.one() if indicator & 4 else None
    except Failure:
        warnings.append("parameters-truncated")
        return
    if length is not None:
        user_data(octets, length, answer["dcs"] or 0, has_header, warnings, answer)


def encode_address(number):
    digits = number.removeprefix("+")
    if not 1 <= len(digits) <= 20 or any(digit not in SEMI_OCTETS for digit in digits):
        raise Failure("bad-address")
    nibbles = [SEMI_OCTETS.index(digit) for digit in digits] + [15] * (len(digits) % 2)
    octets = bytes(nibbles[index] | nibbles[index + 1] << 4 for index in range(0, len(nibbles), 2))
    return len(digits), bytes([0x91 if number[0] == "+" else 0x81]) + octets


def fewest(units, capacity, cut_before):
    """Greedy is minimal where any suffix of a segment is one; the codec's own test tries every cut."""
    count, start = 0, 0
    while start < units:
        end = min(start + capacity, units)
        while end < units and not cut_before(end):
            end -= 1
        count, start = count + 1, end
    return max(1, count)


def segments_of(text, encoding, bits):
    """Encoding and number of segments."""
    codes = None if encoding == "ucs2" else codes_of(text)
    head = 7 if bits == 16 else 6
    if codes is not None:
        units, single, multiple = len(codes), 160, (140 - head) * 8 // 7
        escapes, index = set(), 0
        while index < units:
            if codes[index] == 0x1B:
                escapes.add(index + 1)
                index += 1
            index += 1
        return "gsm7", 1 if units <= single else fewest(units, multiple, lambda end: end not in escapes)
    if encoding == "gsm7":
        raise Failure("unencodable")
    data = text.encode("utf-16-be")
    units, single, multiple = len(data) // 2, 70, (140 - head) // 2
    halves = {index for index in range(units) if 0xDC <= data[2 * index] < 0xE0}
    return "ucs2", 1 if units <= single else fewest(units, multiple, lambda end: end not in halves)
