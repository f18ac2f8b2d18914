public import Campaigns
import GRDB

/// A question whether somebody wants messages.
public struct NewConsentQuestion: Hashable, Sendable {
    public var number: PhoneNumber
    /// Names a word by which people agree, such as YES.
    public var text: String
    public var purpose: ConsentPurpose?
    public var jurisdiction: String?
    /// The language of the text, as in BCP 47.
    public var locale: String?
    public var by: String

    public init(
        number: PhoneNumber,
        text: String,
        purpose: ConsentPurpose? = nil,
        jurisdiction: String? = nil,
        locale: String? = nil,
        by: String
    ) {
        self.number = number
        self.text = text
        self.purpose = purpose
        self.jurisdiction = jurisdiction
        self.locale = locale
        self.by = by
    }
}

extension Store {
    /// Queues a question for each of them that may be asked, and says of each what became of it. Who wished not to be
    /// written to is never asked, and nobody twice within ``StoreSettings/questionRest``.
    public func ask(_ questions: [NewConsentQuestion], at: Timestamp) async throws(StorageError)
        -> [ConsentQuestionView]
    {
        try await write { transaction in try questions.map { try transaction.ask($0, at: at) } }
    }

    /// Questions behind an id, of one number or of all, in the order in which they were asked.
    public func consentQuestions(
        of number: PhoneNumber? = nil,
        after id: Int64 = 0,
        limit: Int,
        at: Timestamp
    ) async throws(StorageError) -> [ConsentQuestionView] {
        try await read { transaction in
            try transaction.consentQuestions(of: number?.e164, after: id, limit: limit, at: at)
        }
    }
}

/// A question that its recipient may still answer with YES.
struct PendingQuestion {
    var id: Int64
    var message: Int64
    var text: String
    var purpose: String?
    var jurisdiction: String?
    var locale: String?
    var askedBy: String
}

extension Transaction {
    fileprivate func ask(_ question: NewConsentQuestion, at: Timestamp) throws -> ConsentQuestionView {
        let number = question.number.e164
        if let reason = try reasonNotToAsk(number, at: at) {
            return ConsentQuestionView(number: number, state: .refused, reason: reason, text: question.text)
        }
        let message = try queue(
            QueueEntry(
                number: number,
                text: question.text,
                origin: .api,
                priority: MessageOrigin.api.priority,
                dueAt: at,
                category: .marketing,
                why: "asks for consent, by order of \(question.by)"
            ),
            at: at
        )
        let id = try insert(
            """
            INSERT INTO consent_question (number, message_id, purpose, jurisdiction, locale, asked_at, asked_by)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                number, message, question.purpose?.text, question.jurisdiction, question.locale, at.milliseconds,
                question.by,
            ]
        )
        return try consentQuestions(of: number, after: id - 1, limit: 1, at: at)[0]
    }

    private func reasonNotToAsk(_ number: String, at: Timestamp) throws -> String? {
        if let suppressed = try suppressionReason(of: number) { return "\(suppressed): it is never asked" }
        let last = try first(
            """
            SELECT consent_question.asked_at, message.state FROM consent_question
            JOIN message ON message.id = message_id WHERE consent_question.number = ? ORDER BY consent_question.id DESC LIMIT 1
            """,
            [number]
        )
        guard let last, let asked = last.moment("asked_at") else { return nil }
        let unsent = [MessageState.cancelled, .expired, .failed, .suppressed].map(\.rawValue)
        let next = asked + context.settings.questionRest
        guard next > at, !unsent.contains(last["state"]) else { return nil }
        return "it was asked at \(asked): not again before \(next)"
    }

    /// The question that the next YES of a number answers: it left a while ago at most, and is the last thing that we
    /// wrote, so that YES can mean nothing else.
    func pendingQuestion(of number: String, at: Timestamp) throws -> PendingQuestion? {
        guard
            let row = try first(
                """
                SELECT question.*, message.text, (
                    SELECT MIN(handed_over_at) FROM segment WHERE segment.message_id = message.id
                        AND segment.state IN ('submitting', 'accepted', 'uncertain')
                ) AS left_at
                FROM consent_question AS question JOIN message ON message.id = question.message_id
                WHERE question.number = ? ORDER BY question.id DESC LIMIT 1
                """,
                [number]
            ), (row["answered_at"] as Int64?) == nil, let left = row.moment("left_at")
        else { return nil }
        guard at - left <= context.settings.questionPatience, try currentSuppression(of: number) == nil,
            try optedOutAt(number).map({ $0 < left }) ?? true
        else { return nil }
        let message: Int64 = row["message_id"]
        let wroteSince = try exists(
            """
            SELECT 1 FROM message JOIN segment ON segment.message_id = message.id
            WHERE message.number = ? AND message.id != ? AND message.origin != 'system' AND segment.handed_over_at >= ?
            LIMIT 1
            """,
            [number, message, left.milliseconds]
        )
        guard !wroteSince else { return nil }
        return PendingQuestion(
            id: row["id"],
            message: message,
            text: row["text"],
            purpose: row["purpose"],
            jurisdiction: row["jurisdiction"],
            locale: row["locale"],
            askedBy: row["asked_by"]
        )
    }

    /// YES to a question is an express consent in the words of the question, and its own proof.
    func recordAgreement(
        to question: PendingQuestion,
        of number: String,
        inbound: Int64,
        at: Timestamp
    ) throws {
        let consent = ConsentRecord(
            kind: .express,
            source: "YES by text message",
            capturedAt: at,
            wording: question.text,
            evidence: "message \(question.message) asked, by order of \(question.askedBy)",
            purpose: question.purpose.flatMap { ConsentPurpose($0) },
            jurisdiction: question.jurisdiction,
            locale: question.locale,
            doubleOptIn: "inbound message \(inbound)",
            capturedBy: "smsbridge"
        )
        try insert(consent, wording: try keep(question.text), of: contact(of: number, at: at), at: at)
        try run(
            "UPDATE consent_question SET answered_at = ?, inbound_id = ?, consent_id = ? WHERE id = ?",
            [at.milliseconds, inbound, database.lastInsertedRowID, question.id]
        )
        try decide("consented", consent.story, number: number, at: at)
    }

    func consentQuestions(
        of number: String?,
        after id: Int64,
        limit: Int,
        at: Timestamp
    ) throws -> [ConsentQuestionView] {
        try all(
            """
            SELECT question.*, message.text, message.state, message.reason FROM consent_question AS question
            JOIN message ON message.id = question.message_id
            WHERE question.id > ?1 AND \(number == nil ? "?2 IS NULL" : "question.number = ?2") ORDER BY question.id LIMIT ?3
            """,
            [id, number, limit]
        )
        .map { row in
            let asked: String = row["number"]
            let isAnswered = row.moment("answered_at") != nil
            let isPending = try !isAnswered && pendingQuestion(of: asked, at: at)?.id == (row["id"] as Int64)
            let state = MessageState(rawValue: row["state"])
            let waits = state == .queued || state == .claimed || state == .submitting
            return ConsentQuestionView(
                id: row["id"],
                number: asked,
                state: isAnswered ? .agreed : isPending ? .waits : waits ? .queued : .over,
                reason: row["reason"],
                text: row["text"],
                message: row["message_id"],
                purpose: row["purpose"],
                jurisdiction: row["jurisdiction"],
                locale: row["locale"],
                askedAt: row.moment("asked_at"),
                askedBy: row["asked_by"],
                answeredAt: row.moment("answered_at"),
                inbound: row["inbound_id"]
            )
        }
    }
}
