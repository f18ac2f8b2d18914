import Crypto

/// Where a number falls in a campaign by chance: the same for ever, on every box, whatever else the campaign says. It is drawn
/// from the SHA-256 of the campaign's name, which does not change, and the number.
public struct CampaignDraw: Hashable, Sendable {
    /// From 0 to 9999: who is held out.
    public let holdout: Int
    /// From 0 to 9999, independent of the other: who gets which variant.
    public let variant: Int

    /// `number` in E.164.
    public init(campaign: String, number: String) {
        let digest = Array(SHA256.hash(data: Array("\(campaign)\n\(number)".utf8)))
        holdout = Self.place(digest[0..<8])
        variant = Self.place(digest[8..<16])
    }

    public static let places = 10_000

    private static func place(_ octets: ArraySlice<UInt8>) -> Int {
        Int(octets.reduce(0 as UInt64) { $0 << 8 | UInt64($1) } % UInt64(places))
    }
}
