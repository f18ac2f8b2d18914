public import Campaigns
import GRDB

extension Store {
    /// Puts right what the last life of the daemon left: what was handed over and not answered is uncertain, what was
    /// claimed and not handed over goes back to the queue. Returns how many messages are uncertain now.
    public func recover(at: Timestamp) async throws(StorageError) -> Int {
        try await write { transaction in try transaction.recover(at: at) }
    }

    /// When the last decision was written down; `nil` in a new database.
    public func latestDecision() async throws(StorageError) -> Timestamp? {
        try await read { transaction in
            try transaction.moment("SELECT at FROM decision ORDER BY id DESC LIMIT 1")
        }
    }

    /// How many segments were handed over and have no answer yet.
    public func segmentsInFlight() async throws(StorageError) -> Int {
        try await read { transaction in
            Int(try transaction.number("SELECT COUNT(*) FROM segment WHERE state = 'submitting'") ?? 0)
        }
    }

    /// Marks everything that still has no answer as uncertain, as the daemon stops.
    public func stop(at: Timestamp) async throws(StorageError) -> Int {
        try await recover(at: at)
    }
}

extension Transaction {
    func recover(at: Timestamp) throws -> Int {
        try endFuture(at: at)
        if context.planted.contains(.refill) { try run("UPDATE handover SET at = 0 WHERE at > 0") }
        let lost = try all(
            "SELECT DISTINCT message_id FROM segment WHERE state = 'submitting' ORDER BY message_id"
        )
        for row in lost {
            let message: Int64 = row["message_id"]
            let sequences = try all(
                "SELECT sequence FROM segment WHERE message_id = ? AND state = 'submitting'",
                [message]
            )
            if context.planted.contains(.trust) {
                for row in sequences { _ = try accepted(message, row["sequence"], reference: nil, at: at) }
                continue
            }
            _ = try uncertain(
                message,
                sequences.map { $0["sequence"] },
                reason: "the daemon ended between hand-over and answer",
                at: at
            )
        }
        if context.planted.contains(.forget) { return lost.count }
        // Before the first segment, or between two: what is accepted stays, the rest goes on by the same line.
        let claimed = try all("SELECT id FROM message WHERE state IN ('claimed', 'submitting') ORDER BY id")
        for row in claimed {
            try release(row["id"], at: at, reason: "the daemon ended before it was handed over")
        }
        return lost.count
    }
}
