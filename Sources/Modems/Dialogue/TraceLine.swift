/// One line of the dialogue, fit to be shown: PINs, numbers, texts and PDUs are masked.
public struct TraceLine: Sendable, Hashable {
    public enum Direction: String, Sendable, Hashable {
        case sent = ">"
        case received = "<"
    }

    public var direction: Direction
    public var text: String

    public init(direction: Direction, text: String) {
        self.direction = direction
        self.text = text
    }
}
