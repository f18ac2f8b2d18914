extension ZoneRules {
    /// Reads the contents of a TZif file (RFC 8536), version 1 to 4.
    public init(identifier: String, contents: [UInt8]) throws(ZoneProblem) {
        do throws(TZifProblem) {
            var reader = TZifReader(bytes: contents)
            self = try reader.rules(identifier: identifier)
        } catch {
            throw .damaged(identifier, error.what)
        }
    }
}

private struct TZifProblem: Error {
    var what: String
}

/// RFC 8536, 3: a header and a data block with 32-bit times, then from version 2 on the same with 64-bit times, then a
/// footer with a POSIX TZ string.
private struct TZifReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private struct Header {
        var version: UInt8
        var universalCount, standardCount, leapCount, timeCount, typeCount, characterCount: Int

        func dataLength(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + standardCount
                + universalCount
        }
    }

    mutating func rules(identifier: String) throws(TZifProblem) -> ZoneRules {
        var header = try header()
        var timeSize = 4
        if header.version >= UInt8(ascii: "2") {
            try skip(header.dataLength(timeSize: 4))
            header = try self.header()
            timeSize = 8
        }
        guard header.leapCount == 0 else { throw TZifProblem(what: "it counts leap seconds") }
        let (firstOffset, changes) = try data(header, timeSize: timeSize)
        let rule = timeSize == 8 ? try footer() : nil
        return ZoneRules(identifier: identifier, firstOffset: firstOffset, changes: changes, rule: rule)
    }

    private mutating func header() throws(TZifProblem) -> Header {
        guard try take(4).elementsEqual(Array("TZif".utf8)) else { throw TZifProblem(what: "it is no TZif file") }
        let version = try take(16).first ?? 0
        let header = Header(
            version: version,
            universalCount: try count(),
            standardCount: try count(),
            leapCount: try count(),
            timeCount: try count(),
            typeCount: try count(),
            characterCount: try count()
        )
        guard header.typeCount > 0 else { throw TZifProblem(what: "it has no local time") }
        return header
    }

    private mutating func data(_ header: Header, timeSize: Int) throws(TZifProblem) -> (Int, [ZoneChange]) {
        var times: [Int64] = []
        for _ in 0..<header.timeCount {
            let time = try integer(timeSize)
            if let last = times.last, time <= last { throw TZifProblem(what: "its times are out of order") }
            times.append(time)
        }
        let indices = try take(header.timeCount)
        var offsets: [Int] = []
        for _ in 0..<header.typeCount {
            let offset = Int(try integer(4))
            guard abs(offset) <= 26 * 3600 else { throw TZifProblem(what: "it has an offset of \(offset) s") }
            offsets.append(offset)
            try skip(2)
        }
        try skip(header.characterCount + header.leapCount * (timeSize + 4) + header.standardCount)
        try skip(header.universalCount)
        var changes: [ZoneChange] = []
        for (time, index) in zip(times, indices) {
            guard Int(index) < offsets.count else { throw TZifProblem(what: "a change leads to no local time") }
            changes.append(ZoneChange(at: time, offset: offsets[Int(index)]))
        }
        return (offsets[0], changes)
    }

    private mutating func footer() throws(TZifProblem) -> PosixZoneRule? {
        guard try take(1).first == UInt8(ascii: "\n") else { throw TZifProblem(what: "its footer is missing") }
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else {
            throw TZifProblem(what: "its footer does not end")
        }
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        if text.isEmpty { return nil }
        guard let rule = PosixZoneRule(text) else { throw TZifProblem(what: "its rule '\(text)' cannot be read") }
        return rule
    }

    private mutating func take(_ count: Int) throws(TZifProblem) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else { throw TZifProblem(what: "it is cut off") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    private mutating func skip(_ count: Int) throws(TZifProblem) {
        _ = try take(count)
    }

    private mutating func integer(_ size: Int) throws(TZifProblem) -> Int64 {
        let raw = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 8 ? Int64(bitPattern: raw) : Int64(Int32(truncatingIfNeeded: raw))
    }

    private mutating func count() throws(TZifProblem) -> Int {
        let count = Int(try take(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        // More than any zone has, and few enough that no sum of them overflows.
        guard count <= 100_000 else { throw TZifProblem(what: "a count in it is too large") }
        return count
    }
}
