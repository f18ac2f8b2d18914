/// One rung of the recovery ladder, lightest first.
public enum RecoveryRung: Int, Sendable, Hashable, CaseIterable, Comparable, Codable {
    /// ESC, and `AT` three times.
    case attention
    /// The start-up from its beginning: lost settings, text mode, another program's doings.
    case settings
    /// The port closed and opened again, DTR low and high.
    case reopen
    /// Another command port of the same device: it may take the reset that the first one does not.
    case otherPort
    /// The radio off and on.
    case radioCycle
    /// The vendor's own reset.
    case softReset
    /// The USB device logged off and on.
    case usbReset
    /// The hub's port without power for some seconds.
    case hubPower
    /// Nothing helped: a person must look, and it is tried again later.
    case outOfRotation

    public static func < (one: RecoveryRung, other: RecoveryRung) -> Bool { one.rawValue < other.rawValue }

    /// True where an answer that is still to come would be lost, and where others on the same hub may notice it.
    public var isHeavy: Bool { self >= .radioCycle && self < .outOfRotation }

    /// For people: what is done.
    public var words: String {
        switch self {
        case .attention: "leaving an open prompt and calling the modem"
        case .settings: "setting the modem up again"
        case .reopen: "closing and opening the port"
        case .otherPort: "trying the modem's second port"
        case .radioCycle: "switching the radio off and on"
        case .softReset: "resetting the modem"
        case .usbReset: "resetting the USB device"
        case .hubPower: "switching the USB socket off and on"
        case .outOfRotation: "taking it out of rotation"
        }
    }
}
