/// A kind of fault that strikes a simulated day.
public enum DayFault: String, CaseIterable, Sendable {
    /// The network accepts a segment and the modem never says so.
    case lostAnswer
    /// The modem says so after the gateway's patience.
    case lateAnswer
    /// The network refuses a segment for now.
    case refusal
    case unplugging
    /// The process ends after a commit, before anybody is answered.
    case kill
    /// The modem takes bytes and says nothing.
    case hang
    /// The modem restarts by itself.
    case restart
    /// A part is delivered twice.
    case duplicatePart
    /// The wall clock shows a wrong time for some minutes.
    case wrongClock
    /// Noise on the line.
    case garbage
    /// The port vanishes in the middle of a submission, and is back soon after.
    case dropInSubmission
    /// Two modems vanish, and each comes back on the port of the other.
    case moved
    /// A modem vanishes, and comes back under a name that no modem had. Where the ports are given by name, under its own.
    case renamed
    /// Registered, and nothing reaches it.
    case deaf
    /// What it sends is accepted and dropped.
    case mute
    /// The modem's memories are full of what is not ours.
    case fullMemory
    /// The database can grow no more.
    case fullDisk
    /// For a while, status reports come hours late.
    case lateReports
}
