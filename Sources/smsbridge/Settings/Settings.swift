import Campaigns
import Connectors
import Devices
import Gateway
import Logging
import Server
import Storage

/// What `smsbridge.yaml` says, checked.
struct Settings: Sendable {
    struct Modem: Hashable, Sendable {
        var source: ModemSource
        /// How tables and limits call it; `nil` lets the gateway name it.
        var name: String?
        var pin: Secret?
        var limits: RateLimits
        /// Whether campaigns are sent in a foreign network.
        var roaming = false
        /// How its balance is asked for.
        var balance: BalanceCheck?
        /// The number of its SIM.
        var number: PhoneNumber?
        /// When campaigns may be sent by it.
        var window: CampaignWindow?
        /// What a segment costs.
        var tariff: SegmentPrice?
    }

    struct ProviderRoute: Hashable, Sendable {
        var twilio: TwilioSettings
        /// How long a message waits for a line before it may go this way.
        var fallbackAfter: Duration
        /// In thousandths of the account's currency unit.
        var dailySpendCap: Int
        var limits = RateLimits.unlimited
        var currency: String?
    }

    /// Rules, then a webhook, then a model: those that are there, in this order. A person comes last.
    struct Agent: Hashable, Sendable {
        struct Model: Hashable, Sendable {
            var settings: ModelAgentSettings
            /// The folder of what it may know.
            var knowledge: String?
        }

        var name: String
        var rules: RulesAgent?
        var webhook: WebhookAgentSettings?
        var model: Model?
        var permits = AnswerPermits()
    }

    struct Timing: Hashable, Sendable {
        /// How long an agent waits for more before it answers.
        var debounce = Duration.seconds(8)
        /// How long the modem's answer to `CMGS` is waited for.
        var submit = Duration.seconds(120)
        /// How often a modem's storage is read, beside its notifications.
        var reconcile = Duration.seconds(30)
        var keepAlive = Duration.seconds(30)
        /// For how long a clock is believed that no time server keeps; `nil`: for ever.
        var clockSync: Duration? = .seconds(86_400)
        /// Divides every wait for a modem, for exercises and tests with virtual ones.
        var dividedBy = 1
    }

    struct Recordings: Hashable, Sendable {
        /// Kept by itself when something goes wrong.
        var isAutomatic = true
        var limits = RecordingFolder.Limits()
        /// How long what goes wrong with one modem is one recording.
        var pause = Duration.seconds(300)
    }

    var stateDirectory = "/var/lib/smsbridge"
    var socketPath = ConnectionOptions.standardSocket
    var socketGroup: String?
    var listen: ListenAddress?
    /// Made with a random token where it does not exist yet.
    var tokenFile: String?
    var logLevel = Logger.Level.info
    /// Where numbers without a country prefix belong: two letters, ISO 3166-1.
    var region: String?
    /// Who signs confirmations of opt-outs and opt-ins.
    var senderName: String?
    /// ISO 4217, of all prices that do not say another one, and of other amounts of money.
    var currency: String?
    /// What a minute of people's time costs.
    var humanMinute: Amount?
    /// How long a person takes for an answer.
    var minutesPerAnswer = WorkPrice.standardMinutes
    /// Of confirmations where the recipient's language is not known.
    var language = "en"
    var modems: [Modem] = []
    /// For lines that have none of their own.
    var limits = RateLimits.line
    /// When the lines write to each other.
    var loopback = LoopbackSettings()
    /// What one person gets at most.
    var recipients = RecipientLimits.standard
    /// Days on which no campaign sends anything.
    var keywords: [KeywordPack] = []
    var confirmations = ConfirmationTexts()
    var blackout: [Holiday] = []
    /// The rules of countries: those that come with the program, and those of a folder.
    var policies = PolicyShelf()
    var providers: [ProviderRoute] = []
    /// Where providers reach us; `nil` for nowhere.
    var callbacks: ListenAddress?
    var agents: [Agent] = []
    /// Answers people who write without being part of a campaign; a human without it.
    var inboundAgent: String?
    /// How conversations are led.
    var conversations = ConversationSettings()
    /// How long YES to a question for consent is one.
    var questionPatience = Duration.seconds(7 * 86_400)
    /// How long what is kept is kept.
    var retention = RetentionSettings()
    var webhooks: [WebhookSettings] = []
    var timing = Timing()
    /// `nil`: what modems say is not remembered.
    var recordings: Recordings? = Recordings()

    /// The database in the state directory.
    var databasePath: String { stateDirectory + "/smsbridge.sqlite" }

    var recordingsPath: String { stateDirectory + "/recordings" }

    /// Where the last hand-over is remembered beside it.
    var markPath: String { stateDirectory + "/last-handover" }
    /// The secret under which numbers of erased people are kept.
    var numberKeyPath: String { stateDirectory + "/number.key" }
}
