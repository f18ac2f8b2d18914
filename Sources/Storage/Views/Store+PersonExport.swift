public import Campaigns
import GRDB

/// Everything that is held about one person, to be given to them.
public struct PersonExport: Hashable, Sendable, Codable {
    /// A message or a part of one as it was received.
    public struct RawPart: Hashable, Sendable, Codable {
        public var receivedAt: Timestamp
        public var route: String
        /// The PDU in hexadecimal digits, or the provider's text.
        public var raw: String
    }

    /// What the network reported of a message.
    public struct RawReport: Hashable, Sendable, Codable {
        public var at: Timestamp
        public var message: Int64?
        public var status: Int
        public var raw: String
    }

    /// What was told to the outside.
    public struct Event: Hashable, Sendable, Codable {
        public var at: Timestamp
        public var type: String
        /// JSON.
        public var payload: String
        public var deliveredAt: Timestamp?
    }

    /// What staff were told of the person by SMS, or answered for them.
    public struct Relayed: Hashable, Sendable, Codable {
        public var at: Timestamp
        public var text: String
    }

    public var exportedAt: Timestamp
    public var person: ContactStory
    public var conversation: ConversationView?
    /// Questions whether they want messages.
    public var questions: [ConsentQuestionView]
    public var escalations: [EscalationView]
    public var drafts: [DraftView]
    public var relayed: [Relayed]
    public var parts: [RawPart]
    public var reports: [RawReport]
    public var events: [Event]

    /// How many rows of each sort it holds.
    public var counts: [String: Int] {
        [
            "contacts": person.contact == nil ? 0 : 1, "consents": person.consents.count,
            "imports": person.imports.count, "enrollments": person.enrollments.count,
            "messages": person.messages.count, "suppressions": person.suppressions.count,
            "calls": person.calls.count, "parts": parts.count, "reports": reports.count, "events": events.count,
            "owner_changes": person.ownerChanges.count, "escalations": escalations.count, "drafts": drafts.count,
            "relayed": relayed.count, "questions": questions.count,
        ]
    }
}

extension Store {
    public func export(of number: PhoneNumber, at: Timestamp) async throws(StorageError) -> PersonExport {
        try await read { transaction in
            let person = try transaction.story(of: number.e164, at: at)
            guard !person.isEmpty else {
                throw StorageError.notFound("contact \(number.masked), and nothing else is held about that number")
            }
            let conversation = try transaction.first(
                "\(Transaction.conversation) WHERE conversation.number = ?",
                [number.e164]
            ).map(transaction.conversationView)
            let id = conversation?.id ?? 0
            return PersonExport(
                exportedAt: at,
                person: person,
                conversation: conversation,
                questions: try transaction.consentQuestions(
                    of: number.e164,
                    after: 0,
                    limit: Transaction.mostRows,
                    at: at
                ),
                escalations: try transaction.history("escalation", of: id, most: Transaction.mostRows)
                    .map(EscalationView.init),
                drafts: try transaction.history("draft", of: id, most: Transaction.mostRows).map(DraftView.init),
                relayed: try transaction.relayed(of: id, besides: number.e164),
                parts: try transaction.parts(from: number.e164),
                reports: try transaction.reports(about: number.e164),
                events: try transaction.events(about: number.e164)
            )
        }
    }
}

extension Transaction {
    fileprivate func relayed(of conversation: Int64, besides number: String) throws -> [PersonExport.Relayed] {
        try all(
            """
            SELECT created_at AS at, text FROM message WHERE conversation_id = ?1 AND number != ?2
            UNION ALL SELECT received_at, text FROM inbound WHERE relayed_to = ?1 ORDER BY at
            """,
            [conversation, number]
        ).map { PersonExport.Relayed(at: Timestamp(milliseconds: $0["at"]), text: $0["text"]) }
    }

    fileprivate func parts(from number: String) throws -> [PersonExport.RawPart] {
        try all(
            """
            SELECT part.received_at, part.raw, route.name FROM part JOIN route ON route.id = part.route_id
            WHERE part.number = ? ORDER BY part.id
            """,
            [number]
        ).map { row in
            PersonExport.RawPart(
                receivedAt: Timestamp(milliseconds: row["received_at"]),
                route: row["name"],
                raw: row["raw"]
            )
        }
    }

    fileprivate func reports(about number: String) throws -> [PersonExport.RawReport] {
        try all(
            """
            SELECT report.at, report.message_id, report.status, report.raw FROM report
            WHERE message_id IN (SELECT id FROM message WHERE number = ?1) OR \(Self.reportedOn) ORDER BY id
            """,
            [number, number.dropFirst().description]
        ).map { row in
            PersonExport.RawReport(
                at: Timestamp(milliseconds: row["at"]),
                message: row["message_id"],
                status: row["status"],
                raw: row["raw"]
            )
        }
    }

    /// Reports that found no message name the recipient as the network writes it, at home even without its prefix.
    static let reportedOn = "recipient IN (?1, ?2) OR (message_id IS NULL AND substr(recipient, -9) = substr(?1, -9))"

    fileprivate func events(about number: String) throws -> [PersonExport.Event] {
        try all("SELECT * FROM event WHERE instr(payload, ?) > 0 ORDER BY id", ["\"\(number)\""]).map { row in
            PersonExport.Event(
                at: Timestamp(milliseconds: row["at"]),
                type: row["type"],
                payload: row["payload"],
                deliveredAt: row.moment("delivered_at")
            )
        }
    }
}
