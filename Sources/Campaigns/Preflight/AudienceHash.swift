/// The hash of whom a campaign is for and what its texts are filled with, built row by row. It can be stored between any
/// two rows and gone on with, so that a million rows are hashed in as little memory as one.
public struct AudienceHash: Hashable, Sendable, Codable {
    /// Of the rows so far, in their order.
    public private(set) var hash: ContentHash
    public private(set) var rows: Int

    public init() {
        hash = ContentHash(of: "")
        rows = 0
    }

    /// Goes on after the rows that a hash stands for; they are not counted.
    public init(continuing hash: ContentHash) {
        self.hash = hash
        rows = 0
    }

    public mutating func add(_ row: AudienceRow) {
        hash = ContentHash(of: Array(hash.hex.utf8) + row.octets)
        rows += 1
    }
}

/// What of a contact makes it another audience when it changes. Suppression is no part of it: an opt-out only takes people
/// out, and is looked at until the last moment.
public struct AudienceRow: Hashable, Sendable {
    public var number: String
    public var name: String?
    public var email: String?
    public var timeZone: String?
    /// The other fields, as they are stored.
    public var fields: String
    public var hasConsent: Bool
    /// Taken out of this campaign by hand.
    public var isRemoved: Bool

    public init(
        number: String,
        name: String?,
        email: String?,
        timeZone: String?,
        fields: String,
        hasConsent: Bool,
        isRemoved: Bool
    ) {
        self.number = number
        self.name = name
        self.email = email
        self.timeZone = timeZone
        self.fields = fields
        self.hasConsent = hasConsent
        self.isRemoved = isRemoved
    }

    /// Each value after its length, so that no two rows have the same octets.
    var octets: [UInt8] {
        var octets: [UInt8] = [hasConsent ? 1 : 0, isRemoved ? 1 : 0]
        for value in [number, name, email, timeZone, fields] {
            octets += value.map { "\($0.utf8.count):\($0)" }.map { Array($0.utf8) } ?? [UInt8(ascii: "-")]
        }
        return octets
    }
}
