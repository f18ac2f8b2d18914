import Campaigns
import Foundation
import Glibc
import Logging
import Storage
import Synchronization

/// The last hand-over, in a small file beside the database. Two places in it are written in turns, so that one is whole
/// whenever the power goes.
final class MarkFile: MarkKeeper {
    private struct State {
        var turn = 0
        var descriptor: Int32?
        /// Not on the disk yet.
        var isDirty = false
        var hasFailed = false
    }

    private let path: String
    private let logger: Logger
    private let state = Mutex(State())

    /// Octets of each place: within one sector of any disk.
    private static let size = 256

    init(path: String, logger: Logger) {
        self.path = path
        self.logger = logger
    }

    deinit {
        state.withLock { state in
            if let descriptor = state.descriptor { close(descriptor) }
        }
    }

    func read() -> FoundMark? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let places = stride(from: 0, to: min(data.count, 2 * Self.size), by: Self.size).map { start in
            data.dropFirst(start).prefix(Self.size).prefix { $0 != UInt8(ascii: "\n") }
        }
        let records = places.compactMap { MarkRecord(String(decoding: $0, as: UTF8.self)) }
        if records.isEmpty, !data.isEmpty {
            logger.warning("\(path) cannot be read: whether the database is a restored backup cannot be told this time")
        }
        guard let newest = records.max(by: { $0.mark.handOver < $1.mark.handOver }) else { return nil }
        // The next one goes to the other place.
        if let index = records.firstIndex(of: newest), records.count == 2 {
            state.withLock { $0.turn = 1 - index }
        }
        var found = FoundMark(mark: newest.mark)
        if newest.boot == MarkRecord.thisBoot {
            found.age = MarkRecord.uptime - newest.uptime
            found.uptime = newest.uptime
        }
        return found
    }

    func write(_ mark: HighWaterMark) {
        let record = MarkRecord(mark: mark, boot: MarkRecord.thisBoot, uptime: MarkRecord.uptime)
        var octets = Array(record.text.utf8.prefix(Self.size - 1))
        octets += [UInt8](repeating: UInt8(ascii: " "), count: Self.size - 1 - octets.count) + [UInt8(ascii: "\n")]
        let problem = state.withLock { state -> String? in
            if state.descriptor == nil {
                let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
                guard descriptor >= 0 else { return Self.fail(&state) }
                state.descriptor = descriptor
            }
            guard let descriptor = state.descriptor,
                pwrite(descriptor, octets, octets.count, off_t(state.turn * Self.size)) == octets.count
            else { return Self.fail(&state) }
            state.turn = 1 - state.turn
            state.isDirty = true
            state.hasFailed = false
            return nil
        }
        if let problem {
            logger.error("\(path) cannot be written: \(problem). A restored backup would not be noticed.")
        }
    }

    /// What failed is told once.
    private static func fail(_ state: inout State) -> String? {
        let problem = String(cString: strerror(errno))
        defer { state.hasFailed = true }
        return state.hasFailed ? nil : problem
    }

    func sync() {
        let descriptor = state.withLock { state -> Int32? in
            defer { state.isDirty = false }
            return state.isDirty ? state.descriptor : nil
        }
        if let descriptor { fdatasync(descriptor) }
    }
}

/// What one place of the file says.
struct MarkRecord: Hashable {
    var mark: HighWaterMark
    /// Which life of the machine it was written in, and how old that was.
    var boot: String
    var uptime: Duration

    init(mark: HighWaterMark, boot: String, uptime: Duration) {
        self.mark = mark
        self.boot = boot
        self.uptime = uptime
    }

    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 7, words[0] == "handover", let handOver = Int64(words[1]), let at = Int64(words[2]),
            let moved = Int64(words[3]), let uptime = Int64(words[5])
        else { return nil }
        self.init(
            mark: HighWaterMark(
                handOver: handOver,
                at: Timestamp(milliseconds: at),
                moved: .milliseconds(moved)
            ),
            boot: String(words[4]),
            uptime: .milliseconds(uptime)
        )
        guard Self.checksum(body) == String(words[6]) else { return nil }
    }

    private var body: String {
        "handover \(mark.handOver) \(mark.at.milliseconds) \(mark.moved.wholeMilliseconds) \(boot) "
            + "\(uptime.wholeMilliseconds)"
    }

    var text: String { body + " " + Self.checksum(body) }

    /// FNV-1a, 64 bits: it finds a place that was written in part.
    private static func checksum(_ text: String) -> String {
        let sum = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(sum, radix: 16)
    }

    static let thisBoot: String = {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text?.filter { !$0.isWhitespace } ?? "-"
    }()

    /// Time since the machine started, asleep or not.
    static var uptime: Duration { began.uptime + began.instant.duration(to: .now) }

    private static let began: (uptime: Duration, instant: ContinuousClock.Instant) = {
        let text = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8)
        let seconds = text?.split(separator: " ").first.flatMap { Double($0) } ?? 0
        return (.milliseconds(Int64(seconds * 1000)), .now)
    }()
}
