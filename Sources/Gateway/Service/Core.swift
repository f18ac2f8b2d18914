import Campaigns
import Logging
import Storage

/// What every part of a running gateway shares.
struct Core: Sendable {
    let store: Store
    let ports: any Ports
    let power: any PowerControl
    let portFacts: any PortFactSource
    let upkeep: Upkeep
    let alarms: AlarmKeeper.Board
    let surroundings: Surroundings
    let lines: LineSettings
    let bells: Bells
    let timers: Timers
    let gate: InboxGate
    /// Why the clock cannot be believed; `nil` where it can.
    let clockProblem: @Sendable () -> String?
    let routes = RouteBoard()
    /// What a restored database left for people to see to.
    let restored = Notice()
    /// Which campaigns paused by themselves.
    let pauses = Notice()
    let roster: Roster
    let inbox: Inbox
    let feed: Feed
    /// Where modems are lent.
    let desks: Desks
    /// What went wrong, and where the dialogues before it are kept.
    let recordings: RecordingKeeper.Board
    /// Tests of our lines with each other.
    let loopbacks: LoopbackDesk
    /// What is counted of each modem, for its diagnosis.
    let tallies = Tallies()
    /// Looks at whole audiences.
    let preflights = AtOnce(2)
    let planted: Set<PlantedFault>
    /// Time since the gateway was made.
    let stopwatch: Stopwatch
}

extension Core {
    /// Shows what a restored database left for people to see to, as long as it does.
    func lookForRestore() async throws(StorageError) {
        let open = try await store.openRestore(at: surroundings.now)
        if restored.set(open?.words) { alarms.changes.ring() }
    }

    /// Shows which campaigns paused by themselves, as long as they are.
    func lookForPauses() async throws(StorageError) {
        let paused = try await store.selfPausedCampaigns().map { "“\($0.name)”: \($0.reason)" }
        // One alarm stands for all of them; the log has each.
        for campaign in paused where pauses.text?.contains(campaign) != true {
            surroundings.logger.error("campaign \(campaign)")
        }
        if pauses.set(paused.isEmpty ? nil : paused.joined(separator: "; ")) { alarms.changes.ring() }
    }
}
