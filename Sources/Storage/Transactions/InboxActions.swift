import Campaigns
import GRDB

extension Transaction {
    /// Does what a person asked the gateway for, or lets the conversation's owner answer.
    func act(
        on reading: Reading,
        from number: PhoneNumber,
        _ inbound: Int64,
        _ conversation: Int64,
        _ part: InboundPart,
        _ receipt: inout Receipt
    ) throws {
        let at = part.receivedAt
        switch reading.intent {
        case .optOut(let word, let language):
            receipt.optedOut = true
            let cause = OptOutCause(
                reason: .stopKeyword,
                note: "“\(word)”",
                actor: Actor.person,
                language: language,
                isConfirmed: part.alreadyConfirmed
            )
            try optOut(number, cause, messages: inbound...inbound, in: conversation, route: part.route, at: at)
        case .optIn(_, let language):
            if try lift(number.e164, note: "the person opted in again", at: at) {
                try recordOptIn(of: number.e164, inbound: inbound, at: at)
                receipt.optedIn = true
                try apply(.optedIn, to: conversation, by: Actor.person, reason: "opted in again", at: at)
                try markAnswered(conversation)
                try confirm(context.confirmations.optIn(language: language, sender: context.settings.senderName))
            } else {
                try turn(to: conversation, because: inbound, at: at)
            }
        case .help(let language):
            try confirm(context.confirmations.help(language: language, sender: context.settings.senderName))
        case .wrongNumber:
            try suppressWrongNumber(number.e164, inbound: inbound, at: at)
            try escalate(
                conversation,
                because: inbound,
                reason: "says that the number is wrong",
                by: Actor.gateway,
                at: at
            )
        case .ask(let why):
            let reason = "may want no more messages: \(why)"
            try escalate(conversation, because: inbound, reason: reason, by: Actor.gateway, at: at)
        case .none where reading.kind == "text":
            if context.planted.contains(.liftByAnything) { _ = try lift(number.e164, note: "wrote again", at: at) }
            try turn(to: conversation, because: inbound, at: at)
        case .none where reading.kind == "automatic":
            try resumeAfterAutomatic(inbound, at: at)
        case .none:
            let reason = reading.kind == "broken" ? "cannot be read" : "is not a text"
            try escalate(conversation, because: inbound, reason: reason, by: Actor.gateway, at: at)
        }

        func confirm(_ text: String?) throws {
            guard let text, !part.alreadyConfirmed else { return }
            try self.confirm(text, of: inbound, to: number, conversation, route: part.route, at: at)
        }
    }
}
