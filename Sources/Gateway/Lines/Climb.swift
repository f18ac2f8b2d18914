import Modems

/// How far a climb has come, between two openings of the port.
struct Climb: Sendable {
    /// What the ladder is told next.
    var event: RecoveryLadder.Event?
    /// What it asked for and is not done.
    var step: RecoveryStep?
    var awaitsTurn = false
    var wakeAt: Duration?
    /// The port was opened for `step`.
    var isOpenedForStep = false
    /// The hub whose turn this climb holds or waits for.
    var hub: String?
    var route: Int64?
    /// What the last start-up of the climb found.
    var profile: ModemProfile?

    var isRunning: Bool { event != nil || step != nil || awaitsTurn || wakeAt != nil }

    mutating func begin(_ fault: RecoveryFault, _ means: RecoveryMeans) {
        event = .broken(fault, means)
        profile = nil
    }

    /// The step is over.
    mutating func end(_ outcome: RecoveryOutcome) {
        step = nil
        isOpenedForStep = false
        event = .stepped(outcome)
    }

    /// Where a climb goes on, or how it ended.
    enum Stop: Sendable {
        /// A port is to be opened; the path, and for how long DTR is low.
        case opens(String, dtrLow: Duration?)
        /// The port is to be closed.
        case closes
        case recovered(ModemProfile?)
        /// Nothing helped, and the modem answers: its line goes on as well as it can.
        case out
        case gone
    }
}
