import CAllocations
import Glibc
import SMS

/// Loads inputs, and answers the harness line by line.
struct Worker {
    let folder: String
    private var sink = 0

    init(folder: String) {
        self.folder = folder
    }

    static func writeInputs(folder: String, seed: UInt64, count: Int) throws(EncodeError) {
        for kind in Inputs.Kind.allCases {
            var inputs = Inputs(seed: seed)
            Self.write(try inputs.pdus(kind, count: count), to: "\(folder)/decode-\(kind.rawValue)")
            guard kind != .report else { continue }
            let texts = inputs.texts(kind, count: count).map { "\($0.number)\t\($0.text)" }
            Self.write(texts, to: "\(folder)/encode-\(kind.rawValue)")
        }
    }

    mutating func answer(_ line: String) throws {
        let words = line.split(separator: " ")
        guard words.count >= 3 else { return }
        let lines = Self.lines(of: "\(folder)/\(words[1])-\(words[2])")
        let texts = words[1] == "encode" ? lines.map(Self.pair) : []
        if words[0] == "check" {
            for line in words[1] == "encode"
                ? try texts.map({ try Answers.encoded($0.number, $0.text) }) : try lines.map(Answers.decoded)
            {
                print(line)
            }
            print("end")
        } else if words.count == 4, let milliseconds = UInt64(words[3]) {
            let limit = milliseconds * 1_000_000
            let allocations = allocation_count()
            let start = Self.nanoseconds()
            var now = start
            var done = 0
            repeat {
                if words[1] == "encode" {
                    for pair in texts {
                        sink &+= try Answers.encode(pair.number, pair.text).segments.count
                    }
                } else {
                    for line in lines {
                        sink &+= try PDUDecoder.decode(hex: line).warnings.count
                    }
                }
                done += lines.count
                now = Self.nanoseconds()
            } while now - start < limit
            print(done, now - start, allocation_count() - allocations)
        }
        fflush(nil)
    }

    /// Of processor time: what else runs on the machine does not count.
    private static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private static func pair(_ line: String) -> (number: String, text: String) {
        let parts = line.split(separator: "\t", maxSplits: 1)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    private static func lines(of path: String) -> [String] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            octets += chunk[..<count]
        }
        return octets.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func write(_ lines: [String], to path: String) {
        guard let file = fopen(path, "w") else { return }
        defer { fclose(file) }
        let octets = Array((lines.joined(separator: "\n") + "\n").utf8)
        fwrite(octets, 1, octets.count, file)
    }
}
