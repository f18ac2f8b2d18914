/// The time zones in which the owner of a phone number may live, as far as the number tells.
///
/// The table is that of libphonenumber; the names are those of the system's zone data, whose rules say what the clock
/// shows there. See `Scripts/number_zones.py`.
public enum NumberZones {
    /// The zones by their names, such as `Africa/Kigali`: one where the number's range belongs to one, several where it
    /// does not, as with Australia's mobile numbers, none where nothing is known. Whoever must be right in any case has
    /// to be right in all of them.
    ///
    /// A fixed number tells by its area code. A mobile one is carried anywhere in its country, but for those countries
    /// whose mobile numbers have area codes. What has no place at all, such as +1 800, may be anywhere under its country
    /// prefix. The order is that of the table.
    public static func candidates(for number: PhoneNumber) -> [String] {
        let facts = number.facts
        let country = number.countryPrefix
        switch facts?.kind {
        case .fixed, .fixedOrMobile:
            return index.zones(of: number.digits)
        case .mobile where withMobileAreaCodes.contains(country):
            return index.zones(of: number.digits)
        case .mobile:
            return index.zones(of: country, in: facts?.region)
        default:
            return index.zones(of: country)
        }
    }

    /// Argentina, Brazil, China and Mexico.
    private static let withMobileAreaCodes: Set<Substring> = ["52", "54", "55", "86"]

    private static let index = ZoneIndex(table)
}

/// The table, ready to be asked.
private struct ZoneIndex {
    private var names: [String] = []
    private var regions: [Substring] = []
    /// Places of zones.
    private var lists: [[Int]] = []
    /// The place of a prefix's list.
    private var prefixes: [Substring: Int] = [:]
    private var longest = 0

    init(_ table: StaticString) {
        for word in table.description.split(whereSeparator: \.isWhitespace) {
            if let sign = word.firstIndex(of: "=") {
                names.append(String(word[..<sign]))
                regions.append(word[word.index(after: sign)...])
            } else if word.last == ":" {
                lists.append(word.dropLast().split(separator: ",").compactMap { Int($0) })
            } else {
                prefixes[word] = lists.count - 1
                longest = max(longest, word.utf8.count)
            }
        }
    }

    /// Those of the longest prefix that is known; where a region is given, those within it, if there are any.
    func zones(of digits: Substring, in region: String? = nil) -> [String] {
        var prefix = digits.prefix(longest)
        while !prefix.isEmpty {
            if let list = prefixes[prefix] {
                let own = lists[list].filter { region == nil || regions[$0] == region ?? "" }
                return (own.isEmpty ? lists[list] : own).map { names[$0] }
            }
            prefix.removeLast()
        }
        return []
    }
}
