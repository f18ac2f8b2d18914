/// A promise that the product breaks on purpose.
///
/// The simulation's checkers and the demo's self-check are shown to bite by planting one of these.
public enum PlantedFault: String, Hashable, Sendable, CaseIterable {
    /// A reply or opt-out ends no enrollment and cancels nothing.
    case halt
    /// A reply in several parts halts when its last part is there.
    case haltLate
    /// A reply halts one enrollment and leaves the person's others alone.
    case haltOne
    /// Campaign messages leave before what waits on the modems is read.
    case inboxLast
    /// A message is deleted from the SIM before it is committed, and the commit never happens.
    case deleteFirst
    /// A segment that is handed over without an answer is sent again.
    case twice
    /// What had no answer when the daemon ended counts as sent.
    case trust
    /// The window is not asked.
    case window
    /// A campaign's lines and providers are not asked.
    case route
    /// No limit is asked.
    case limit
    /// A restart forgets what limits have counted.
    case refill
    /// An opt-out suppresses nothing.
    case optOut
    /// Suppressions are written down, never asked, and take nothing back.
    case unasked
    /// Every further STOP is confirmed again.
    case confirmAgain
    /// Whatever a person writes lifts their opt-out.
    case liftByAnything
    /// What was claimed when the daemon ended stays claimed.
    case forget
    /// The end of an enrollment is not written to the history.
    case unwritten
    /// A message that left follows its contact's later changes.
    case rewrite
    /// A text with its fields filled in is read as a template once more.
    case evaluate
    /// What an agent said leaves, whoever has the conversation by then.
    case talkOver
    /// A test from one of our own lines is taken for a person's words.
    case loopback
}
