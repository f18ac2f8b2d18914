public import Campaigns
public import Modems

/// One entry of the configuration's list of modems.
public struct ModemSettings: Hashable, Sendable {
    public var source: ModemSource
    /// The name that people use; `nil` takes the port's last path component.
    public var name: String?
    public var pin: String?
    /// The limits of its line.
    public var limits: RateLimits
    /// Whether campaigns are sent while the SIM is in a foreign network, where that costs more.
    public var roaming: Bool
    /// The operator is asked for the balance; `nil`: it is not.
    public var balance: BalanceCheck?
    /// The number of its SIM; `nil` asks the SIM, which often does not know it.
    public var number: PhoneNumber?
    /// When campaigns may be sent by it; `nil` is always.
    public var window: CampaignWindow?
    /// What a segment costs; `nil` where nobody said.
    public var tariff: SegmentPrice?

    /// What a segment counts for, in thousandths of the currency unit.
    public var price: Int { tariff?.amount.thousandths ?? 0 }

    public init(
        source: ModemSource,
        name: String? = nil,
        pin: String? = nil,
        limits: RateLimits = .line,
        roaming: Bool = false,
        balance: BalanceCheck? = nil,
        number: PhoneNumber? = nil,
        window: CampaignWindow? = nil,
        tariff: SegmentPrice? = nil
    ) {
        self.source = source
        self.name = name
        self.pin = pin
        self.limits = limits
        self.roaming = roaming
        self.balance = balance
        self.number = number
        self.window = window
        self.tariff = tariff
    }
}

/// How the balance of a SIM is asked for, by USSD.
public struct BalanceCheck: Hashable, Sendable {
    /// Such as `*100#`.
    public var code: String
    public var every: Duration
    /// Below this it is an alarm; in hundredths of the currency.
    public var threshold: Int?
    /// The text around the amount, with `{amount}` in its place.
    public var pattern: String?

    public init(code: String, every: Duration = .seconds(86_400), threshold: Int? = nil, pattern: String? = nil) {
        self.code = code
        self.every = every
        self.threshold = threshold
        self.pattern = pattern
    }
}

/// How lines are driven: times, the same for all.
public struct LineSettings: Sendable {
    public var dialogue = ATDialogue.Settings()
    public var startUp = StartUp.Settings()
    /// How often a modem's storage is read beside its notifications.
    public var poll: Duration = .seconds(30)
    /// How often an idle modem is called. Finds one that hangs: together with two commands of 5 s, within 45 s.
    public var keepAlive: Duration = .seconds(30)
    /// How often signal, registration and storage are asked.
    public var survey: Duration = .seconds(60)
    /// At least so often a row of a modem's history says how it stands; changes are written as they come.
    public var history: Duration = .seconds(1800)
    /// The pause before a port that failed is opened again.
    public var reopen: Duration = .seconds(2)
    /// The pause before a modem that a person must see to (no SIM, no PIN) is asked again.
    public var rest: Duration = .seconds(60)
    /// How long a modem may be without a network before the ladder begins.
    public var noNetwork: Duration = .seconds(180)
    /// In service for so long, a modem counts as well again.
    public var proof: Duration = .seconds(600)
    public var recovery = RecoveryLadder.Settings()
    public var rotation = Rotation.Settings()
    /// Above this part of its places used, a modem's storage is cause for an alarm.
    public var fullStorage = 0.8
    /// Resets by itself in a day that are cause for an alarm.
    public var mostResets = 3
    /// Signal at or below this is weak, in dBm.
    public var weakSignal = -101
    /// Divides how long a thing has to be wrong before it is an alarm. For suites that play long rows.
    public var alarmDivisor = 1

    public init() {
        // With the ESC and the probe that follow, a modem that hangs while busy is noticed within 15 s.
        dialogue.promptTimeout = .seconds(8)
    }
}
