/// The form in which a recording is a file: text in UTF-8, a line each.
///
///     smsbridge-recording 1
///     modem line1
///     dialect huawei
///     …
///
///        0.000 = opened
///        0.004 > AT
///        0.010 < OK
///
/// First the head, up to an empty line: a name and a value. Then the entries: seconds since the first, what it is
/// (``Recording/Kind``), and its text up to the end of the line. Names that a reader does not know are read over.
extension Recording {
    /// The first line of every file.
    public static let magic = "smsbridge-recording 1"
    /// Files with more octets are not read.
    public static let longestFile = 8 << 20
    /// Octets of the longest line.
    static let longestLine = 8192

    /// Why a text is no recording.
    public struct Unreadable: Error, Sendable, Hashable, CustomStringConvertible {
        /// From 1.
        public var line: Int
        public var reason: String

        public var description: String { "line \(line): \(reason)" }
    }

    public var text: String {
        var text = header.text + "\n"
        for entry in entries {
            text += "\(Self.seconds(entry.at)) \(entry.kind.rawValue) \(Self.oneLine(entry.text))\n"
        }
        return text
    }

    /// Reads a file's text. Throws where it is no recording, is of a later form, or is damaged.
    public init(parsing text: String) throws(Unreadable) {
        var number = 0
        var header = Header(modem: "", began: "", ended: "", version: "")
        var entries: [Entry] = []
        var isHead = true
        guard text.utf8.count <= Self.longestFile else {
            throw Unreadable(line: 1, reason: "more than \(Self.longestFile >> 20) MiB: no recording is so long")
        }
        for line in Self.lines(of: text) {
            number += 1
            guard line.utf8.count <= Self.longestLine else {
                throw Unreadable(line: number, reason: "a line of more than \(Self.longestLine) octets")
            }
            if number == 1 {
                guard line == Self.magic else { throw Self.wrongMagic(line) }
            } else if isHead {
                if line.isEmpty { isHead = false } else { header.take(line) }
            } else if !line.isEmpty {
                guard let entry = Entry(line) else {
                    throw Unreadable(
                        line: number,
                        reason: "expected such as “1.250 > AT+CSQ”, found “\(line.prefix(40))”"
                    )
                }
                entries.append(entry)
            }
        }
        guard !entries.isEmpty else { throw Unreadable(line: number, reason: "it ends before its first entry") }
        // A file that was put together by hand may be out of order.
        self.init(header: header, entries: entries.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1))
    }

    /// By octets: to Swift a CR and its LF are one character.
    static func lines(of text: String) -> [Substring] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            Substring(line.last == 0x0D ? line.dropLast() : line)
        }
    }

    private static func wrongMagic(_ line: Substring) -> Unreadable {
        line.hasPrefix("smsbridge-recording ")
            ? Unreadable(
                line: 1,
                reason: "it is of a later form (\(line.dropFirst(20).prefix(10))): use a newer smsbridge"
            )
            : Unreadable(line: 1, reason: "no recording: a recording begins with “\(magic)”")
    }

    /// Such as `    1.250`.
    private static func seconds(_ time: Duration) -> String {
        let milliseconds = time.wholeMilliseconds
        let rest = String(1000 + milliseconds % 1000).dropFirst()
        let text = "\(milliseconds / 1000).\(rest)"
        return String(repeating: " ", count: max(0, 9 - text.utf8.count)) + text
    }

    private static func oneLine(_ text: String) -> String {
        text.utf8.contains { $0 == 0x0A || $0 == 0x0D } ? String(text.filter { !$0.isNewline }) : text
    }
}

extension Recording.Header {
    /// The head of a file, without the empty line behind it.
    public var text: String {
        let rows =
            [
                ("modem", modem), ("dialect", dialect), ("model", model), ("began", began), ("ended", ended),
                ("version", version),
            ] + reasons.map { ("reason", $0) }
        return Recording.magic + "\n"
            + rows.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.filter { !$0.isNewline })\n" }.joined()
    }

    /// The head of a text that may be cut behind it; nil where it is no recording's.
    public init?(headOf text: String) {
        let lines = Recording.lines(of: text)
        guard lines.first.map({ $0 == Recording.magic }) == true else { return nil }
        self.init(modem: "", began: "", ended: "", version: "")
        for line in lines.dropFirst() {
            if line.isEmpty { break }
            take(line)
        }
    }

    mutating func take(_ line: Substring) {
        guard let space = line.firstIndex(of: " ") else { return }
        let value = String(line[space...]).trimmed
        switch line[..<space] {
        case "modem": modem = value
        case "dialect": dialect = value
        case "model": model = value
        case "began": began = value
        case "ended": ended = value
        case "version": version = value
        case "reason": reasons.append(value)
        default: break
        }
    }
}

extension Recording.Entry {
    /// Reads `   1.250 > AT+CSQ`.
    init?(_ line: Substring) {
        let line = line.drop { $0 == " " }
        guard let space = line.firstIndex(of: " "), let at = Duration(seconds: line[..<space]) else { return nil }
        let rest = line[line.index(after: space)...]
        guard let sign = rest.first, let kind = Recording.Kind(rawValue: String(sign)) else { return nil }
        let text = rest.dropFirst()
        guard text.isEmpty || text.hasPrefix(" ") else { return nil }
        self.init(at: at, kind, String(text.dropFirst()))
    }
}

extension Duration {
    /// Reads `1.25`: at most nine digits before the point and three behind it.
    fileprivate init?(seconds text: Substring) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].utf8.count <= 9, parts[0].isDecimal, let whole = Int(parts[0])
        else {
            return nil
        }
        guard parts.count == 2 else {
            self = .seconds(whole)
            return
        }
        guard parts[1].utf8.count <= 3, parts[1].isDecimal, let rest = Int(parts[1]) else { return nil }
        self = .milliseconds(whole * 1000 + rest * [100, 10, 1][parts[1].utf8.count - 1])
    }

    /// Rounded down; nothing below zero.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}
