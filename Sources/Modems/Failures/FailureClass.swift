/// What kind of failure it is: who has to do something about it.
public enum FailureClass: String, Sendable, Hashable, CaseIterable, Codable {
    /// This message or number will not work.
    case permanent
    /// It may work later.
    case temporary
    /// The operator blocks or throttles the line.
    case blocked
    /// Configuration, SIM or subscription.
    case configuration
    /// The modem or the SIM has a fault.
    case modemFault
    /// Not a failure at all, such as an empty slot.
    case harmless
}

/// What to do about a failure.
public enum FailureAction: Sendable, Hashable {
    /// Again on the same line after a pause, at most so many times.
    case retrySameLine(after: Duration, tries: Int)
    /// Once on another line.
    case otherLine
    /// Through a provider, where one is configured.
    case provider
    /// No further try.
    case stop
    /// The line goes out of rotation and a technician is called.
    case takeOutOfRotation
    /// Read and delete what the storage holds.
    case emptyStorage
    /// The recovery ladder.
    case recover
    /// Send less through this line.
    case slowDown
    /// Another form of the command or other settings of the PDU.
    case changeCommand
    /// Wait for registration.
    case awaitNetwork
    /// The PIN rules.
    case applyPINRules
    /// Nothing.
    case ignore
}
