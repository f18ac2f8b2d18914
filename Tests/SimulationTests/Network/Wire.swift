import Modems
import Simulation

/// A dialogue, a simulated modem and a network in one value, with virtual time and no executor.
struct Wire {
    var dialogue = ATDialogue()
    var modem: SimulatedModem
    var network: SimulatedNetwork
    var now: Duration = .zero
    /// Bytes under way to the host, by time.
    var agenda: [(at: Duration, bytes: [UInt8])] = []
    /// What the dialogue said, without wakes and traces.
    var heard: [ATDialogue.Action] = []
    /// The answer at the prompt.
    var atPrompt: ATDialogue.PromptAnswer? = .write

    init(modem: SimulatedModem = SimulatedModem(index: 1), network: SimulatedNetwork = SimulatedNetwork(seed: 1)) {
        self.modem = modem
        self.network = network
        if let sim = modem.sim { self.network.add(line: sim.imsi, number: sim.number) }
        tell(.plug)
    }

    mutating func tell(_ event: SimulatedModem.Event) { carryOut(modem.handle(event, at: now)) }

    mutating func feed(_ event: ATDialogue.Event) {
        for action in dialogue.handle(event, at: now) {
            switch action {
            case .write(let bytes): tell(.received(bytes))
            case .prompted:
                heard.append(action)
                if let atPrompt { feed(.promptAnswered(atPrompt)) }
            case .wake, .trace: break
            default: heard.append(action)
            }
        }
    }

    private mutating func carryOut(_ actions: [SimulatedModem.Action]) {
        let line = modem.sim?.imsi ?? ""
        for action in actions {
            switch action {
            case .write(let bytes, let delay):
                let time = now + delay
                agenda.insert((time, bytes), at: agenda.firstIndex { $0.at > time } ?? agenda.count)
            case .submit(let submission, let reference, let pdu, _):
                tell(.submission(line: line, submission: submission, reference: reference, pdu: pdu))
            case .stored(let delivery, let storage, let index):
                tell(.stored(delivery: delivery, storage: storage, index: index))
            case .routed(let delivery): tell(.routed(delivery: delivery))
            case .undeliverable(let delivery): tell(.undeliverable(delivery: delivery))
            case .deleted(let delivery, let storage, let index):
                if let delivery { tell(.deleted(delivery: delivery, storage: storage, index: index)) }
            case .reachable: tell(.reachable(line: line))
            case .vanished: agenda = []
            }
        }
    }

    private mutating func tell(_ event: SimulatedNetwork.Event) {
        for action in network.handle(event, at: now) {
            switch action {
            case .submitResult(_, let submission, let outcome):
                tell(.submitResult(submission: submission, outcome))
            case .deliver(_, let delivery, let pdu, let length):
                tell(.deliver(delivery: delivery, pdu: pdu, tpduLength: length))
            case .report(_, let delivery, let pdu, let length):
                tell(.report(delivery: delivery, pdu: pdu, tpduLength: length))
            }
        }
    }

    /// To the next thing that happens; false where nothing is due until `limit`.
    mutating func step(limit: Duration) -> Bool {
        let times = [agenda.first?.at, network.deadline, dialogue.deadline].compactMap { $0 }
        guard let next = times.min(), next <= limit else { return false }
        now = max(now, next)
        if let first = agenda.first, first.at <= now {
            agenda.removeFirst()
            feed(.received(first.bytes))
        } else if let due = network.deadline, due <= now {
            tell(.timer)
        } else {
            feed(.timer)
        }
        return true
    }

    /// Lets time pass.
    mutating func run(_ duration: Duration) {
        let limit = now + duration
        while step(limit: limit) {}
        now = limit
    }

    /// One command and its answer.
    mutating func ask(_ command: ATCommand) -> ATAnswer {
        let before = heard.count
        feed(.send(command))
        while true {
            for case .answered(let answer) in heard[before...] { return answer }
            guard step(limit: now + .seconds(300)) else { return ATAnswer(result: .error(.timedOut)) }
        }
    }

    /// One submission and its result.
    mutating func submit(_ pdu: String, length: Int) -> SubmissionResult {
        let before = heard.count
        feed(.submit(tpduLength: length, pdu: pdu))
        while true {
            for case .submitted(let result) in heard[before...] { return result }
            guard step(limit: now + .seconds(300)) else { return .promptMissing }
        }
    }

    /// Runs a start-up to its end, with `pin` for a SIM that asks.
    mutating func start(
        _ startUp: inout StartUp,
        pin: String? = nil,
        refused: [RefusedPIN] = []
    ) -> StartUp.Step {
        var step = startUp.handle(.begin)
        for _ in 0..<500 {
            switch step {
            case .escape:
                feed(.escape)
                run(.seconds(3))
                step = startUp.handle(.escaped)
            case .send(let command): step = startUp.handle(.answered(ask(command)))
            case .pause(let duration):
                run(duration)
                step = startUp.handle(.paused)
            case .needsPIN(let question):
                switch PINRules.decide(question, pin: pin, refused: refused) {
                case .enter(let pin): step = startUp.handle(.pin(.enter(pin)))
                case .keepOut(let reason): step = startUp.handle(.pin(.none(reason: "\(reason)")))
                }
            case .ready, .failed: return step
            }
        }
        return step
    }

    /// What came unasked.
    var notices: [Unsolicited] {
        heard.compactMap { if case .unsolicited(let notice) = $0 { notice } else { nil } }
    }
}

extension StartUp.Step {
    var profile: ModemProfile? {
        if case .ready(let profile) = self { profile } else { nil }
    }

    var problem: StartUpProblem? {
        if case .failed(let problem) = self { problem } else { nil }
    }
}
