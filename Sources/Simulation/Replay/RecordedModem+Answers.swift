import Modems

/// Which answer a question gets.
extension RecordedModem {
    /// A question that was recorded up to so long ago may be the recorded one.
    static let reach: Duration = .seconds(20)
    /// The next question may come so much sooner than it was recorded.
    static let haste: Duration = .seconds(5)
    /// Any other one so much.
    static let slack: Duration = .milliseconds(500)

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
        if let resumesAt { anchor = (resumesAt, now) }
        resumesAt = nil
        if let index = inOrder(question, at: now) {
            // The driver is where it was: so is the recording.
            anchor = (script.exchanges[index].at, now)
            cursor = index
            play(index, at: now)
        } else if let index = submission(question, at: now) {
            play(index, at: now)
        } else if let index = near(question, at: now) {
            cursor = max(cursor, index)
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
        used.insert(index)
        if script.exchanges[index].question.isSubmission { submission = index }
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
            guard exchange.at - position(at: now) <= Self.haste else { return nil }
            if !used.contains(index), matches(question, exchange.question) {
                let position = position(at: now)
                let nearest = near(question, at: now).map { abs(script.exchanges[$0].at, position) }
                return nearest.map { $0 < abs(exchange.at, position) } ?? false ? nil : index
            }
            guard exchange.question == .escape || used.contains(index) else { return nil }
            index += 1
        }
        return nil
    }

    /// When a message is sent is the driver's wish: the next recorded one is played whenever it comes. While the recorded
    /// modem was silent, only one that found it so.
    private func submission(_ question: ReplayScript.Question, at now: Duration) -> Int? {
        let isSilent = script.isSilent(at: position(at: now))
        if question == .message {
            guard let submission else { return nil }
            return script.exchanges.indices.dropFirst(submission + 1).prefix {
                script.exchanges[$0].question == .message
            }.first
        }
        guard question.isSubmission else { return nil }
        return script.exchanges.indices.first { index in
            !used.contains(index) && matches(question, script.exchanges[index].question)
                && (!isSilent || script.isSilent(at: script.exchanges[index].at))
        }
    }

    /// The nearest one in time that was not played yet, and not much later. While the recorded modem was silent none from
    /// before, and while it was not none from then.
    private func near(_ question: ReplayScript.Question, at now: Duration) -> Int? {
        let position = position(at: now)
        let silence = script.silences.first { $0.contains(position) }
        let found = script.exchanges.indices.filter { index in
            let exchange = script.exchanges[index]
            guard !used.contains(index), matches(question, exchange.question),
                (position - Self.reach...position + Self.slack).contains(exchange.at)
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
