public import Modems

/// Who can tell of a modem's port what the modem itself does not know: USB, kernel's log, other programs.
public protocol PortFactSource: Sendable {
    /// What is known of the device behind a port; `nil` where nothing is.
    func facts(of port: String) async -> PortFacts?

    /// The same for a USB device that shows no port for commands, by where it is plugged: `1-1.2`.
    func facts(ofDevice usbPath: String) async -> PortFacts?
}

/// Where nobody can tell.
public struct NoPortFacts: PortFactSource {
    public init() {}

    public func facts(of port: String) async -> PortFacts? { nil }

    public func facts(ofDevice usbPath: String) async -> PortFacts? { nil }
}
