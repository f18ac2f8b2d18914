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
        /// Why a person has to look at it before an agent answers.
        var doubt: String?

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
            case .none: "text"
            }
        guard intent == .none else { return Reading(kind: kind, intent: intent) }
        let last = try lastOfOurs(to: number)
        let seconds = last.map { Int((at - $0.at).components.seconds) }
        switch AutomaticReply.likeness(
            of: message.text,
            seconds: seconds,
            isToCampaign: last?.isOfCampaign ?? false,
            isRepeated: try hasSaid(message.text, number, before: at)
        ) {
        case .none: return Reading(kind: kind, intent: intent)
        case .plain: return Reading(kind: "automatic", intent: intent)
        case .perhaps:
            let doubt = "came \(seconds ?? 0) s after our message: perhaps a machine wrote it"
            return Reading(kind: kind, intent: intent, doubt: doubt)
        }
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

    private func lastOfOurs(to number: PhoneNumber) throws -> (at: Timestamp, isOfCampaign: Bool)? {
        let row = try first(
            """
            SELECT sent_at, origin = 'campaign' AS isOfCampaign FROM message
            WHERE number = ? AND sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT 1
            """,
            [number.e164]
        )
        return row.flatMap { row in row.moment("sent_at").map { (at: $0, isOfCampaign: row["isOfCampaign"]) } }
    }

    /// Whether the same text came from a number among its last ones.
    private func hasSaid(_ text: String, _ number: PhoneNumber, before at: Timestamp) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM (SELECT text, received_at FROM inbound
                WHERE conversation_id = (SELECT id FROM conversation WHERE number = ?1) ORDER BY id DESC LIMIT 20)
            WHERE text = ?2 AND received_at < ?3
            """,
            [number.e164, text, at.milliseconds]
        )
    }
}
