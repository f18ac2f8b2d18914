/// A message in a modem's storage, from `+CMGL` or `+CMGR` in PDU mode.
public struct StoredMessage: Sendable, Hashable {
    /// `<stat>` of TS 27.005 clause 3.1.
    public enum Status: Int, Sendable, Hashable, Codable {
        case receivedUnread = 0
        case receivedRead = 1
        case storedUnsent = 2
        case storedSent = 3
    }

    /// The slot: 0 or 1 upwards, by modem.
    public var index: Int
    /// Nil where the modem does not say.
    public var status: Status?
    /// Octets of the TPDU as the modem states it, nil where it does not.
    public var length: Int?
    /// The PDU in hexadecimal, with the service center in front as far as the modem gives it.
    public var pdu: String

    public init(index: Int, status: Status?, length: Int?, pdu: String) {
        self.index = index
        self.status = status
        self.length = length
        self.pdu = pdu
    }

    /// False for what we stored ourselves (status 2 and 3).
    public var isReceived: Bool { status != .storedSent && status != .storedUnsent }

    /// Compares the stated length with the PDU, with or without a service center in front. Nil where it cannot be said.
    public var lengthMatches: Bool? {
        guard let length else { return nil }
        let octets = pdu.utf8.count / 2
        if octets == length { return true }
        guard let center = Int(pdu.prefix(2), radix: 16) else { return false }
        return octets == length + center + 1
    }
}
