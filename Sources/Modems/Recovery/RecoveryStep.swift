/// One thing to do on a rung. The caller does it and tells the ladder with `RecoveryLadder.Event.stepped` what came of it.
public enum RecoveryStep: Sendable, Hashable {
    /// ESC, and reading until the port is silent. Always passes.
    case escape
    /// `AT` so often, a second each; passes with the first answer.
    case probe(tries: Int)
    /// The start-up from its beginning; passes when it ends with a profile and, where a time is given, the modem is
    /// registered within it.
    case startUp(registration: Duration?)
    /// Passes when the port is closed, or was.
    case close
    case pause(Duration)
    /// Opens a port of the device, DTR low for so long first; passes when it is open, or was open already.
    case open(PortChoice, dtrLow: Duration?)
    /// The commands one after the other until one is taken. Passes also where none is answered: a modem that resets
    /// itself may not find the time. Fails where all are refused.
    case send([ATCommand])
    /// Waits for the port to vanish, at most `vanishing`, and then for its return, at most `returning`. Passes when the
    /// port is there at the end, also where it never went: a board on a serial line stays.
    case awaitReturn(vanishing: Duration, returning: Duration)
    /// Logs the USB device at this place off and on. Fails where it may not.
    case resetUSB(String)
    /// Takes the power of the socket at this place for some seconds. Fails where it may not.
    case cyclePower(String)

    public enum PortChoice: Sendable, Hashable {
        case primary
        case secondary(String)
    }
}

/// What came of a step.
public enum RecoveryOutcome: Sendable, Hashable {
    case passed
    /// In words that follow "failed:".
    case failed(String)
    /// The port went away while it was not meant to: unplugged, or the modem reset itself.
    case vanished
}
