public import Campaigns
import GRDB

/// A change of a conversation's owner.
public struct OwnerChangeView: Hashable, Sendable, Codable {
    public var at: Timestamp
    /// A ``ConversationOwner`` each.
    public var before: String
    public var owner: String
    /// A person's name, an agent, a guard, the clock.
    public var by: String
    public var reason: String?

    init(_ row: Row) {
        at = Timestamp(milliseconds: row["at"])
        before = row["owner_before"]
        owner = row["owner"]
        by = row["actor"]
        reason = row["reason"]
    }
}

/// What waits, or waited, for a person.
public struct EscalationView: Hashable, Sendable, Codable {
    /// By which staff answer from their phones.
    public var id: Int64
    public var reason: String
    public var openedAt: Timestamp
    public var openedBy: String
    /// When the service time ends.
    public var dueAt: Timestamp?
    /// The service time ended before anybody took it.
    public var overdueAt: Timestamp?
    public var claimedAt: Timestamp?
    public var claimedBy: String?
    public var resolvedAt: Timestamp?
    public var resolvedBy: String?

    init(_ row: Row) {
        id = row["id"]
        reason = row["reason"]
        openedAt = Timestamp(milliseconds: row["opened_at"])
        openedBy = row["opened_by"]
        dueAt = row.moment("due_at")
        overdueAt = row.moment("overdue_at")
        claimedAt = row.moment("claimed_at")
        claimedBy = row["claimed_by"]
        resolvedAt = row.moment("resolved_at")
        resolvedBy = row["resolved_by"]
    }
}

/// An answer of an agent that waits for a person's approval, or what became of it.
public struct DraftView: Hashable, Sendable, Codable {
    public var id: Int64
    public var agent: String
    public var text: String
    public var why: String
    /// `waiting`, `approved`, `edited`, `discarded`, or `stale`: the conversation went on.
    public var state: String
    public var createdAt: Timestamp
    public var decidedAt: Timestamp?
    public var decidedBy: String?
    /// The message that it became.
    public var message: Int64?

    init(_ row: Row) {
        id = row["id"]
        agent = row["agent"]
        text = row["text"]
        why = row["why"]
        state = row["state"]
        createdAt = Timestamp(milliseconds: row["created_at"])
        decidedAt = row.moment("decided_at")
        decidedBy = row["decided_by"]
        message = row["message_id"]
    }
}
