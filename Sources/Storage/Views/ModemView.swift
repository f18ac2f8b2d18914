public import Campaigns

/// A modem as the gateway sees it now. Kept by the gateway, not stored; `sentToday` comes from the ledger.
public struct ModemView: Hashable, Sendable, Codable {
    public var name: String
    /// The configured path, and the path that it stands for now.
    public var source: String
    public var port: String?
    /// `absent`, `starting`, `needsPIN`, `ready`, `recovering` or `suspended`.
    public var state: String
    /// Why it is in that state and what to do, for people.
    public var reason: String?
    public var manufacturer: String?
    public var model: String?
    public var imei: String?
    public var iccid: String?
    /// The SIM's own number, where it is known.
    public var number: String?
    public var operatorName: String?
    /// Such as `home`, `roaming`, `searching`, `denied`.
    public var registration: String?
    public var signalDBm: Int?
    /// 0 to 5.
    public var signalBars: Int?
    public var smsc: String?
    /// Nothing has been read from it since it came: it may hold replies.
    public var inboxUnread: Bool
    public var sentToday: Int
    public var dailyLimit: Int
    public var lastError: String?
    /// What the operator said last about the balance, such as `3.20`, and when.
    public var balance: String?
    public var balanceAt: Timestamp?
    /// What a technician has borrowed it for, such as `diagnose`: it sends nothing meanwhile.
    public var lentTo: String?
    public var lentSince: Timestamp?

    public init(name: String, source: String, state: String, dailyLimit: Int) {
        self.name = name
        self.source = source
        self.state = state
        self.dailyLimit = dailyLimit
        self.inboxUnread = true
        self.sentToday = 0
    }
}
