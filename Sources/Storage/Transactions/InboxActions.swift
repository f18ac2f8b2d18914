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
                language: try spoken(word, language),
                isConfirmed: part.alreadyConfirmed
            )
            try optOut(number, cause, messages: inbound...inbound, in: conversation, route: part.route, at: at)
        case .optIn(let word, let language):
            if let question = reading.question {
                try recordAgreement(to: question, of: number.e164, inbound: inbound, at: at)
                receipt.optedIn = true
                try markAnswered(conversation)
                let own = question.locale.map { String($0.prefix { $0 != "-" }) }
                try confirm(context.confirmations.optIn(language: own ?? language, sender: context.settings.senderName))
            } else if try lift(number.e164, note: "the person opted in again", at: at) {
                try recordOptIn(of: number.e164, inbound: inbound, at: at)
                receipt.optedIn = true
                try apply(.optedIn, to: conversation, by: Actor.person, reason: "opted in again", at: at)
                try markAnswered(conversation)
                let language = try spoken(word, language)
                try confirm(context.confirmations.optIn(language: language, sender: context.settings.senderName))
            } else {
                try turn(to: conversation, because: inbound, at: at)
            }
        case .help(let language):
            // Its English words are those of all.
            let language = language == "en" ? try spoken("help", language) : language
            try confirm(context.confirmations.help(language: language, sender: context.settings.senderName))
        case .wrongNumber:
            try suppressWrongNumber(number.e164, inbound: inbound, at: at)
            try endWrongNumber(conversation, at: at)
        case .ask(let why):
            let reason = "may want no more messages: \(why)"
            try escalate(conversation, because: inbound, reason: reason, by: Actor.gateway, at: at)
        case .none where reading.kind == "text":
            if context.planted.contains(.liftByAnything) { _ = try lift(number.e164, note: "wrote again", at: at) }
            if let doubt = reading.doubt {
                try escalate(conversation, because: inbound, reason: doubt, by: Actor.gateway, at: at)
            }
            try turn(to: conversation, because: inbound, at: at)
        case .none where reading.kind == "automatic":
            try resumeAfterAutomatic(inbound, at: at)
        case .none:
            let reason = reading.kind == "broken" ? "cannot be read" : "is not a text"
            try escalate(conversation, because: inbound, reason: reason, by: Actor.gateway, at: at)
        }

        /// In which language the gateway answers a word.
        func spoken(_ word: String, _ language: String) throws -> String {
            guard OptOutWords.isInternational(word) else { return language }
            let contact = try self.number("SELECT id FROM contact WHERE number = ?", [number.e164])
            let fields = try contact.map { try templateFields(ofContact: $0) } ?? [:]
            return try self.language(of: conversation, number, fields: fields) ?? context.confirmations.fallbackLanguage
        }

        func confirm(_ text: String?) throws {
            guard let text, !part.alreadyConfirmed else { return }
            try self.confirm(text, of: inbound, to: number, conversation, route: part.route, at: at)
        }
    }
}
