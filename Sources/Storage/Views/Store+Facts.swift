public import Campaigns
import GRDB

/// What the tables hold at the end of a simulated day, for its checkers.
public struct DayFacts: Sendable {
    public struct HandOver: Sendable {
        public var id: Int64
        public var message: Int64
        public var sequence: Int
        public var route: String
        public var campaign: Int64?
        public var number: String
        public var at: Timestamp
    }

    public struct Part: Sendable {
        public var sender: String
        public var raw: String
        public var receivedAt: Timestamp
        /// How many hand-overs had been made when it was committed.
        public var inbound: Int64?
    }

    public struct Message: Sendable {
        public var id: Int64
        public var number: String
        public var text: String
        public var origin: String
        public var state: String
        public var exempt: Bool
        public var campaign: Int64?
        public var key: String?
        public var raced: Bool
        public var createdAt: Timestamp
    }

    public struct Inbound: Sendable {
        public var sender: String
        public var text: String
        public var kind: String
        public var complete: Bool
        public var receivedAt: Timestamp
    }

    public struct Test: Sendable {
        public var id: Int64
        public var outcome: String?
        public var isConcluded: Bool
        public var createdAt: Timestamp
    }

    public var handOvers: [HandOver] = []
    public var loopbacks: [Test] = []
    public var parts: [Part] = []
    public var messages: [Message] = []
    public var inbound: [Inbound] = []
    public var suppressed: [String: Timestamp] = [:]
    /// Enrollments by state.
    public var enrollments: [String: Int] = [:]
    /// Begins of campaigns.
    public var campaignStarts: [Int64: Timestamp] = [:]
}

extension Store {
    /// Reads everything, on the caller's thread. For simulations only.
    public func dayFacts() throws(StorageError) -> DayFacts {
        do {
            return try database.read { database in
                try Transaction(database: database, context: context).dayFacts()
            }
        } catch {
            throw StorageError(error)
        }
    }
}

extension Transaction {
    fileprivate func dayFacts() throws -> DayFacts {
        var facts = DayFacts()
        facts.handOvers = try all(
            "SELECT handover.*, route.imsi FROM handover JOIN route ON route.id = handover.route_id ORDER BY handover.id"
        ).map {
            DayFacts.HandOver(
                id: $0["id"],
                message: $0["message_id"],
                sequence: $0["sequence"],
                route: $0["imsi"] ?? "",
                campaign: $0["campaign_id"],
                number: $0["number"],
                at: Timestamp(milliseconds: $0["at"])
            )
        }
        facts.parts = try all("SELECT * FROM part ORDER BY id").map {
            DayFacts.Part(
                sender: $0["sender"],
                raw: $0["raw"],
                receivedAt: Timestamp(milliseconds: $0["received_at"]),
                inbound: $0["inbound_id"]
            )
        }
        facts.messages = try all("SELECT * FROM message ORDER BY id").map {
            DayFacts.Message(
                id: $0["id"],
                number: $0["number"],
                text: $0["text"],
                origin: $0["origin"],
                state: $0["state"],
                exempt: $0["exempt"],
                campaign: $0["campaign_id"],
                key: $0["idempotency_key"],
                raced: $0["raced"],
                createdAt: Timestamp(milliseconds: $0["created_at"])
            )
        }
        facts.inbound = try all("SELECT * FROM inbound ORDER BY id").map {
            DayFacts.Inbound(
                sender: $0["sender"],
                text: $0["text"],
                kind: $0["kind"],
                complete: $0["complete"],
                receivedAt: Timestamp(milliseconds: $0["received_at"])
            )
        }
        facts.loopbacks = try all("SELECT * FROM loopback ORDER BY id").map {
            DayFacts.Test(
                id: $0["id"],
                outcome: $0["outcome"],
                isConcluded: $0["concluded"],
                createdAt: Timestamp(milliseconds: $0["created_at"])
            )
        }
        for row in try all("SELECT number, at FROM suppression WHERE lifted_at IS NULL") {
            facts.suppressed[row["number"]] = Timestamp(milliseconds: row["at"])
        }
        for row in try all("SELECT state, COUNT(*) AS count FROM enrollment GROUP BY state") {
            facts.enrollments[row["state"]] = row["count"]
        }
        for row in try all("SELECT id, started_at FROM campaign WHERE started_at IS NOT NULL") {
            facts.campaignStarts[row["id"]] = Timestamp(milliseconds: row["started_at"])
        }
        return facts
    }
}
