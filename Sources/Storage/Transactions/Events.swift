public import Campaigns
import GRDB

/// An event that waits to be told to the outside.
public struct StoredEvent: Hashable, Sendable {
    public var id: Int64
    public var type: String
    /// A JSON object.
    public var payload: String
    public var at: Timestamp
    public var tries: Int
}

/// The payload of `message.received`.
struct ReceivedEvent: Encodable {
    var id: Int64
    var from: String
    var text: String
    var route: String
    var receivedAt: Timestamp
    var kind: String
    var complete: Bool

    enum CodingKeys: String, CodingKey {
        case id, from, text, route, kind, complete
        case receivedAt = "received_at"
    }
}

/// The payload of `call.missed`.
struct CallEvent: Encodable {
    var id: Int64
    var from: String?
    var route: String
    var at: Timestamp
}

/// The payload of `campaign.paused`.
struct CampaignPausedEvent: Encodable {
    var campaign: String
    var kind: PauseReason.Kind
    var reason: String
    var at: Timestamp
}

extension Store {
    /// The events that are to be delivered now, oldest first, and when the next one is.
    public func dueEvents(at: Timestamp, most: Int = 20) async throws(StorageError) -> (
        events: [StoredEvent], next: Timestamp?
    ) {
        try await read { transaction in
            let rows = try transaction.all(
                "SELECT * FROM event WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?",
                [at.milliseconds, most]
            )
            let next = try transaction.moment(
                "SELECT MIN(due_at) FROM event WHERE due_at IS NOT NULL AND due_at > ?",
                [at.milliseconds]
            )
            let events = rows.map { row in
                StoredEvent(
                    id: row["id"],
                    type: row["type"],
                    payload: row["payload"],
                    at: Timestamp(milliseconds: row["at"]),
                    tries: row["tries"]
                )
            }
            return (events, next)
        }
    }

    /// Notes that an event was delivered.
    public func delivered(event: Int64, at: Timestamp) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run(
                "UPDATE event SET due_at = NULL, delivered_at = ?, tries = tries + 1 WHERE id = ?",
                [at.milliseconds, event]
            )
        }
    }

    /// Notes that delivery failed; `next` of `nil` gives the event up.
    public func undelivered(event: Int64, reason: String, next: Timestamp?) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run(
                "UPDATE event SET due_at = ?, reason = ?, tries = tries + 1 WHERE id = ?",
                [next?.milliseconds, reason, event]
            )
        }
    }
}

extension Store {
    /// Writes an event down for the outside, where anybody listens. `payload` is a JSON object.
    public func record(event type: String, payload: String, at: Timestamp) async throws(StorageError) {
        _ = try await write { transaction in
            guard transaction.context.settings.recordsEvents else { return }
            try transaction.run(
                "INSERT INTO event (type, payload, at, due_at) VALUES (?, ?, ?, ?)",
                [type, payload, at.milliseconds, at.milliseconds]
            )
        }
    }
}

extension Transaction {
    func record(_ event: CallEvent, at: Timestamp) throws {
        guard context.settings.recordsEvents else { return }
        try run(
            "INSERT INTO event (type, payload, at, due_at) VALUES ('call.missed', ?, ?, ?)",
            [try json(event), at.milliseconds, at.milliseconds]
        )
    }

    func record(_ event: ReceivedEvent, at: Timestamp) throws {
        guard context.settings.recordsEvents else { return }
        try run(
            "INSERT INTO event (type, payload, at, due_at) VALUES ('message.received', ?, ?, ?)",
            [try json(event), at.milliseconds, at.milliseconds]
        )
    }

    func record(_ event: CampaignPausedEvent, at: Timestamp) throws {
        guard context.settings.recordsEvents else { return }
        try run(
            "INSERT INTO event (type, payload, at, due_at) VALUES ('campaign.paused', ?, ?, ?)",
            [try json(event), at.milliseconds, at.milliseconds]
        )
    }
}
