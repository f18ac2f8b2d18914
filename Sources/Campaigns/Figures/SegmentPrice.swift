/// What a route takes for a segment.
public struct SegmentPrice: Hashable, Sendable {
    public var amount: Amount
    /// ISO 4217, such as `EUR`; nil where nobody said which.
    public var currency: String?

    public init(_ amount: Amount, currency: String? = nil) {
        self.amount = amount
        self.currency = currency
    }
}
