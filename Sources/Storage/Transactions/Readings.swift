import Campaigns
import GRDB
import SMS

extension Transaction {
    /// What a message is, and what the person wants by it.
    struct Reading {
        var kind: String
        var intent: InboundIntent
        /// The question for consent that it agrees to.
        var question: PendingQuestion?

        /// Whether it makes an answer to what was said before it stale: what a machine wrote, or what is answered
        /// without the agent, does not.
        var isNews: Bool { kind != "automatic" && kind != "help" }
    }

    /// `verdict` is what the provider took it for.
    func read(
        _ message: WholeMessage,
        from number: PhoneNumber?,
        verdict: ProviderVerdict? = nil,
        at: Timestamp
    ) throws -> Reading {
        if let aside = message.aside { return read(aside, message.text, from: number) }
        guard let number else { return Reading(kind: "service", intent: .none) }
        guard message.kind == .text else { return Reading(kind: message.kind.rawValue, intent: .none) }
        let name = try text("SELECT name FROM contact WHERE number = ?", [number.e164])
        let question = try pendingQuestion(of: number.e164, at: at)
        let intent = context.words.classify(
            message.text,
            verdict: verdict,
            optInPending: question != nil,
            name: name
        )
        if case .optIn = intent { return Reading(kind: "optIn", intent: intent, question: question) }
        let kind =
            switch intent {
            case .optOut: "optOut"
            case .optIn: "optIn"
            case .help: "help"
            case .wrongNumber: "wrongNumber"
            case .ask: "ask"
            case .none:
                AutomaticReply.isLikely(text: message.text, secondsSinceOurLast: try secondsSinceOurs(number, at: at))
                    ? "automatic" : "text"
            }
        return Reading(kind: kind, intent: intent)
    }

    /// A person's flash message is read for one thing alone: whether they want no more of us.
    private func read(_ aside: InboundKind, _ text: String, from number: PhoneNumber?) -> Reading {
        if number != nil, aside == .flash {
            let intent = context.words.classify(text)
            switch intent {
            case .optOut: return Reading(kind: "optOut", intent: intent)
            case .wrongNumber: return Reading(kind: "wrongNumber", intent: intent)
            case .optIn, .help, .ask, .none: break
            }
        }
        return Reading(kind: aside.name, intent: .none)
    }

    private func secondsSinceOurs(_ number: PhoneNumber, at: Timestamp) throws -> Int? {
        try moment("SELECT MAX(sent_at) FROM message WHERE number = ? AND sent_at IS NOT NULL", [number.e164])
            .map { Int((at - $0).components.seconds) }
    }
}
