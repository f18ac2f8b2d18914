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
    /// Where modems are lent.
    let desks: Desks
    /// What went wrong, and where the dialogues before it are kept.
    let recordings: RecordingKeeper.Board
    /// Tests of our lines with each other.
    let loopbacks: LoopbackDesk
    /// What is counted of each modem, for its diagnosis.
    let tallies = Tallies()
    let planted: Set<PlantedFault>
    /// Time since the gateway was made.
    let stopwatch: Stopwatch
}
