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
    /// The rules of countries for campaigns.
    public var policies: PolicyShelf
    /// Who remembers the last hand-over outside of the database.
    public var mark: (any MarkKeeper)?
    /// The secret under which the numbers of erased people are hidden. The daemon keeps it beside the database.
    public var numberKey: [UInt8] = []
    /// Faults planted on purpose, to show that a check bites. Empty in every daemon.
    public var planted: Set<PlantedFault>
    /// Called after each commit, before anybody is answered: where a simulation may end the process.
    public var committed: (@Sendable () -> Void)?
    /// Ids have a meaning in one database alone, so each store has a cache of its own.
    var definitions = DefinitionCache()
    var slack = LimitSlack()
    var candidates = ZoneCandidates()
    var notes = CommitNotes()
    var hidden = HiddenNumbers()

    public init(
        zones: ZoneDirectory,
        settings: StoreSettings = StoreSettings(),
        words: OptOutWords = OptOutWords(),
        confirmations: ConfirmationTexts = ConfirmationTexts(),
        policies: PolicyShelf = PolicyShelf(),
        planted: Set<PlantedFault> = []
    ) {
        self.zones = zones
        self.settings = settings
        self.words = words
        self.confirmations = confirmations
        self.policies = policies
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
    /// The same for the confirmation of an opt-out, which should be there within five minutes.
    public var confirmationPatience: Duration = .seconds(120)
    /// How long the network may try to deliver where no window ends earlier.
    public var validity: Duration = .seconds(86_400)
    /// How conversations are led: guards, approval, service times.
    public var conversations = ConversationSettings()
    /// What the time of people costs who answer.
    public var work = WorkPrice()
    /// Who signs confirmations.
    public var senderName = "this sender"
    /// The agent of conversations that no campaign began.
    public var inboundAgent: String?
    /// What one person gets at most.
    public var recipientLimits = RecipientLimits.unlimited
    /// How long YES to a question for consent is one.
    public var questionPatience: Duration = .seconds(7 * 86_400)
    /// How long nobody is asked again.
    public var questionRest: Duration = .seconds(30 * 86_400)
    /// Days on which no campaign sends anything, by the clock of its window.
    public var blackout: [Holiday] = []
    /// How long what is kept is kept.
    public var retention = RetentionSettings()
    /// Whether a provider may take what no line could send.
    public var hasFallback = false
    /// The events for the outside that are written down.
    public var events: Set<EventType> = []

    public init() {}
}

/// Decoded campaign definitions; a definition never changes under its campaign and version.
final class DefinitionCache: Sendable {
    private struct Key: Hashable {
        var campaign: Int64
        var version: Int
    }

    private let known = Mutex<[Key: CampaignDefinition]>([:])

    func definition(
        of campaign: Int64,
        version: Int,
        orDecode decode: () throws -> CampaignDefinition
    ) throws -> CampaignDefinition {
        let key = Key(campaign: campaign, version: version)
        if let definition = known.withLock({ $0[key] }) { return definition }
        let definition = try decode()
        known.withLock { known in
            if known.count >= 1000 { known.removeAll() }
            known[key] = definition
        }
        return definition
    }
}
