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

extension Store {
    /// The events that are to be delivered now, oldest first, and when the next one is.
    public func dueEvents(at: Timestamp, most: Int = 20) async throws(StorageError) -> (
        events: [StoredEvent], next: Timestamp?
    ) {
        try await read { transaction in
            // Events of single messages come after all others: there may be very many of them.
            var rows: [Row] = []
            for bulk in [false, true] where rows.count < most {
                rows += try transaction.all(
                    """
                    SELECT * FROM event WHERE bulk = ? AND due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?
                    """,
                    [bulk, at.milliseconds, most - rows.count]
                )
            }
            let next = try [false, true].compactMap { bulk in
                try transaction.moment(
                    "SELECT MIN(due_at) FROM event WHERE bulk = ? AND due_at IS NOT NULL AND due_at > ?",
                    [bulk, at.milliseconds]
                )
            }
            .min()
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
    public func record(event type: EventType, payload: String, at: Timestamp) async throws(StorageError) {
        _ = try await write { transaction in try transaction.record(type, at: at, text: { payload }) }
    }

    /// Calls `ring` whenever events may have been written down.
    public func onEvents(_ ring: @escaping @Sendable () -> Void) { context.notes.on(.event, ring) }
}

extension Transaction {
    /// Events of single messages are kept until so many others came after them, delivered or not.
    static let bulkKept: Int64 = 100_000

    /// Writes an event down, in the transaction of what it tells. Where nobody listens to its type, nothing is even asked
    /// for its payload.
    func record(_ type: EventType, at: Timestamp, _ payload: () throws -> some Encodable) throws {
        guard context.settings.events.contains(type) else { return }
        try record(type, at: at, text: { try json(try payload()) })
    }

    /// The same of a payload that is JSON already; nil tells nothing.
    func record(_ type: EventType, at: Timestamp, text payload: () throws -> String?) throws {
        guard context.settings.events.contains(type), let payload = try payload() else { return }
        let id = try insert(
            "INSERT INTO event (type, payload, at, due_at, bulk) VALUES (?, ?, ?, ?, ?)",
            [type.rawValue, payload, at.milliseconds, at.milliseconds, EventType.bulk.contains(type)]
        )
        try run("DELETE FROM event WHERE id = ? AND bulk = 1", [id - Self.bulkKept])
        context.notes.note(.event)
    }
}
