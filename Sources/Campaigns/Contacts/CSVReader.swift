/// Reads CSV (RFC 4180) as it comes in, in chunks of any size, in memory that is bounded by the longest record.
///
/// The delimiter is found in the first line (`,`, `;`, tab or `|`, or what an Excel line `sep=;` says), the encoding by
/// the byte order mark and the bytes themselves: UTF-8, UTF-16 or Windows-1252. Lines may end in LF, CRLF or CR, and
/// quoted fields may hold line ends. A record that cannot be read costs one line: its first one is reported and
/// reading goes on behind it. Empty lines are skipped.
public struct CSVReader: Sendable {
    public static let defaultRecordLimit = 64 * 1024
    public static let maximumFields = 512

    /// The delimiter, as soon as it is known.
    public private(set) var delimiter: Character?

    private let recordLimit: Int
    private var input = CSVInput()
    private var text = CSVText()
    /// Octets of records that are not complete yet; consumed up to `start`.
    private var buffer: [UInt8] = []
    private var start = 0
    private var line = 1
    private var scan: Scan
    /// Whether the rest of a line that was given up is still on its way.
    private var isSkipping = false
    private var separator: UInt8 = 0

    /// A record of more than `recordLimit` bytes is a problem. A delimiter of nil is looked for.
    public init(delimiter: Character? = nil, recordLimit: Int = CSVReader.defaultRecordLimit) {
        self.recordLimit = max(recordLimit, 16)
        scan = Scan(at: 0)
        if let delimiter, let byte = delimiter.asciiValue {
            self.delimiter = delimiter
            separator = byte
        }
    }

    /// Where in a record reading stands, so that no byte is looked at twice when chunks are small.
    private struct Scan: Sendable {
        enum Mode { case fieldStart, bare, quoted, quoteInQuoted }
        var mode = Mode.fieldStart
        var index: Int
        var fieldStart: Int
        var lineEnds = 0
        var fields: [Field] = []

        init(at index: Int) {
            self.index = index
            fieldStart = index
        }
    }

    private struct Field {
        var range: Range<Int>
        var isQuoted: Bool
    }

