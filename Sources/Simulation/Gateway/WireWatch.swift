import Logging
import Synchronization

/// Looks at every octet that hosts write to modems, and at every line of the log: whether a text became an order there.
///
/// A writing is a command and its carriage return, a PDU in hexadecimal and its Ctrl-Z, or ESC by itself; nothing else.
final class WireWatch: Sendable {
    private struct State {
        var problems: [String] = []
        var verbs: Set<String> = []
        var logged = 0
    }

    private static let most = 20

    private let state = Mutex(State())

    var problems: [String] { state.withLock(\.problems) }
    /// The names of all commands that were written.
    var verbs: [String] { state.withLock { $0.verbs.sorted() } }
    /// How many lines were logged.
    var logged: Int { state.withLock(\.logged) }

    func written(_ bytes: [UInt8]) {
        switch bytes.last {
        case 0x1A where bytes.dropLast().allSatisfy(Self.isHex): return
        case 0x0D:
            let line = bytes.dropLast()
            guard line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { break }
            let text = String(decoding: line, as: UTF8.self)
            guard text.isEmpty || text.hasPrefix("AT"), !HostileText.commands.contains(text) else { break }
            let verb = String(text.dropFirst(2).prefix { $0 != "=" && $0 != "?" })
            return state.withLock { _ = $0.verbs.insert(verb) }
        case 0x1B where bytes.count == 1, 0x0A where bytes == [0x1B, 0x0D, 0x0A]: return
        // A prompt that was taken back is ended, and half of a PDU is no order.
        case .some where bytes.allSatisfy(Self.isHex): return
        default: break
        }
        complain("written to a modem: \(bytes.prefix(60).map { String($0, radix: 16) }.joined(separator: " "))")
    }

    func logged(_ line: String) {
        state.withLock { $0.logged += 1 }
        guard let odd = line.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) else { return }
        complain("U+\(String(odd.value, radix: 16)) in the log: \(line.prefix(80).debugDescription)")
    }

    private func complain(_ problem: String) {
        state.withLock { state in
            if state.problems.count < Self.most { state.problems.append(problem) }
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte)
    }
}

/// Hands every line of the log to a ``WireWatch``.
struct WatchedLog: LogHandler {
    let watch: WireWatch
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    func log(event: LogEvent) {
        watch.logged("\(event.message)")
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
