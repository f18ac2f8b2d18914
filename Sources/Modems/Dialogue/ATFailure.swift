/// Why a command or a submission did not end with OK.
public enum ATFailure: Error, Sendable, Hashable {
    /// `ERROR` without a number.
    case plain
    /// `+CMS ERROR: n` (TS 27.005 clause 3.2.5).
    case cms(Int)
    /// `+CME ERROR: n` (TS 27.007 clause 9.2).
    case cme(Int)
    /// An error in words that is in no table of ours.
    case words(String)
    /// `NO CARRIER`, `BUSY` and their like, to a dialling command.
    case noCarrier
    /// `COMMAND NOT SUPPORT`, `NA`.
    case notSupported
    /// No final result within the command's time.
    case timedOut
    /// The port was closed under us.
    case hungUp
    /// The modem announced a restart before it answered.
    case restarted
    /// No `>` came, ESC was sent, no PDU was written.
    case promptMissing
    /// ESC was sent at the prompt on our own wish.
    case takenBack
}

extension ATFailure: CustomStringConvertible {
    /// What happened, for people.
    public var description: String {
        switch self {
        case .plain: "the modem answered ERROR without a reason"
        case .cms(let number): "+CMS ERROR \(number): \(ErrorMeaning.cms(number).text)"
        case .cme(let number): "+CME ERROR \(number): \(ErrorMeaning.cme(number).text)"
        case .words(let words): "the modem answered: \(words)"
        case .noCarrier: "the call ended"
        case .notSupported: "the modem does not know this command"
        case .timedOut: "the modem did not answer in time"
        case .hungUp: "the port was closed or the modem unplugged"
        case .restarted: "the modem restarted"
        case .promptMissing: "the modem showed no prompt for the message"
        case .takenBack: "taken back at the prompt, nothing was sent"
        }
    }
}
