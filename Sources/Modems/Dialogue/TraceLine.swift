/// One line of the dialogue, fit to be shown: PINs, numbers, texts and PDUs are masked.
public struct TraceLine: Sendable, Hashable {
    public enum Direction: String, Sendable, Hashable, Codable {
        case sent = ">"
        case received = "<"
    }

    public var direction: Direction
    public var text: String
    /// The line as it stands, but for PINs and passwords: for a technician who asked for it, and never for a log.
    public var unmasked: String

    public init(direction: Direction, text: String, unmasked: String? = nil) {
        self.direction = direction
        self.text = text
        self.unmasked = unmasked ?? text
    }
}
