public import Campaigns

/// Names a route in storage.
public typealias RouteID = Int64

/// A route as its worker makes it known.
public struct RouteDescription: Hashable, Sendable {
    public enum Kind: String, Sendable { case line, provider }

    public var kind: Kind
    /// The ICCID of a line, `imei:…` where the SIM does not tell, `provider:NAME` of a provider.
    public var key: String
    public var name: String
    public var imei: String?
    public var imsi: String?

    public init(kind: Kind, key: String, name: String, imei: String? = nil, imsi: String? = nil) {
        self.kind = kind
        self.key = key
        self.name = name
        self.imei = imei
        self.imsi = imsi
    }
}

/// A line that was made known, and what was known before.
public struct RegisteredLine: Hashable, Sendable {
    public var route: RouteID
    /// The IMEI of the modem that the SIM was in before, where it is another.
    public var earlierModem: String?
    /// The key of the SIM that was in this modem before, where it is another.
    public var earlierSIM: String?
}

/// On which terms a route asks for a message.
public struct RouteTerms: Hashable, Sendable {
    public var route: RouteID
    /// The limits of the line, in segments.
    public var limits: RateLimits
    /// Whether messages that no route was chosen for may be taken. A provider may, when no line was there for long enough.
    public var takesUnbound: Bool
    /// Names of the lines that go before a provider that takes nothing unbound: those that were ready not long ago; `nil`
    /// is every line. A campaign that names none of them may go by the provider.
    public var linesAhead: [String]?
    /// Whether campaigns may leave: what waited on the modems has been read, and the clock is sane.
    public var campaignsMayLeave: Bool
    /// Why this route sends nothing of campaigns though others may, for people: roaming. `nil` where it does.
    public var campaignObstacle: String?
    /// Whether nothing but its own tests may be taken: the line is out of rotation, and a test is to prove it.
    public var takesTestsAlone = false
    /// It gets all segments of a message at once, as a provider does.
    public var takesWhole: Bool
    /// When campaigns may be sent by it; `nil` is always.
    public var window: CampaignWindow?
    /// What a segment costs; `nil` where nobody said.
    public var tariff: SegmentPrice?
    /// What a day may cost at most, in thousandths of a currency unit; `nil` for lines.
    public var dailySpend: Int?

    /// What a segment counts for, in thousandths of a currency unit.
    public var price: Int {
        get { tariff?.amount.thousandths ?? 0 }
        set { tariff = SegmentPrice(Amount(thousandths: newValue), currency: tariff?.currency) }
    }

    public init(
        route: RouteID,
        limits: RateLimits,
        takesUnbound: Bool = true,
        linesAhead: [String]? = nil,
        campaignsMayLeave: Bool = true,
        campaignObstacle: String? = nil,
        takesWhole: Bool = false,
        window: CampaignWindow? = nil,
        tariff: SegmentPrice? = nil,
        dailySpend: Int? = nil
    ) {
        self.route = route
        self.limits = limits
        self.takesUnbound = takesUnbound
        self.linesAhead = linesAhead
        self.campaignsMayLeave = campaignsMayLeave
        self.campaignObstacle = campaignObstacle
        self.takesWhole = takesWhole
        self.window = window
        self.tariff = tariff
        self.dailySpend = dailySpend
    }
}
