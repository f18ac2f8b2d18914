import Modems

/// Which answer a question gets.
extension RecordedModem {
    /// A question is the recorded one where that was asked at most so far from where the recording is.
    static let reach: Duration = .seconds(20)

    mutating func answer(
        _ question: ReplayScript.Question,
        _ bytes: [UInt8],
        at now: Duration,
        _ actions: inout [Action]
    ) {
        // It hears everything, so that it answers by what the driver has set.
        if question != .message { _ = plain.handle(.received([0x1B]), at: now) }
        let said = plainAnswer(to: bytes, at: now)
        // The recording begins with the first word.
        if anchor == nil { anchor = (script.exchanges.first?.at ?? .zero, now) }
        if let index = inOrder(question, at: now) {
            // The driver is where it was: so is the recording.
            anchor = (script.exchanges[index].at, now)
            play(index, at: now)
        } else if let index = near(question, at: now) {
            play(index, at: now)
        } else if script.isSilent(at: position(at: now)) {
            return
        } else if let index = sometime(question, at: now) {
            write(script.exchanges[index].answer, at: now)
        } else {
            for writing in said {
                write(writing.bytes, at: writing.at)
                if writing.bytes.suffix(2) == [0x3E, 0x20] { mode = .message }
            }
            if case .command(let text) = question, told.count < 1000, told.insert(text).inserted {
                actions.append(.tell("\(text) is not in the recording: answered as a plain modem does"))
            }
        }
    }

    private mutating func play(_ index: Int, at now: Duration) {
        cursor = max(cursor, index)
        used.insert(index)
        write(script.exchanges[index].answer, at: now)
    }

    private mutating func write(_ answer: [ReplayScript.Line], at now: Duration) {
        for line in answer { write(Self.bytes(line.text), at: now + line.after / speed) }
        if answer.last?.text == ">" { mode = .message }
    }

    private func matches(_ question: ReplayScript.Question, _ other: ReplayScript.Question) -> Bool {
        question == other || (question.name != nil && question.name == other.name)
    }

    /// The exchange behind the last one, where it is this question, not too far ahead, and none like it is nearer in time:
    /// who asks again and again may leave some out. ESC may be there or not.
    private func inOrder(_ question: ReplayScript.Question, at now: Duration) -> Int? {
        var index = cursor + 1
        while script.exchanges.indices.contains(index) {
            let exchange = script.exchanges[index]
            guard exchange.at - position(at: now) <= Self.reach else { return nil }
            if matches(question, exchange.question) {
                let position = position(at: now)
                let nearest = near(question, at: now).map { abs(script.exchanges[$0].at, position) }
                return nearest.map { $0 < abs(exchange.at, position) } ?? false ? nil : index
            }
            guard exchange.question == .escape else { return nil }
            index += 1
        }
        return nil
    }

    /// The nearest one in time that was not played yet. While the recorded modem was silent none from before, and while it
    /// was not none from then.
    private func near(_ question: ReplayScript.Question, at now: Duration) -> Int? {
        let position = position(at: now)
        let silence = script.silences.first { $0.contains(position) }
        let found = script.exchanges.indices.filter { index in
            let exchange = script.exchanges[index]
            guard !used.contains(index), matches(question, exchange.question),
                abs(exchange.at, position) <= Self.reach
            else { return false }
            return silence.map { $0.contains(exchange.at) } ?? !script.isSilent(at: exchange.at)
        }
        return found.min { abs(script.exchanges[$0].at, position) < abs(script.exchanges[$1].at, position) }
    }

    /// The last one before, else the first one after, that was answered.
    private func sometime(_ question: ReplayScript.Question, at now: Duration) -> Int? {
        let position = position(at: now)
        let exact = script.exchanges.indices.filter {
            script.exchanges[$0].question == question && !script.exchanges[$0].answer.isEmpty
        }
        let all =
            exact.isEmpty
            ? script.exchanges.indices.filter {
                matches(question, script.exchanges[$0].question) && !script.exchanges[$0].answer.isEmpty
            } : exact
        return all.last { script.exchanges[$0].at <= position } ?? all.first
    }

    private func abs(_ one: Duration, _ other: Duration) -> Duration { max(one - other, other - one) }

    /// What a plain modem says; of a message, that the network took it.
    private mutating func plainAnswer(to bytes: [UInt8], at now: Duration) -> [Writing] {
        var writings: [Writing] = []
        var pending = plain.handle(.received(bytes), at: now)
        while !pending.isEmpty {
            switch pending.removeFirst() {
            case .write(let bytes, let delay): writings.append(Writing(at: now + delay, bytes: bytes))
            case .submit(let submission, _, _, _):
                pending += plain.handle(.submitResult(submission: submission, .accepted), at: now)
            case .stored, .routed, .undeliverable, .deleted, .reachable, .vanished: break
            }
        }
        return writings
    }
}
