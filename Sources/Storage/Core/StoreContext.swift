public import Campaigns
import Synchronization

/// What the decisions inside a transaction need beside the database.
public struct StoreContext: Sendable {
    /// The rules of the system's time zones.
    public var zones: ZoneDirectory
    public var settings: StoreSettings
    /// What counts as an opt-out, an opt-in, a call for help.
    public var words: OptOutWords
    public var confirmations: ConfirmationTexts
    /// Faults planted on purpose, to show that a check bites. Empty in every daemon.
    public var planted: Set<PlantedFault>
    /// Called after each commit, before anybody is answered: where a simulation may end the process.
    public var committed: (@Sendable () -> Void)?
    /// Ids have a meaning in one database alone, so each store has a cache of its own.
    var definitions = DefinitionCache()
    var slack = LimitSlack()

    public init(
        zones: ZoneDirectory,
        settings: StoreSettings = StoreSettings(),
        words: OptOutWords = OptOutWords(),
        confirmations: ConfirmationTexts = ConfirmationTexts(),
        planted: Set<PlantedFault> = []
    ) {
        self.zones = zones
        self.settings = settings
        self.words = words
        self.confirmations = confirmations
        self.planted = planted
    }
}

/// Settings of the decisions that storage makes in its transactions.
public struct StoreSettings: Hashable, Sendable {
    /// How long an agent waits after the last message of a person before it answers.
    public var debounce: Duration = .seconds(8)
    /// How long a reply is credited to the campaign that wrote last.
    public var attribution: Duration = .seconds(7 * 86_400)
    /// How long missing parts of a long message are waited for before what is there is handed on.
    public var partPatience: Duration = .seconds(3600)
    /// How long a message waits for the line that its recipient knows before another one may send it.
    public var stickyPatience: Duration = .seconds(600)
    /// How long the network may try to deliver where no window ends earlier.
    public var validity: Duration = .seconds(86_400)
    /// Answers that an agent may give one number in an hour and in a day; more mutes the conversation.
    public var agentAnswersPerHour = 10
    public var agentAnswersPerDay = 30
    /// Who signs confirmations.
    public var senderName = "this sender"
    /// The agent of conversations that no campaign began.
    public var inboundAgent: String?
    /// Whether a provider may take what no line could send.
    public var hasFallback = false
    /// Whether events for the outside are written down.
    public var recordsEvents = false

    public init() {}
}

/// A promise that the product breaks on purpose.
///
/// The simulation's checkers and the demo's self-check are shown to bite by planting one of these.
public enum PlantedFault: String, Hashable, Sendable, CaseIterable {
    /// A reply or opt-out ends no enrollment and cancels nothing.
    case halt
    /// Campaign messages leave before what waits on the modems is read.
    case inboxLast
    /// A message is deleted from the SIM before it is committed, and the commit never happens.
    case deleteFirst
    /// A segment that is handed over without an answer is sent again.
    case twice
    /// The window is not asked.
    case window
    /// No limit is asked.
    case limit
    /// An opt-out suppresses nothing.
    case optOut
    /// What was claimed when the daemon ended stays claimed.
    case forget
    /// A test from one of our own lines is taken for a person's words.
    case loopback
}

/// Decoded campaign definitions; a definition never changes under its id and version.
final class DefinitionCache: Sendable {
    private let known = Mutex<[Int64: CampaignDefinition]>([:])

    func definition(
        of campaign: Int64,
        orDecode decode: () throws -> CampaignDefinition
    ) throws -> CampaignDefinition {
        if let definition = known.withLock({ $0[campaign] }) { return definition }
        let definition = try decode()
        known.withLock { known in
            if known.count >= 1000 { known.removeAll() }
            known[campaign] = definition
        }
        return definition
    }
}
