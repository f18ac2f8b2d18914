public import Modems

/// A modem that does what a recording says, as a value: it answers as the recorded one did, falls silent when that did,
/// says unasked what that said, and goes away and comes back with it. So a driver comes through the same states.
///
/// The recording is played at its pace, which the driver's own questions correct: where it asks the same in the same
/// order, each answer is the recorded one. What it asks in another order is answered by what was said to it about that
/// time, what the recording lacks as a plain modem would. When the recording is over, the modem stays as it was.
public struct RecordedModem: Sendable {
    public enum Event: Sendable, Hashable {
        /// From the host.
        case received([UInt8])
        case timer
    }

    public enum Action: Sendable, Hashable {
        case write([UInt8])
        /// The port goes away.
        case vanish
        /// It is back.
        case appear
        /// A `timer` is due then. Each takes the place of the one before.
        case wake(at: Duration)
        /// For people who watch: what the recording says here, or lacks.
        case tell(String)
    }

    enum Mode: Sendable, Hashable {
        case commands
        /// The prompt stands.
        case message
    }

    struct Writing: Sendable {
        var at: Duration
        var bytes: [UInt8]
    }

    let script: ReplayScript
    /// So many times the recorded pace.
    let speed: Int
    /// A moment of the recording and when it was played; nil until the driver said something.
    var anchor: (recorded: Duration, real: Duration)?
    /// The exchange that was played last.
    var cursor = -1
    var used: Set<Int> = []
    /// The `+CMGS` that was played last.
    var submission: Int?
    private var nextHappening = 0
    /// By time.
    private var outbox: [Writing] = []
    private var line: [UInt8] = []
    /// Where the recording goes on with the driver's next word.
    var resumesAt: Duration?
    var mode = Mode.commands
    private var isThere = true
    private var hasEnded = false
    /// What answers where the recording has nothing. It hears all that the driver says.
    var plain: SimulatedModem
    /// Questions that people were told of.
    var told: Set<String> = []

    private static let longestLine = 1024
    /// More is dropped: a driver that reads nothing.
    private static let mostWritings = 10_000

    /// - Parameters:
    ///   - recording: What is played; masked or not.
    ///   - speed: So many times its pace, 1 to 100.
    public init(_ recording: Recording, speed: Int = 1) {
        script = ReplayScript(recording)
        self.speed = min(max(1, speed), 100)
        plain = SimulatedModem(index: 0)
        plain.hardware.echoesAtStart = false
        plain.hardware.answerDelay = .milliseconds(5)
        _ = plain.handle(.plug, at: .zero)
    }

    /// Takes one event and says what the modem does.
    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        var actions: [Action] = []
        perform(until: now, &actions)
        if case .received(let bytes) = event, isThere {
            for byte in bytes { take(byte, at: now, &actions) }
            perform(until: now, &actions)
        }
        if let deadline { actions.append(.wake(at: max(deadline, now))) }
        return actions
    }

    // MARK: Time

    /// Where in the recording it is.
    func position(at now: Duration) -> Duration {
        guard let anchor else { return .zero }
        return anchor.recorded + (now - anchor.real) * speed
    }

    private func real(_ recorded: Duration) -> Duration? {
        anchor.map { $0.real + (recorded - $0.recorded) / speed }
    }

    private var deadline: Duration? {
        let happening = script.happenings.dropFirst(nextHappening).first.flatMap { real($0.at) }
        let end = hasEnded ? nil : real(script.end)
        return [outbox.first?.at, happening, end].compactMap(\.self).min()
    }

    /// What is due.
    private mutating func perform(until now: Duration, _ actions: inout [Action]) {
        while true {
            let happening = script.happenings.dropFirst(nextHappening).first
            let due = happening.flatMap { real($0.at) }
            if let first = outbox.first, first.at <= now, first.at <= due ?? first.at {
                outbox.removeFirst()
                if isThere { actions.append(.write(first.bytes)) }
            } else if let happening, let due, due <= now {
                nextHappening += 1
                perform(happening.kind, &actions)
            } else {
                break
            }
        }
        if !hasEnded, let end = real(script.end), end <= now {
            hasEnded = true
            actions.append(.tell("the recording is over; the modem stays as it is"))
        }
    }

    private mutating func perform(_ kind: ReplayScript.Happening.Kind, _ actions: inout [Action]) {
        switch kind {
        case .line(let text): if isThere { actions.append(.write(Self.bytes(text))) }
        case .vanishes where isThere:
            isThere = false
            outbox = []
            line = []
            mode = .commands
            actions.append(.tell("the port goes away"))
            actions.append(.vanish)
        case .appears(let opened) where !isThere:
            isThere = true
            // What was not asked before it went is not asked any more.
            cursor = max(cursor, (script.exchanges.firstIndex { $0.at >= opened } ?? script.exchanges.count) - 1)
            resumesAt = opened
            actions.append(.tell("the port is back"))
            actions.append(.appear)
        case .vanishes, .appears: break
        case .state(let state): actions.append(.tell("recorded here: \(state)"))
        }
    }

    /// A line, or the prompt, as it stands on the wire.
    static func bytes(_ line: String) -> [UInt8] { Array((line == ">" ? "\r\n> " : "\r\n\(line)\r\n").utf8) }

    mutating func write(_ bytes: [UInt8], at time: Duration) {
        guard outbox.count < Self.mostWritings else { return }
        let place = outbox.lastIndex { $0.at <= time }.map { $0 + 1 } ?? 0
        outbox.insert(Writing(at: time, bytes: bytes), at: place)
    }

    // MARK: What the driver says

    private mutating func take(_ byte: UInt8, at now: Duration, _ actions: inout [Action]) {
        switch (mode, byte) {
        case (_, 0x1B):
            mode = .commands
            line = []
            answer(.escape, [0x1B], at: now, &actions)
        case (.message, 0x1A):
            mode = .commands
            let bytes = line + [0x1A]
            line = []
            answer(.message, bytes, at: now, &actions)
        case (.message, _): if line.count < Self.longestLine { line.append(byte) }
        case (.commands, 0x0D):
            let text = String(decoding: line, as: UTF8.self)
            let bytes = line + [0x0D]
            line = []
            guard text.uppercased().hasPrefix("AT") else { break }
            answer(ReplayScript.Question(line: text), bytes, at: now, &actions)
        case (.commands, 0x0A), (.commands, 0x1A): break
        case (.commands, _): if line.count < Self.longestLine { line.append(byte) }
        }
    }
}
