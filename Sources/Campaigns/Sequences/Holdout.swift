/// How many of a campaign's contacts get nothing, drawn by chance, so that its effect can be told from what would have happened
/// anyway.
public struct Holdout: Hashable, Sendable {
    /// Of 10,000.
    public let share: Int

    /// From 0.01 to 50 %.
    public static let shares = 1...5000

    public init?(share: Int) {
        guard Self.shares.contains(share) else { return nil }
        self.share = share
    }

    /// Reads `10 %`, `2.5 %` or `10`, with at most two decimals.
    public init?(_ text: String) {
        var text = text[...]
        if text.hasSuffix("%") { text = text.dropLast() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        guard let percent = Amount(text), percent.thousandths % 10 == 0 else { return nil }
        self.init(share: percent.thousandths / 10)
    }

    /// Whether a number gets nothing. `campaign` is its name, `number` in E.164.
    public func holds(_ number: String, of campaign: String) -> Bool {
        CampaignDraw(campaign: campaign, number: number).holdout < share
    }

    /// Why such a contact is left out.
    public static let reason = "holdout"
}

extension Holdout: CustomStringConvertible {
    public var description: String {
        let (whole, rest) = (share / 100, share % 100)
        guard rest > 0 else { return "\(whole) %" }
        return "\(whole).\(rest < 10 ? "0" : "")\(rest % 10 == 0 ? rest / 10 : rest) %"
    }
}

extension Holdout: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let holdout = Holdout(share: try container.decode(Int.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected 1 to 5000 of 10,000")
        }
        self = holdout
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(share)
    }
}
