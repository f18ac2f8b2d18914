/// What the kernel's log says of a device in the last hour.
public struct KernelLogFacts: Sendable, Hashable {
    /// The lines that concern the device, the oldest first, at most ``most``.
    public var lines: [KernelLogLine]
    /// Why the log could not be read, and what to do; nil where it was.
    public var obstacle: String?

    public static let most = 50

    public init(lines: [KernelLogLine] = [], obstacle: String? = nil) {
        self.lines = Array(lines.suffix(Self.most))
        self.obstacle = obstacle
    }

    /// How often the device left the bus.
    public var disconnects: Int { lines.count { $0.kind == .disconnect } }
}

/// A line of the kernel's log that says that something is wrong with a USB device.
public struct KernelLogLine: Sendable, Hashable {
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// The device left the bus.
        case disconnect
        /// The kernel reset it.
        case reset
        /// A transfer or a descriptor failed: `error -71`, `error -110` and their like.
        case transfer
        /// It could not be made to work at all.
        case enumeration
        /// The socket was switched off because too much was drawn from it.
        case overCurrent
    }

    public var kind: Kind
    public var text: String
    public var secondsAgo: Int

    /// Nil where the line does not concern the device, or says nothing bad of it.
    ///
    /// - Parameters:
    ///   - text: The line without its time, such as `usb 1-1.2: device descriptor read/64, error -71`.
    ///   - secondsAgo: When it was written.
    ///   - usbPath: The device's place, `1-1.2`.
    ///   - terminals: The names of its ttys, such as `ttyUSB2`.
    public init?(_ text: String, secondsAgo: Int, of usbPath: String, terminals: [String] = []) {
        guard Self.concerns(text, usbPath, terminals), let kind = Self.kind(of: text) else { return nil }
        self.kind = kind
        self.text = String(text.prefix(160))
        self.secondsAgo = secondsAgo
    }

    private static func concerns(_ text: String, _ usbPath: String, _ terminals: [String]) -> Bool {
        let words = text.split { " ,()".contains($0) }.map { word in
            word.last == ":" ? String(word.dropLast()) : String(word)
        }
        let names = [usbPath, Self.socket(of: usbPath)]
        return words.contains { word in
            // The device, its socket, or one of its interfaces (1-1.2:1.0).
            names.contains(word) || word.hasPrefix(usbPath + ":") || terminals.contains(word)
        }
    }

    /// The kernel's name of the socket that a device is in: `1-1-port2` for 1-1.2, `usb1-port1` for 1-1.
    static func socket(of usbPath: String) -> String {
        if let dot = usbPath.lastIndex(of: ".") {
            return usbPath[..<dot] + "-port" + usbPath[usbPath.index(after: dot)...]
        }
        let halves = usbPath.split(separator: "-")
        return halves.count == 2 ? "usb\(halves[0])-port\(halves[1])" : usbPath
    }

    private static func kind(of text: String) -> Kind? {
        let lower = text.lowercased()
        func says(_ words: String...) -> Bool { words.contains { lower.contains($0) } }
        if says("over-current", "overcurrent") { return .overCurrent }
        if says(
            "unable to enumerate",
            "cannot enable",
            "disabled by hub",
            "not accepting address",
            "device no response"
        ) {
            return .enumeration
        }
        if says("usb disconnect", "now disconnected from") {
            // A device and each of its ttys tell it: the device counts.
            return lower.contains("usb disconnect") ? .disconnect : nil
        }
        if says("device descriptor read", "can't set config", "urb status", "can't read configurations") {
            return .transfer
        }
        if let start = lower.firstRange(of: "error -")?.upperBound, lower[start...].first?.isNumber == true {
            return .transfer
        }
        if lower.hasPrefix("usb "), says(": reset ") { return .reset }
        return nil
    }
}
