import Modems

/// A dialogue under test, with its time, and without what most tests do not ask about (wakes and traces).
struct Script {
    var dialogue: ATDialogue
    var now: Duration = .zero
    var all: [ATDialogue.Action] = []

    init(_ change: (inout ATDialogue.Settings) -> Void = { _ in }) {
        var settings = ATDialogue.Settings()
        change(&settings)
        dialogue = ATDialogue(settings: settings)
    }

    @discardableResult
    mutating func feed(_ event: ATDialogue.Event) -> [ATDialogue.Action] {
        let actions = dialogue.handle(event, at: now)
        all += actions
        return actions.filter {
            switch $0 {
            case .wake, .trace: false
            default: true
            }
        }
    }

    @discardableResult
    mutating func receive(_ text: String) -> [ATDialogue.Action] { feed(.received(Array(text.utf8))) }

    @discardableResult
    mutating func send(_ command: ATCommand) -> [ATDialogue.Action] { feed(.send(command)) }

    /// To the next deadline.
    @discardableResult
    mutating func timeOut() -> [ATDialogue.Action] {
        now = dialogue.deadline ?? now
        return feed(.timer)
    }

    /// A modem that tells its registers, asked whether it is there.
    mutating func findStep() {
        var asked = send(.attention).written
        for _ in 0..<12 where !dialogue.isIdle {
            guard let command = asked.first else {
                asked = timeOut().written
                continue
            }
            asked = receive((Self.registers[command].map { "\r\n\($0)\r\n" } ?? "") + "\r\nOK\r\n").written
        }
    }

    static let registers = ["ATS3?\r": "013", "ATS4?\r": "010", "ATS5?\r": "008"]

    mutating func wait(_ duration: Duration) { now += duration }

    /// Up to the prompt, answered with "write".
    mutating func handOver(_ pdu: String = Script.pdu) {
        feed(.submit(tpduLength: pdu.utf8.count / 2 - 1, pdu: pdu))
        receive("\r\n> ")
        feed(.promptAnswered(.write))
    }

    static let pdu = "0001000B919471100000F9000002C834"
}

extension [ATDialogue.Action] {
    var answer: ATAnswer? {
        lazy.compactMap { if case .answered(let answer) = $0 { answer } else { nil } }.first
    }

    var submitted: SubmissionResult? {
        lazy.compactMap { if case .submitted(let result) = $0 { result } else { nil } }.first
    }

    var late: SubmissionResult? {
        lazy.compactMap { if case .lateSubmission(let result) = $0 { result } else { nil } }.first
    }

    var notices: [Unsolicited] {
        compactMap { if case .unsolicited(let notice) = $0 { notice } else { nil } }
    }

    var written: [String] {
        compactMap { if case .write(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil } }
    }

    var traces: [String] {
        compactMap { if case .trace(let line) = $0 { line.text } else { nil } }
    }
}

/// SplitMix64.
struct TestGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
