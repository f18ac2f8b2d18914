/// A PDU that was found in a text.
public struct FoundPDU: Hashable, Sendable {
    /// Hexadecimal digits alone.
    public var hex: String
    /// The line where it begins, counted from 1.
    public var line: Int
    /// The length that the modem's line in front of it gives (`+CMGL`, `+CMGR`, `+CMT`, `+CDS`, `AT+CMGS=`): octets of the
    /// TPDU.
    public var tpduLength: Int?
    /// Whether it stood in the answer to a submission (`+CMGS: reference,PDU`): then it is an SMS-SUBMIT-REPORT.
    public var isAcknowledgement: Bool

    public init(hex: String, line: Int, tpduLength: Int? = nil, isAcknowledgement: Bool = false) {
        self.hex = hex
        self.line = line
        self.tpduLength = tpduLength
        self.isAcknowledgement = isAcknowledgement
    }
}

/// Finds PDUs in what people paste: bare digits, digits in quotes, behind `0x`, in groups, AT dialogues and logs with
/// times in front.
///
/// Lines are given one by one, so that a log may be of any length. A PDU on a line of its own is taken from 4 octets on,
/// one among other words from 11 on, which no IMEI, ICCID or phone number reaches.
public struct PDUFinder {
    private var line = 0
    private var length: Int?
    private var open: FoundPDU?

    private static let shortestAlone = 8
    private static let shortestAmongWords = 22
    /// A PDU has 176 octets at most; what is longer is found all the same, and explained as too long.
    private static let longest = 4096

    public init() {}

    /// Whether a line announced a PDU that has not come yet, or not wholly.
    public var isWaiting: Bool { length != nil || open != nil }

    /// The PDUs that the text holds, in order.
    public static func find(in text: String) -> [FoundPDU] {
        var finder = PDUFinder()
        var found: [FoundPDU] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            found += finder.read(line)
        }
        return found + finder.finish()
    }

    /// The PDUs that are known to be whole with this line.
    public mutating func read(_ text: some StringProtocol) -> [FoundPDU] {
        line += 1
        let octets = Array(text.utf8)
        if var pdu = open {
            if let more = Self.wholeLine(octets), pdu.hex.utf8.count + more.count <= Self.longest {
                pdu.hex += String(decoding: more, as: UTF8.self)
                open = pdu
                return isComplete(pdu) ? finish() : []
            }
            let ended = finish()
            return ended + read(octets)
        }
        return read(octets)
    }

    /// The PDU that waited for its rest, at the end of the text.
    public mutating func finish() -> [FoundPDU] {
        defer { open = nil }
        return open.map { [$0] } ?? []
    }

    private mutating func read(_ octets: [UInt8]) -> [FoundPDU] {
        if let hex = Self.acknowledgement(in: octets) {
            let digits = String(decoding: hex, as: UTF8.self)
            return [FoundPDU(hex: digits, line: line, tpduLength: hex.count / 2, isAcknowledgement: true)]
        }
        var rest = octets[...]
        if let header = Self.header(in: octets) {
            length = header.length
            rest = octets[header.end...]
        }
        guard let hex = Self.wholeLine(Array(rest)) ?? Self.longestRun(in: rest, isAnnounced: length != nil),
            length != nil || Self.isPlausible(hex)
        else { return [] }
        let found = FoundPDU(hex: String(decoding: hex, as: UTF8.self), line: line, tpduLength: length)
        length = nil
        guard isComplete(found) else {
            open = found
            return []
        }
        return [found]
    }

    /// Whether there is as much as the line in front announced: a terminal may have broken it into several lines.
    private func isComplete(_ pdu: FoundPDU) -> Bool {
        guard let length = pdu.tpduLength, let first = Hex.decode(pdu.hex.prefix(2))?.first else { return true }
        let octets = pdu.hex.utf8.count / 2
        return octets == length || octets >= 1 + Int(first) + length
    }
}

extension PDUFinder {
    private static let headers = ["+CMGL:", "+CMGR:", "+CMT:", "+CDS:", "+CMGS=", "+CMGW="]

