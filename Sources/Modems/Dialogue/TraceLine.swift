/// One line of the dialogue, fit to be shown: PINs, numbers, texts and PDUs are masked.
public struct TraceLine: Sendable, Hashable {
    public enum Direction: String, Sendable, Hashable, Codable {
        case sent = ">"
        case received = "<"
    }

    public var direction: Direction
    /// The line as it stands, but for PINs and passwords: for a technician who asked for it, and never for a log.
    public var unmasked: String
    private var isMasked: Bool
    private var ending: String

    /// What may be shown to anybody. Made when it is asked for: most lines are never looked at.
    public var text: String { isMasked ? unmasked : Masking.line(String(unmasked.dropLast(ending.count))) + ending }

    /// A line with nothing in it to mask.
    public init(direction: Direction, text: String) {
        self.direction = direction
        unmasked = text
        isMasked = true
        ending = ""
    }

    /// A line of the dialogue. `ending` stands behind it as it is.
    init(direction: Direction, masking line: String, ending: String) {
        self.direction = direction
        unmasked = Masking.secrets(line) + ending
        isMasked = false
        self.ending = ending
    }
}
