import ArgumentParser
import Server

/// What the commands end with; the numbers are those of sysexits.h.
enum ExitStatus: Int32 {
    /// Something failed that has no number of its own.
    case failure = 1
    /// The command line is wrong (EX_USAGE).
    case usage = 64
    /// The data is wrong, in part or as a whole (EX_DATAERR).
    case data = 65
    /// The daemon does not answer (EX_UNAVAILABLE).
    case unavailable = 69
    /// Standard output cannot be written (EX_IOERR).
    case output = 74
    /// Not possible now; later it may be (EX_TEMPFAIL).
    case tryLater = 75
    /// Some or all recipients must not be written to (EX_NOPERM).
    case suppressed = 77
    /// The configuration is wrong (EX_CONFIG).
    case configuration = 78

    static let help = """
        EXIT STATUS
          0   done
          1   failed
          64  the command line is wrong
          65  the data is wrong, in part or as a whole
          69  the daemon does not answer
          74  standard output cannot be written
          75  not possible now: try later
          77  some or all recipients must not be written to: nothing is sent to those
          78  the configuration is wrong
        """
}

/// The end of a command, with a message for standard error.
struct CommandFailure: Error, CustomStringConvertible {
    var status: ExitStatus
    var message: String
    /// What the daemon answered, where that is the reason.
    var problem: Problem?

    init(_ status: ExitStatus, _ message: String, problem: Problem? = nil) {
        self.status = status
        self.message = message
        self.problem = problem
    }

    var description: String { message }
}
