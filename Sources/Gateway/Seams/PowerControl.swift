/// Who may take a modem off its USB hub and put it back. It needs rights that the daemon does not have.
public protocol PowerControl: Sendable {
    /// Why this cannot be done to the device at `place` (`1-1.2`), in words that follow "skipped:"; `nil` where it can be
    /// tried.
    func obstacle(to action: PowerAction, at place: String) async -> String?

    /// Does it, and returns when the device is on again; its port may take longer.
    func carryOut(_ action: PowerAction, at place: String) async throws(PowerProblem)
}

public enum PowerAction: String, Hashable, Sendable, CaseIterable {
    /// The device is logged off and on (`authorized` in sysfs).
    case reset
    /// Its socket is without power for some seconds.
    case power
}

public struct PowerProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public var reason: String

    public init(_ reason: String) {
        self.reason = reason
    }

    public var description: String { reason }
}

/// Where nobody may.
public struct NoPowerControl: PowerControl {
    public init() {}

    public func obstacle(to action: PowerAction, at place: String) async -> String? {
        "nobody here may switch USB devices"
    }

    public func carryOut(_ action: PowerAction, at place: String) async throws(PowerProblem) {
        throw PowerProblem("nobody here may switch USB devices")
    }
}
