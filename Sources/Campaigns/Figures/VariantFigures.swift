/// What came of one of a step's texts. In JSON step and variant stand beside the counts, and `rates` with them.
public struct VariantFigures: Hashable, Sendable {
    /// From 1.
    public var step: Int
    /// As in `A`.
    public var variant: String
    public var messages: MessageFigures

    public init(step: Int, variant: String, messages: MessageFigures) {
        self.step = step
        self.variant = variant
        self.messages = messages
    }
}

extension VariantFigures: Codable {
    private enum Key: String, CodingKey { case step, variant, rates }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        step = try container.decode(Int.self, forKey: .step)
        variant = try container.decode(String.self, forKey: .variant)
        messages = try MessageFigures(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try messages.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(step, forKey: .step)
        try container.encode(variant, forKey: .variant)
        try container.encode(messages.rates, forKey: .rates)
    }
}
