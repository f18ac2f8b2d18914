import Campaigns
import GRDB

/// Conversations by the phones of staff: what waits is sent to them under a reference, and what they write under it is
/// sent to the person.
extension Transaction {
    /// Of what a person wrote, so many characters are sent on.
    private static let longestRelay = 300
    /// An answer to what was resolved longer ago is none any more.
    private static let memory: Duration = .seconds(7 * 86_400)
    /// Explanations that one phone gets in an hour: one that answers by itself must not be answered for ever.
    private static let mostExplanations = 3
    /// Errors about a reference that one phone gets in an hour. Whoever writes one waits for what became of it; only what
    /// sends our own texts back comes this far.
    private static let mostErrors = 20

    func staff(_ number: PhoneNumber?) -> StaffPhone? {
        number.flatMap { number in context.settings.conversations.staff.first { $0.number == number } }
    }

    // MARK: To staff

    /// Tells all staff that a person is waited for.
    func relayEscalation(_ reference: Int64, of conversation: Int64, reason: String, at: Timestamp) throws {
        guard !context.settings.conversations.staff.isEmpty,
            let row = try first("\(Self.conversation) WHERE conversation.id = ?", [conversation])
        else { return }
        let view = conversationView(row)
        let who = [view.name, view.number].compactMap(\.self).joined(separator: " ")
        let text = view.lastText.map { ": \(Self.cut($0))" } ?? ""
        let suppression = try suppressionReason(of: view.number)
        let next =
            suppression.map { "No answer can be sent: \(Self.brief($0))" } ?? "Answer: #\(reference) and your text."
        for phone in context.settings.conversations.staff {
            try tell(
                phone,
                "#\(reference) \(who)\(text)\n(\(Self.cut(Self.brief(reason), to: 80)))\n\(next)",
                about: conversation,
                at: at
            )
        }
    }

    /// Sends on what a person wrote: to whoever of the staff has the conversation, or to all while it waits.
    func relay(_ text: String, of conversation: Int64, at: Timestamp) throws {
        guard !context.settings.conversations.staff.isEmpty,
            let row = try first(
                """
                SELECT owner, holder, (SELECT MAX(id) FROM escalation WHERE conversation_id = conversation.id)
                FROM conversation WHERE id = ?
                """,
                [conversation]
            ), let reference = row[2] as Int64?
        else { return }
        let isWaiting = row["owner"] == ConversationOwner.waitingForHuman.rawValue
        let staff = context.settings.conversations.staff
        let holder = staff.first { $0.name == row["holder"] as String? }
        // Whoever has it and wrote STOP hears nothing: then the others have to know.
        let isDeaf = try holder.map { try suppressionReason(of: $0.number.e164) != nil } ?? false
        let note = isDeaf ? "\n(\(holder?.name ?? "") has it and gets no messages: #\(reference) /take)" : ""
        for phone in staff where isWaiting || isDeaf || phone == holder {
            try tell(phone, "#\(reference): \(Self.cut(text))\(note)", about: conversation, at: at)
        }
    }

    /// Tells who has the conversation from their phone that the person opted out.
    func relayOptOut(of conversation: Int64, heldBy holder: String?, at: Timestamp) throws {
        guard let phone = context.settings.conversations.staff.first(where: { $0.name == holder }),
            let reference = try number("SELECT MAX(id) FROM escalation WHERE conversation_id = ?", [conversation])
        else { return }
        try tell(phone, "#\(reference): the person opted out. Nothing more is sent.", about: conversation, at: at)
    }

    private static func cut(_ text: String, to most: Int = longestRelay) -> String {
        text.count <= most ? text : text.prefix(most - 1) + "…"
    }

    private func tell(
        _ phone: StaffPhone,
        _ text: String,
        about conversation: Int64?,
        why: String? = nil,
        at: Timestamp
    ) throws {
        guard try suppressionReason(of: phone.number.e164) == nil else { return }
        try queue(
            QueueEntry(
                number: phone.number.e164,
                text: text,
                origin: .system,
                // Answers to people go before.
                priority: MessageOrigin.api.priority,
                dueAt: at,
                conversation: conversation,
                why: why ?? "for \(phone.name), who answers by phone"
            ),
            at: at
        )
    }

    // MARK: From staff

    /// Carries out what staff wrote. Answers the conversation that it was about.
    func take(_ text: String, from phone: StaffPhone, at: Timestamp) throws -> Int64? {
        guard let command = StaffCommand(text) else {
            try explain(to: phone, text, at: at)
            return nil
        }
        guard let found = try escalated(command.reference, at: at) else {
            try report("#\(command.reference): there is no such conversation. Nothing was sent.", to: phone, at: at)
            return nil
        }
        do {
            try carryOut(command, found, by: phone, at: at)
        } catch StorageError.conflict(let reason) {
            try report("#\(command.reference): not done: \(Self.brief(reason))", to: phone, at: at)
        }
        return found.conversation
    }

