import Modems
import Testing

/// A modem that was slow to wake, together with the dialogue and the start-up, in simulated time: the answers come in the
/// order of the commands, each behind its own, and none is another's.
@Suite struct LateAnswerTests {
    private static let imei = "490154203237518"

    /// A port whose modem answers nothing before `awake`, then each command after `delay`.
    private struct SlowPort {
        var awake: Duration
        var delay: Duration
        /// When each answer comes, in order.
        var answers: [(at: Duration, text: String)] = []

        mutating func write(_ bytes: [UInt8], at now: Duration) {
            let command = String(decoding: bytes, as: UTF8.self).split { $0.isNewline || $0 == "\u{1B}" }.joined()
            guard !command.isEmpty else { return }
            let lines =
                switch command {
                case "AT+CGMI": "Huawei\r\n\r\n"
                case "AT+CGMM": "E173\r\n\r\n"
                case "AT+CGMR": "11.126.85\r\n\r\n"
                case "AT+CGSN": "\(imei)\r\n\r\n"
                case "AT+CPIN?": "+CPIN: READY\r\n\r\n"
                default: ""
                }
            let start = max(now, awake, answers.last?.at ?? .zero)
            answers.append((start + delay, "\(command)\r\r\n\(lines)OK\r\n"))
        }
    }

    private static func profile(
        awake: Duration,
        delay: Duration,
        early: [(at: Duration, text: String)] = []
    ) -> ModemProfile? {
        var port = SlowPort(awake: awake, delay: delay, answers: early)
        var dialogue = ATDialogue()
        var startUp = StartUp()
        var now = Duration.zero
        var pauseEnds: Duration?
        var actions: [ATDialogue.Action] = []
        func take(_ step: StartUp.Step) -> ModemProfile? {
            switch step {
            case .escape: actions += dialogue.handle(.escape, at: now)
            case .send(let command): actions += dialogue.handle(.send(command), at: now)
            case .pause(let duration): pauseEnds = now + duration
            case .ready(let profile): return profile
            case .needsPIN, .failed: return ModemProfile()
            }
            return nil
        }
        if let end = take(startUp.handle(.begin)) { return end }
        for _ in 0..<2000 {
            while !actions.isEmpty {
                let end: ModemProfile? =
                    switch actions.removeFirst() {
                    case .write(let bytes):
                        {
                            port.write(bytes, at: now); return nil
                        }()
                    case .answered(let answer): take(startUp.handle(.answered(answer)))
                    case .drained: take(startUp.handle(.escaped))
                    default: nil
                    }
                if let end { return end }
            }
            let next = [port.answers.first?.at, dialogue.deadline, pauseEnds].compactMap { $0 }.min()
            guard let next else { return nil }
            now = max(now, next)
            if let answer = port.answers.first, answer.at <= now {
                port.answers.removeFirst()
                actions += dialogue.handle(.received(Array(answer.text.utf8)), at: now)
            } else if let end = pauseEnds, end <= now {
                pauseEnds = nil
                if let end = take(startUp.handle(.paused)) { return end }
            } else {
                actions += dialogue.handle(.timer, at: now)
            }
        }
        return nil
    }

    @Test(arguments: [0, 300, 900, 1100, 1250, 2400, 3300, 5050, 9300])
    func theIdentityIsTheModems(awake: Int) throws {
        for delay in [0, 1, 20, 150, 400] {
            let profile = try #require(Self.profile(awake: .milliseconds(awake), delay: .milliseconds(delay)))
            #expect(profile.identity.imei == Self.imei, "awake after \(awake) ms, \(delay) ms an answer")
            #expect(profile.identity.model == "E173")
            #expect(profile.dialect.contains("huawei"))
        }
    }

    /// The daemon was killed while it asked, and the next one opens the port: what the modem still has to say is none of
    /// its answers.
    @Test(arguments: [100, 350, 700, 1500, 2600, 4000])
    func whatALifeBeforeAskedIsNotOurs(milliseconds: Int) throws {
        for text in [
            "OK\r\n", "ERROR\r\n", "Another\r\n\r\nOK\r\n", "OK\r\nOK\r\n", "+CMGL: 1,1,,21\r\n00\r\n\r\nOK\r\n",
        ] {
            for delay in [1, 20, 150] {
                let profile = try #require(
                    Self.profile(
                        awake: .zero,
                        delay: .milliseconds(delay),
                        early: [(.milliseconds(milliseconds), "\r\n" + text)]
                    )
                )
                #expect(profile.identity.imei == Self.imei, "\(text) after \(milliseconds) ms, \(delay) ms an answer")
                #expect(profile.identity.model == "E173", "\(text) after \(milliseconds) ms, \(delay) ms an answer")
            }
        }
    }
}
