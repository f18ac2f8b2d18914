/// What is known of a modem without asking it: from the kernel, and from the gateway's record.
public struct DiagnosisFacts: Sendable, Hashable {
    public var port: PortFacts?
    /// `nil` where no gateway keeps a record of the modem.
    public var traffic: TrafficFacts?
    public var history: HistoryFacts?
    public var balance: BalanceFacts?
    /// Another modem of this gateway that has the same IMEI: its name.
    public var twin: String?
    /// Field strengths of this gateway's other modems that are ready, in dBm.
    public var neighbours: [Int] = []
    /// The computer's clock, in seconds since 1970, UTC.
    public var now: Int?

    public init(port: PortFacts? = nil, traffic: TrafficFacts? = nil) {
        self.port = port
        self.traffic = traffic
    }
}

/// What the operator said last about the SIM's balance.
public struct BalanceFacts: Sendable, Hashable {
    /// Such as `3.20`; `nil` where its answer could not be read.
    public var amount: String?
    /// How long ago it was asked.
    public var age: Duration
    /// The amount is below what was set as the least: that, such as `2.00`.
    public var least: String?
    public var isLow: Bool

    public init(amount: String?, age: Duration, least: String? = nil, isLow: Bool = false) {
        self.amount = amount
        self.age = age
        self.least = least
        self.isLow = isLow
    }
}
