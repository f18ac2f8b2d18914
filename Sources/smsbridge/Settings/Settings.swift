import Campaigns
import Connectors
import Devices
import Gateway
import Logging
import Server

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
    }

    struct ProviderRoute: Hashable, Sendable {
        var twilio: TwilioSettings
        /// How long a message waits for a line before it may go this way.
        var fallbackAfter: Duration
        /// In thousandths of the account's currency unit.
        var dailySpendCap: Int
    }

    struct Agent: Hashable, Sendable {
        var name: String
        var rules: RulesAgent
    }

    struct Timing: Hashable, Sendable {
        /// How long an agent waits for more before it answers.
        var debounce = Duration.seconds(8)
        /// How long the modem's answer to `CMGS` is waited for.
        var submit = Duration.seconds(120)
        /// How often a modem's storage is read, beside its notifications.
        var reconcile = Duration.seconds(30)
        var keepAlive = Duration.seconds(30)
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
    /// Of confirmations where the recipient's language is not known.
    var language = "en"
    var modems: [Modem] = []
    /// For lines that have none of their own.
    var limits = RateLimits.line
    /// When the lines write to each other.
    var loopback = LoopbackSettings()
    var providers: [ProviderRoute] = []
    /// Where providers reach us; `nil` for nowhere.
    var callbacks: ListenAddress?
    var agents: [Agent] = []
    /// Answers people who write without being part of a campaign; a human without it.
    var inboundAgent: String?
    var webhooks: [WebhookSettings] = []
    var timing = Timing()
    /// `nil`: what modems say is not remembered.
    var recordings: Recordings? = Recordings()

    /// The database in the state directory.
    var databasePath: String { stateDirectory + "/smsbridge.sqlite" }

    var recordingsPath: String { stateDirectory + "/recordings" }
}
