public import Campaigns
import GRDB

/// A campaign that paused by itself and waits for a person.
public struct SelfPausedCampaign: Hashable, Sendable {
    public var name: String
    public var kind: PauseReason.Kind
    /// What happened, for people.
    public var reason: String
}

extension Store {
    /// At most so many of them are told.
    public static let mostPauses = 20

    /// The campaigns that a breaker or their budget paused, the oldest first; not those of a restored database.
    public func selfPausedCampaigns() async throws(StorageError) -> [SelfPausedCampaign] {
        try await read { transaction in
            try transaction.all(
                """
                SELECT name, pause_kind, pause_reason FROM campaign
                WHERE state = 'paused' AND pause_kind NOT IN (?, ?) ORDER BY id LIMIT ?
                """,
                [
                    PauseReason.Kind.operatorPaused.rawValue, PauseReason.Kind.restored.rawValue, Self.mostPauses,
                ]
            )
            .compactMap { row in
                PauseReason.Kind(rawValue: row[1]).map {
                    SelfPausedCampaign(name: row[0], kind: $0, reason: row[2] ?? "no reason is known")
                }
            }
        }
    }

    /// Calls `ring` whenever a campaign may have been paused, or may not be paused any more.
    public func onPauses(_ ring: @escaping @Sendable () -> Void) { context.notes.on(.pause, ring) }
}
