import Campaigns
import GRDB

/// How it became known that a person wants no more messages.
struct OptOutCause {
    var reason: SuppressionReason
    var note: String
    /// Who tells it: the person, or an agent that understood it.
    var actor: String
    /// Of the confirmation.
    var language: String
    /// The provider has confirmed it.
    var isConfirmed = false
}

extension Transaction {
    /// Carries an opt-out out. `messages`: the inbound messages that say it, and that ended what ran; the last one counts.
    func optOut(
        _ number: PhoneNumber,
        _ cause: OptOutCause,
        messages: ClosedRange<Int64>,
        in conversation: Int64,
        route: RouteID,
        at: Timestamp
    ) throws {
        let inbound = messages.upperBound
        let isNew = try suppress(number.e164, reason: cause.reason, note: cause.note, inbound: inbound, at: at)
        let halted = try all(
            """
            SELECT id FROM enrollment WHERE number = ?1 AND state = 'replied' AND ended_at >= COALESCE(
                (SELECT MIN(part.received_at) FROM part JOIN inbound ON inbound.id = part.inbound_id
                    WHERE inbound.conversation_id = ?2 AND inbound.id BETWEEN ?3 AND ?4), ?5)
            ORDER BY id
            """,
            [number.e164, conversation, messages.lowerBound, inbound, at.milliseconds]
        )
        try endAsOptedOut(halted, reason: "opted out", at: at)
        if !context.planted.contains(.unasked) {
            try takeBackSuppressed(number.e164, why: "the person opted out", at: at)
        }
        let holder = try text("SELECT holder FROM conversation WHERE id = ?", [conversation])
        try apply(.optedOut, to: conversation, by: cause.actor, reason: "opted out", at: at)
        try relayOptOut(of: conversation, heldBy: holder, at: at)
        if isNew, let campaign = try lastTouch(of: number, on: route, at: at)?.campaign {
            try tripOptOuts(of: campaign, at: at)
        }
        guard isNew || context.planted.contains(.confirmAgain), !cause.isConfirmed,
            let text = context.confirmations.optOut(language: cause.language, sender: context.settings.senderName)
        else { return }
        // Some laws allow it for a few minutes only.
        let minutes = context.policies.match(number, named: nil)?.rules.confirmationMinutes
        let deadline = minutes.map { at + .seconds(60 * $0) }
        try confirm(text, of: inbound, to: number, conversation, route: route, deadline: deadline, at: at)
    }

    /// Enrollments that a message halted end as those of somebody who wants no more: it says so, now that it is understood.
    func endAsOptedOut(_ halted: [Row], reason: String, at: Timestamp) throws {
        for row in halted {
            let enrollment: Int64 = row["id"]
            try run("UPDATE enrollment SET state = 'optedOut', reason = ? WHERE id = ?", [reason, enrollment])
            try decide(EnrollmentState.optedOut.rawValue, reason, enrollment: enrollment, at: at)
        }
    }

    /// Queues what the gateway answers to STOP and its kin.
    func confirm(
        _ text: String,
        of inbound: Int64,
        to number: PhoneNumber,
        _ conversation: Int64,
        route: RouteID,
        deadline: Timestamp? = nil,
        at: Timestamp
    ) throws {
        do {
            try queue(
                QueueEntry(
                    number: number.e164,
                    text: text,
                    origin: .system,
                    priority: MessageOrigin.system.priority,
                    dueAt: at,
                    deadline: deadline,
                    conversation: conversation,
                    answers: inbound,
                    isExempt: true,
                    wantedRoute: route,
                    why: "confirms what the person asked for"
                ),
                at: at
            )
        } catch StorageError.conflict(let reason) {
            // What the person asked for is done all the same.
            try decide("notConfirmed", reason, number: number.e164, at: at)
        }
    }
}
