import Glibc

/// The lines of a stream as they come in, without their line feeds.
struct LineInput: Sequence, IteratorProtocol {
    /// A longer line is given out in pieces, which are then lines that nobody understands.
    static let longestLine = 4 << 20

    private let longest: Int
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var searched = 0
    private var ended = false

    init(descriptor: Int32, longest: Int = longestLine) {
        self.descriptor = descriptor
        self.longest = longest
    }

    mutating func next() -> [UInt8]? {
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { drop(end + 1) }
                return Array(buffer[..<end])
            }
            searched = buffer.count
            if ended || buffer.count >= longest {
                guard !buffer.isEmpty else { return nil }
                defer { drop(buffer.count) }
                return buffer
            }
            fill()
        }
    }

    private mutating func drop(_ count: Int) {
        buffer.removeFirst(count)
        searched = 0
    }

    private mutating func fill() {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(descriptor, &chunk, chunk.count)
        if count > 0 {
            buffer += chunk[..<count]
        } else if count == 0 || errno != EINTR {
            ended = true
        }
    }
}