    /// Takes the next bytes of the file and returns the records that they complete.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [CSVRecord] {
        input.decode(bytes, into: &buffer)
        return drain(isLast: false)
    }

    /// Says that the file ends here, and returns what is left of it.
    public mutating func finish() -> [CSVRecord] {
        input.finish(into: &buffer)
        return drain(isLast: true)
    }

    private mutating func drain(isLast: Bool) -> [CSVRecord] {
        var records: [CSVRecord] = []
        guard delimiter != nil || sniff(isLast: isLast) else { return [] }
        while let step = next(isLast: isLast) {
            if let record = step.record { records.append(record) }
        }
        if start > 0 {
            buffer.removeFirst(start)
            scan.index -= start
            scan.fieldStart -= start
            scan.fields = scan.fields.map {
                Field(range: $0.range.lowerBound - start..<$0.range.upperBound - start, isQuoted: $0.isQuoted)
            }
            start = 0
        }
        return records
    }

    /// A record, or an empty line.
    private struct Step {
        var record: CSVRecord?
    }

    /// Nil when the bytes at hand hold no whole record.
    private mutating func next(isLast: Bool) -> Step? {
        if isSkipping { skipLine(isLast: isLast) }
        guard start < buffer.count, !isSkipping else { return nil }
        switch advance(isLast: isLast) {
        case .needMore: return nil
        case .record(let end, let next):
            let step = Step(record: record(end: end))
            line += scan.lineEnds + 1
            restart(at: next)
            return step
        case .problem(let problem):
            return Step(record: abandon(problem))
        }
    }

    private enum Advance {
        case needMore
        /// The record's fields end at `end`, the next one starts at `next`.
        case record(end: Int, next: Int)
        case problem(CSVProblem)
    }

    private mutating func advance(isLast: Bool) -> Advance {
        var scan = scan
        defer { self.scan = scan }
        let count = buffer.count
        while scan.index < count {
            if scan.index - start > recordLimit { return .problem(.tooLong(bytes: recordLimit)) }
            let byte = buffer[scan.index]
            switch scan.mode {
            case .fieldStart where byte == quote:
                scan.mode = .quoted
                scan.index += 1
            case .fieldStart, .bare, .quoteInQuoted:
                if byte == quote, scan.mode == .quoteInQuoted {
                    scan.mode = .quoted
                    scan.index += 1
                } else if byte == separator {
                    close(&scan)
                    guard scan.fields.count < Self.maximumFields else {
                        return .problem(.tooManyFields(limit: Self.maximumFields))
                    }
                    scan.index += 1
                    scan.fieldStart = scan.index
                    scan.mode = .fieldStart
                } else if byte == lineFeed || byte == carriageReturn {
                    // The LF after a CR may still be on its way.
                    if byte == carriageReturn, scan.index + 1 == count, !isLast { return .needMore }
                    close(&scan)
                    let isPair = byte == carriageReturn && scan.index + 1 < count && buffer[scan.index + 1] == lineFeed
                    return .record(end: scan.index, next: scan.index + (isPair ? 2 : 1))
                } else if scan.mode == .quoteInQuoted {
                    if byte != space && byte != tab { return .problem(.textAfterQuote) }
                    scan.index += 1
                } else {
                    scan.mode = .bare
                    scan.index += 1
                }
            case .quoted:
                if byte == quote {
                    scan.mode = .quoteInQuoted
                } else if byte == lineFeed {
                    scan.lineEnds += 1
                } else if byte == carriageReturn {
                    if scan.index + 1 == count, !isLast { return .needMore }
                    if scan.index + 1 >= count || buffer[scan.index + 1] != lineFeed { scan.lineEnds += 1 }
                }
                scan.index += 1
            }
        }
        guard isLast else { return .needMore }
        if scan.mode == .quoted { return .problem(.unclosedQuote) }
        close(&scan)
        return .record(end: count, next: count)
    }

    private func close(_ scan: inout Scan) {
        scan.fields.append(Field(range: scan.fieldStart..<scan.index, isQuoted: scan.mode == .quoteInQuoted))
    }

    private mutating func record(end: Int) -> CSVRecord? {
        if scan.fields.count == 1, scan.fields[0].range.isEmpty { return nil }
        let bytes = buffer[start..<end]
        if bytes.contains(0) { return CSVRecord(line: line, fields: [], problem: .binary) }
        guard text.accepts(bytes) else { return CSVRecord(line: line, fields: [], problem: .badEncoding) }
        return CSVRecord(line: line, fields: scan.fields.map(value))
    }

    private func value(of field: Field) -> String {
        guard field.isQuoted else { return text.string(buffer[field.range]) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.range.count)
        var index = field.range.lowerBound + 1
        while index < field.range.upperBound {
            if buffer[index] == quote {
                guard index + 1 < field.range.upperBound, buffer[index + 1] == quote else { break }
                index += 1
            }
            bytes.append(buffer[index])
            index += 1
        }
        return text.string(bytes[...])
    }

    /// Reports the record and goes on behind its first line, wherever that ends: a quotation mark that is never closed
    /// must not swallow the rows behind it.
    private mutating func abandon(_ problem: CSVProblem) -> CSVRecord {
        let record = CSVRecord(line: line, fields: [], problem: problem)
        isSkipping = true
        restart(at: start)
        return record
    }

    /// Moves on behind the next line end, if it has come.
    private mutating func skipLine(isLast: Bool) {
        guard let end = buffer[start...].firstIndex(where: { $0 == lineFeed || $0 == carriageReturn }) else {
            restart(at: buffer.count)
            return
        }
        let isReturn = buffer[end] == carriageReturn
        // The LF after a CR may still be on its way.
        if isReturn, end + 1 == buffer.count, !isLast {
            restart(at: end)
            return
        }
        let isPair = isReturn && end + 1 < buffer.count && buffer[end + 1] == lineFeed
        isSkipping = false
        line += 1
        restart(at: end + (isPair ? 2 : 1))
    }

    private mutating func restart(at index: Int) {
        start = index
        scan = Scan(at: index)
    }

    /// Looks for the delimiter in the first line. False while that line is not whole.
    private mutating func sniff(isLast: Bool) -> Bool {
        let lineEnd = buffer.firstIndex { $0 == lineFeed || $0 == carriageReturn }
        guard let end = lineEnd ?? (isLast || buffer.count > recordLimit ? buffer.count : nil) else { return false }
        let first = buffer[..<end]
        if first.count == 5, first.starts(with: Array("sep=".utf8)), let byte = first.last {
            separator = byte
            delimiter = Character(Unicode.Scalar(byte))
            isSkipping = true
            return true
        }
        var counts = [0, 0, 0, 0]
        var isQuoted = false
        for byte in first {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let best = counts.indices.max { counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1) } ?? 0
        separator = candidates[best]
        delimiter = Character(Unicode.Scalar(separator))
        return true
    }
}

private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), tab, UInt8(ascii: "|")]
