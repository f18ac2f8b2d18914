/// Entries of a recording in one block of memory that grows up to a limit: 8 octets each, and the text.
struct OctetRing: Sendable {
    private var storage: [UInt8] = []
    /// Where the oldest entry begins.
    private var head = 0
    private(set) var count = 0
    private let limit: Int

    static let headSize = 8
    /// Octets of a text that are kept.
    static let longestText = 4096
    private static let least = 1024

    init(limit: Int) {
        self.limit = limit
    }

    var isEmpty: Bool { count == 0 }

    /// Octets of memory.
    var capacity: Int { storage.count }

    func hasRoom(for octets: Int) -> Bool {
        isEmpty || count + Self.headSize + min(octets, Self.longestText) <= limit
    }

    mutating func append(_ kind: Recording.Kind, _ text: String, at time: Duration) {
        let milliseconds = time.wholeMilliseconds
        var text = text
        text.withUTF8 { all in
            let octets = UnsafeRawBufferPointer(
                rebasing: UnsafeRawBufferPointer(all)[..<min(all.count, Self.longestText)]
            )
            makeRoom(for: Self.headSize + octets.count)
            // 40 bits of milliseconds are 34 years.
            var header = UInt64(milliseconds & 0xFF_FFFF_FFFF) | UInt64(kind.number) << 40 | UInt64(octets.count) << 48
            withUnsafeBytes(of: &header) { write($0) }
            write(octets)
        }
    }

    /// Of the oldest entry.
    var first: (at: Duration, size: Int)? {
        guard count >= Self.headSize else { return nil }
        let header = header(at: head)
        return (.milliseconds(Int64(header & 0xFF_FFFF_FFFF)), Self.headSize + Int(header >> 48))
    }

    /// What was removed; the text of marks alone.
    mutating func removeFirst() -> (kind: Recording.Kind, text: String?)? {
        guard let first else { return nil }
        let kind = Recording.Kind(number: UInt8(truncatingIfNeeded: header(at: head) >> 40))
        let text = kind == .noted ? text(at: head, size: first.size) : nil
        head = place(first.size)
        count -= min(count, first.size)
        return (kind, text)
    }

    var entries: [Recording.Entry] {
        var entries: [Recording.Entry] = []
        var offset = 0
        while offset + Self.headSize <= count {
            let place = place(offset)
            let header = header(at: place)
            let size = Self.headSize + Int(header >> 48)
            entries.append(
                Recording.Entry(
                    at: .milliseconds(Int64(header & 0xFF_FFFF_FFFF)),
                    Recording.Kind(number: UInt8(truncatingIfNeeded: header >> 40)),
                    text(at: place, size: size)
                )
            )
            offset += size
        }
        return entries
    }

    private func header(at place: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<Self.headSize {
            value |= UInt64(storage[(place + index) & (storage.count - 1)]) << (UInt64(index) * 8)
        }
        return value
    }

    private func text(at place: Int, size: Int) -> String {
        let octets = (Self.headSize..<size).map { storage[(place + $0) & (storage.count - 1)] }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The place so far behind the head; sizes are powers of two.
    private func place(_ offset: Int) -> Int { (head + offset) & (storage.count - 1) }

    private mutating func makeRoom(for octets: Int) {
        guard count + octets > storage.count else { return }
        var size = max(Self.least, storage.count)
        while size < count + octets { size *= 2 }
        var grown = [UInt8](repeating: 0, count: size)
        for offset in 0..<count { grown[offset] = storage[place(offset)] }
        storage = grown
        head = 0
    }

    private mutating func write(_ octets: UnsafeRawBufferPointer) {
        let start = place(count)
        storage.withUnsafeMutableBytes { buffer in
            let one = min(octets.count, buffer.count - start)
            UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + one])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: octets[..<one]))
            guard one < octets.count else { return }
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<(octets.count - one)])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: octets[one...]))
        }
        count += octets.count
    }
}

/// The dialogue of one start, up to a limit.
struct StartLog: Sendable {
    private var ring: OctetRing
    private var isFull = false

    init(limit: Int) {
        ring = OctetRing(limit: limit)
    }

    mutating func append(_ kind: Recording.Kind, _ text: String, at time: Duration) {
        isFull = isFull || !ring.hasRoom(for: text.utf8.count)
        if !isFull { ring.append(kind, text, at: time) }
    }

    /// Octets of memory.
    var capacity: Int { ring.capacity }

    var entries: [Recording.Entry] { ring.entries }
}

extension Recording.Kind {
    fileprivate var number: UInt8 {
        switch self {
        case .sent: 0
        case .received: 1
        case .noted: 2
        }
    }

    fileprivate init(number: UInt8) {
        self = number == 0 ? .sent : number == 1 ? .received : .noted
    }
}
