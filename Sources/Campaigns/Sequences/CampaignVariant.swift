/// One of several texts of a step, to see which does better.
public struct CampaignVariant: Hashable, Sendable, Codable {
    public var text: MessageTemplate
    /// How many of the contacts get it, in relation to the others.
    public var weight: Int

    public init(text: MessageTemplate, weight: Int = 1) {
        self.text = text
        self.weight = weight
    }

    /// How many a step may have.
    public static let counts = 2...4
    public static let weights = 1...100

    /// What the variant at a place is called: A, B, C, D.
    public static func name(_ index: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "A") + UInt8(clamping: min(max(index, 0), 25))))
    }
}

extension CampaignStep {
    /// The texts that somebody may get.
    public var texts: [MessageTemplate] { variants.isEmpty ? [text] : variants.map(\.text) }

    /// Which of the variants a contact gets; nil where the step has none.
    public func variant(by draw: CampaignDraw) -> Int? {
        let total = variants.reduce(0) { $0 + max(0, $1.weight) }
        guard total > 0 else { return nil }
        var left = draw.variant * total / CampaignDraw.places
        return variants.firstIndex { variant in
            left -= max(0, variant.weight)
            return left < 0
        }
    }
}

extension CampaignDefinition {
    /// Which of a step's variants a number gets, from 0; nil where the step has none.
    public func variant(ofStep index: Int, number: String) -> Int? {
        guard steps.indices.contains(index), !steps[index].variants.isEmpty else { return nil }
        return steps[index].variant(by: CampaignDraw(campaign: name, number: number))
    }
}

extension CampaignStep: Codable {
    private enum CodingKeys: String, CodingKey { case delay, text, window, variants, requiresDelivery }

    /// What was stored before there were variants has none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            delay: try container.decode(CampaignDelay.self, forKey: .delay),
            text: try container.decode(MessageTemplate.self, forKey: .text),
            window: try container.decodeIfPresent(CampaignWindow.self, forKey: .window),
            variants: try container.decodeIfPresent([CampaignVariant].self, forKey: .variants) ?? [],
            requiresDelivery: try container.decodeIfPresent(Bool.self, forKey: .requiresDelivery) ?? false
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(delay, forKey: .delay)
        try container.encode(text, forKey: .text)
        try container.encodeIfPresent(window, forKey: .window)
        if !variants.isEmpty { try container.encode(variants, forKey: .variants) }
        if requiresDelivery { try container.encode(true, forKey: .requiresDelivery) }
    }
}
