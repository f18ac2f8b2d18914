#!/usr/bin/env python3
"""Makes Sources/Campaigns/Numbers/NumberZones+Table.swift: which time zones a phone number's prefix can stand for.

The prefixes come from PyPI's phonenumbers (the data of libphonenumber, Apache License 2.0, see NOTICE), the region of
each zone from the system's zone.tab. Run it with `make number-zones`; it prints what changed in size.
"""

import sys
from pathlib import Path

import phonenumbers
from phonenumbers.tzdata import TIMEZONE_DATA

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "Sources/Campaigns/Numbers/NumberZones+Table.swift"
ZONE_TAB = Path("/usr/share/zoneinfo/zone.tab")
WIDTH = 110

# Spellings that newer zone data keeps only as links, or no longer.
RENAMED = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Godthab": "America/Nuuk",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Choibalsan": "Asia/Ulaanbaatar",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}

# Where the data names the zone of another country, which keeps (or kept) the same time: by prefix, the country's own.
CORRECTED = {
    "211": ["Africa/Juba"],
    "212": ["Africa/Casablanca", "Africa/El_Aaiun"],
    "213": ["Africa/Algiers"],
    "218": ["Africa/Tripoli"],
    "231": ["Africa/Monrovia"],
    "245": ["Africa/Bissau"],
    "353": ["Europe/Dublin"],
    "370": ["Europe/Vilnius"],
    "371": ["Europe/Riga"],
    "372": ["Europe/Tallinn"],
    "375": ["Europe/Minsk"],
    "505": ["America/Managua"],
    "52": ["America/Cancun"],
    "7": ["Europe/Kaliningrad"],
    "7840": ["Europe/Moscow"],
    "850": ["Asia/Pyongyang"],
    "853": ["Asia/Macau"],
    "970": ["Asia/Gaza", "Asia/Hebron"],
}
# Ascension and Kosovo have no zone of their own.
SHARED = {("247", "Atlantic/St_Helena"), ("383", "Europe/Belgrade")}


def regions():
    found = {}
    for line in ZONE_TAB.read_text().splitlines():
        if not line.startswith("#"):
            region, _, zone = line.split("\t")[:3]
            found[zone] = region
    return found


def own(prefix, zones, region_of):
    """The zones, with each that lies in no country of the prefix replaced by those that do."""
    code = next(prefix[:size] for size in (1, 2, 3) if int(prefix[:size]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    homes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[int(code)]
    result = []
    for zone in zones:
        if region_of.get(zone) in homes or (code, zone) in SHARED:
            result.append(zone)
        elif prefix in CORRECTED or code in CORRECTED:
            result += CORRECTED.get(prefix) or CORRECTED[code]
        else:
            sys.exit(f"+{prefix} names {zone}, which lies elsewhere: add it to CORRECTED or RENAMED")
    return tuple(sorted(set(result)))


def lists(region_of):
    """The zones of each prefix, without those prefixes that say what a shorter one says already."""
    table = {}
    for prefix, zones in TIMEZONE_DATA.items():
        table[prefix] = own(prefix, [RENAMED.get(zone, zone) for zone in zones], region_of)

    def shorter(prefix):
        cuts = (prefix[:length] for length in range(len(prefix) - 1, 0, -1))
        return next((table[cut] for cut in cuts if cut in table), None)

    return {prefix: zones for prefix, zones in table.items() if shorter(prefix) != zones}


def wrapped(words):
    lines, line = [], ""
    for word in words:
        if line and len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line = line + " " + word if line else word
    return lines + [line]


def main():
    region_of = regions()
    table = lists(region_of)
    names = sorted({zone for zones in table.values() for zone in zones})
    missing = [code for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE if str(code) not in table and code < 800]
    if missing:
        sys.exit(f"no zones for the country codes {missing}")
    groups = {}
    for prefix in sorted(table):
        groups.setdefault(tuple(names.index(zone) for zone in table[prefix]), []).append(prefix)
    words = [f"{zone}={region_of[zone]}" for zone in names]
    for zones, prefixes in groups.items():
        words += [",".join(map(str, zones)) + ":"] + prefixes
    text = "\n".join("        " + line for line in wrapped(words))
    TARGET.write_text(
        f'''// Made by Scripts/number_zones.py from phonenumbers {phonenumbers.__version__}; do not edit.
// Copyright (C) 2011-2026 The Libphonenumber Authors, Apache License 2.0: see NOTICE.

extension NumberZones {{
    /// The zones with their regions, then for each list of zones (by their places, with a colon) its prefixes.
    static let table: StaticString = """
{text}
        """
}}
'''
    )
    print(f"{TARGET.relative_to(ROOT)}: {len(names)} zones, {len(table)} prefixes, {TARGET.stat().st_size} octets")


if __name__ == "__main__":
    main()
