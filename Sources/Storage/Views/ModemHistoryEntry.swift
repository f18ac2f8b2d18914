public import Campaigns

/// One row of what became of a modem.
public struct ModemHistoryEntry: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// How it stood: written when something changed, and at least every so often.
        case health
        /// A step of the recovery ladder.
        case recovery
        /// Taken out of rotation, or taken back.
        case rotation
        /// It restarted by itself, or complained of its supply.
        case reset
        /// An alarm was raised or cleared.
        case alarm
        /// Another SIM was put in, or this SIM came from another modem.
        case sim
        /// What the operator said about the balance.
        case balance
    }

    public var at: Timestamp
    public var modem: String
    public var kind: Kind
    public var state: String?
    public var registration: String?
    public var signalDBm: Int?
    /// Messages in the storage that receives, and its places.
    public var storageUsed: Int?
    public var storageTotal: Int?
    /// For people.
    public var detail: String?

    public init(at: Timestamp, modem: String, kind: Kind, detail: String? = nil) {
        self.at = at
        self.modem = modem
        self.kind = kind
        self.detail = detail
    }
}
