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
    let roster: Roster
    let inbox: Inbox
    let feed: Feed
    /// Sends a message from a line to itself; `true` when it came back. `nil`: nobody does that.
    let loopback: (@Sendable (RouteID) async -> Bool)?
    /// Where modems are lent.
    let desks = Desks()
    /// What is counted of each modem, for its diagnosis.
    let tallies = Tallies()
    /// Tests of a line with itself that are under way.
    let loopbacks: Loopbacks
    let planted: Set<PlantedFault>
    /// Time since the gateway was made.
    let stopwatch: Stopwatch
}