    private struct Found {
        var conversation: Int64
        var number: PhoneNumber
        var owner: String
        var holder: String?
    }

    private func escalated(_ reference: Int64, at: Timestamp) throws -> Found? {
        guard
            let row = try first(
                """
                SELECT conversation.id, number, owner, holder FROM escalation
                JOIN conversation ON conversation.id = conversation_id
                WHERE escalation.id = ? AND (resolved_at IS NULL OR resolved_at > ?)
                """,
                [reference, (at - Self.memory).milliseconds]
            ), let number = PhoneNumber(e164: row["number"])
        else { return nil }
        return Found(conversation: row["id"], number: number, owner: row["owner"], holder: row["holder"])
    }

    private func carryOut(_ command: StaffCommand, _ found: Found, by phone: StaffPhone, at: Timestamp) throws {
        let reference = "#\(command.reference)"
        if found.owner == ConversationOwner.human.rawValue, let holder = found.holder, holder != phone.name,
            command.order != .take
        {
            try report(
                "\(reference): \(holder) has it. Nothing was sent. To take it: \(reference) /take",
                to: phone,
                at: at
            )
            return
        }
        switch command.order {
        case .answer(let text): _ = try reply(to: found.number, text: text, by: phone.name, at: at)
        case .take:
            try carryOut(.claimed, "\(reference) is yours. What they write comes to you.")
            // Whoever had it would wait for what comes to another phone now.
            let staff = context.settings.conversations.staff
            if let before = staff.first(where: { $0.name == found.holder }), before != phone,
                found.owner == ConversationOwner.human.rawValue
            {
                try tell(before, "OK: \(phone.name) has \(reference) now.", about: found.conversation, at: at)
            }
        case .handBack: try carryOut(.handedBack, "the agent has \(reference) again.")
        case .close: try carryOut(.closed, "\(reference) is closed.")
        case .unknown:
            let ways = "\(reference) and your text, or \(reference) /take, /back or /close."
            try report("Nothing was done. Write \(ways)", to: phone, at: at)
        }

        /// Nobody sees on a phone that an order was carried out. The word of it begins with no reference: a phone that sends
        /// it back must not answer the person.
        func carryOut(_ event: ConversationEvent, _ done: String) throws {
            try order(event, in: found.conversation, by: phone.name, reason: nil, at: at)
            try tell(phone, "OK: \(done)", about: found.conversation, at: at)
        }
    }

    /// What staff wrote without a reference went to nobody, and they have to know.
    private func explain(to phone: StaffPhone, _ text: String, at: Timestamp) throws {
        guard !AutomaticReply.saysSo(text) else { return }
        let why = "explains to \(phone.name) how to answer by phone"
        func references(_ condition: String, _ arguments: StatementArguments = []) throws -> [String] {
            try all(
                "SELECT id FROM escalation WHERE resolved_at IS NULL AND \(condition) ORDER BY id DESC LIMIT 5",
                arguments
            ).map { "#\($0["id"] as Int64)" }
        }
        let own = try references("claimed_by = ?", [phone.name])
        let open = try references("claimed_at IS NULL")
        let example = (own + open).first ?? "#17"
        var list = open.isEmpty ? "Nobody waits." : "Waiting: \(open.joined(separator: ", "))."
        if !own.isEmpty { list = "Yours: \(own.joined(separator: ", ")). \(list)" }
        guard try told(phone, why, since: at) < Self.mostExplanations else { return }
        let text = "Nothing was sent: begin with the reference, as in \(example) and your text. \(list)"
        try tell(phone, text, about: nil, why: why, at: at)
    }

    /// Tells that what was written under a reference was not carried out. The last of an hour says that it is the last.
    private func report(_ text: String, to phone: StaffPhone, at: Timestamp) throws {
        let why = "tells \(phone.name) what was not done"
        let before = try told(phone, why, since: at)
        guard before < Self.mostErrors else { return }
        let end = before == Self.mostErrors - 1 ? "\nNo more of this within the hour." : ""
        try tell(phone, text + end, about: nil, why: why, at: at)
    }

    /// How often a phone was told something in the last hour.
    private func told(_ phone: StaffPhone, _ why: String, since at: Timestamp) throws -> Int64 {
        try number(
            """
            SELECT COUNT(*) FROM message JOIN decision ON decision.message_id = message.id
            WHERE message.number = ? AND origin = 'system' AND created_at > ? AND kind = 'queued' AND detail = ?
            """,
            [phone.number.e164, (at - .seconds(3600)).milliseconds, why]
        ) ?? 0
    }

    /// With days in place of times to the millisecond.
    private static func brief(_ reason: String) -> String {
        reason.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let end = word.lastIndex { $0 == "Z" } ?? word.startIndex
            guard end > word.startIndex, Timestamp(rfc3339: String(word[...end])) != nil else { return String(word) }
            return "\(word.prefix(10))\(word[end...].dropFirst())"
        }
        .joined(separator: " ")
    }
}