    /// A line of the modem that announces a PDU: its length, and where the line ends.
    private static func header(in line: [UInt8]) -> (length: Int, end: Int)? {
        let upper = line.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }
        for header in headers {
            let name = Array(header.utf8)
            guard upper.count >= name.count else { continue }
            for start in 0...upper.count - name.count where upper[start..<start + name.count].elementsEqual(name) {
                if let length = length(in: upper, from: start + name.count) { return length }
            }
        }
        return nil
    }

    /// The TPDU behind the reference in `+CMGS: 42,0100…` (3GPP TS 27.005 clause 3.5.1); quotes may enclose it.
    private static func acknowledgement(in line: [UInt8]) -> [UInt8]? {
        let name = Array("+CMGS:".utf8)
        guard let start = line.indices.first(where: { line[$0...].starts(with: name) }) else { return nil }
        let values = line[(start + name.count)...].split(separator: UInt8(ascii: ","), maxSplits: 1)
        guard values.count == 2 else { return nil }
        let digits = values[1].filter { !" \"\r".utf8.contains($0) }
        return digits.count >= shortestAlone && digits.allSatisfy(isHex) ? digits : nil
    }

    /// The last of the values behind a header, of which those in front may be texts in quotes.
    private static func length(in line: [UInt8], from start: Int) -> (length: Int, end: Int)? {
        var index = start
        var isQuoted = false
        var number: Int?
        while index < line.count {
            let octet = line[index]
            if octet == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if isQuoted || octet == UInt8(ascii: " ") {
            } else if octet == UInt8(ascii: ",") {
                number = nil
            } else if isDigit(octet) {
                number = min(99_999, (number ?? 0) * 10 + Int(octet - 0x30))
            } else {
                break
            }
            index += 1
        }
        return number.map { ($0, index) }
    }

    private static func isDigit(_ octet: UInt8) -> Bool { 0x30...0x39 ~= octet }

    private static func isHex(_ octet: UInt8) -> Bool {
        isDigit(octet) || 0x41...0x46 ~= octet || 0x61...0x66 ~= octet
    }

    private static func isWord(_ octet: UInt8) -> Bool {
        isDigit(octet) || 0x41...0x5A ~= octet || 0x61...0x7A ~= octet || octet == UInt8(ascii: "_") || octet >= 0x80
    }

    /// The digits of a line that holds nothing else but what separates or encloses them.
    private static func wholeLine(_ line: [UInt8]) -> [UInt8]? {
        var digits: [UInt8] = []
        var index = 0
        while index < line.count {
            let octet = line[index]
            if octet == UInt8(ascii: "0"), index + 1 < line.count, line[index + 1] | 0x20 == UInt8(ascii: "x") {
                index += 2
                continue
            }
            if isHex(octet) {
                digits.append(octet)
            } else if !" \t\r\"',:;<>-\u{1A}".utf8.contains(octet) {
                return nil
            }
            index += 1
        }
        return digits.count >= shortestAlone && looksLikeGroups(line) ? digits : nil
    }

    /// Decimal digits alone may as well be an IMEI or ICCID, letters alone a word.
    private static func isPlausible(_ digits: [UInt8]) -> Bool {
        let decimals = digits.count(where: isDigit)
        return decimals > 0 && (decimals < digits.count || digits.count > shortestAmongWords)
    }

    /// Whole octets in each group; with `:` or `-` between them many of one octet, which no time stamp is.
    private static func looksLikeGroups(_ line: [UInt8]) -> Bool {
        let groups = line.split { !isHex($0) }
        guard line.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }) else {
            return groups.dropLast().allSatisfy { $0.count % 2 == 0 || $0.elementsEqual("0".utf8) }
        }
        return groups.count >= 8 && groups.allSatisfy { $0.count == 2 }
    }

    /// The longest run of digits between other characters, single or in groups of even length.
    private static func longestRun(in line: ArraySlice<UInt8>, isAnnounced: Bool) -> [UInt8]? {
        var best: [UInt8] = []
        var run: [UInt8] = []
        var separator: UInt8?
        var index = line.startIndex
        while index < line.endIndex {
            guard isHex(line[index]), index == line.startIndex || startsWord(line, index) else {
                index += 1
                continue
            }
            var end = index
            while end < line.endIndex, isHex(line[end]) {
                end += 1
            }
            let word = line[index..<end]
            guard end == line.endIndex || !isWord(line[end]) else {
                index = end + 1
                run = []
                continue
            }
            let gap: UInt8? = run.isEmpty || index - 1 < line.startIndex ? nil : line[index - 1]
            if gap != nil, gap == separator || separator == nil, word.count % 2 == 0 {
                run += word
                separator = gap
            } else {
                run = Array(word)
                separator = nil
            }
            if run.count > best.count {
                best = run
            }
            // Groups are one space or colon apart; anything else begins anew.
            let next = end + 1
            if next >= line.endIndex || !(line[end] == UInt8(ascii: " ") || line[end] == UInt8(ascii: ":"))
                || !isHex(line[next]) || word.count % 2 != 0
            {
                run = []
                separator = nil
            }
            index = end
        }
        return best.count >= (isAnnounced ? shortestAlone : shortestAmongWords) ? best : nil
    }

    /// Whether a word begins here; `0x`, and the `\r`, `\n` that logs write, may stand in front.
    private static func startsWord(_ line: ArraySlice<UInt8>, _ index: Int) -> Bool {
        let before = line[index - 1]
        if !isWord(before) { return true }
        guard index - 2 >= line.startIndex else { return false }
        let second = line[index - 2]
        return (before | 0x20 == UInt8(ascii: "x") && second == UInt8(ascii: "0"))
            || (second == UInt8(ascii: "\\") && [UInt8(ascii: "n"), UInt8(ascii: "r")].contains(before))
    }
}
