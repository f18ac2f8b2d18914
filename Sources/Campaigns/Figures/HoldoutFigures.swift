/// Those who were to be written to and those who were held out, by what the campaign counts as success. Who was to be written
/// to counts whether it was reached or not: nobody knows who of the others would have been.
public struct HoldoutFigures: Hashable, Sendable, Codable {
    public var treated: Int
    public var treatedSucceeded: Int
    /// Nil where no success has a value.
    public var treatedValue: Amount?
    public var heldOut: Int
    public var heldOutSucceeded: Int
    public var heldOutValue: Amount?

    public init(
        treated: Int,
        treatedSucceeded: Int,
        treatedValue: Amount?,
        heldOut: Int,
        heldOutSucceeded: Int,
        heldOutValue: Amount?
    ) {
        self.treated = treated
        self.treatedSucceeded = treatedSucceeded
        self.treatedValue = treatedValue
        self.heldOut = heldOut
        self.heldOutSucceeded = heldOutSucceeded
        self.heldOutValue = heldOutValue
    }

    public var treatedRate: Rate { Rate(treatedSucceeded, of: treated) }
    public var heldOutRate: Rate { Rate(heldOutSucceeded, of: heldOut) }

    /// Each side has so many contacts at least before an effect is told,
    public static let fewest = 100
    /// and both together so many successes.
    public static let fewestSuccesses = 10

    public var isLargeEnough: Bool {
        min(treated, heldOut) >= Self.fewest && treatedSucceeded + heldOutSucceeded >= Self.fewestSuccesses
    }
}

/// What a campaign brought beyond what its contacts would have done anyway, as the holdout shows it.
public struct IncrementalFigures: Hashable, Sendable, Codable {
    /// The success rate of those who were to be written to, less that of the holdout; from -1 to 1.
    public var difference: Double
    /// Where the true difference lies with 95 % confidence.
    public var low: Double
    public var high: Double
    /// So many of the successes would not have come by themselves.
    public var successes: Double
    /// So much of the value; nil where no success has one.
    public var value: Amount?
    /// (value − cost) ÷ cost; nil where one of them is not known.
    public var roi: Double?

    /// Where the difference of two rates lies with 95 % confidence, made of Wilson's intervals of both (R. G. Newcombe, 1998,
    /// method 10).
    static func interval(_ one: Rate, _ other: Rate) -> ClosedRange<Double>? {
        guard let first = one.value, let second = other.value, let range = one.interval, let otherRange = other.interval
        else { return nil }
        func reach(_ left: Double, _ right: Double) -> Double { (left * left + right * right).squareRoot() }
        let low = first - second - reach(first - range.lowerBound, otherRange.upperBound - second)
        let high = first - second + reach(range.upperBound - first, second - otherRange.lowerBound)
        return Rate.rounded(low)...Rate.rounded(high)
    }

    /// Nil where the sides are too small to say anything.
    public init?(_ holdout: HoldoutFigures, cost: Amount?) {
        let (treated, heldOut) = (holdout.treatedRate, holdout.heldOutRate)
        guard holdout.isLargeEnough, let one = treated.value, let other = heldOut.value,
            let interval = Self.interval(treated, heldOut)
        else { return nil }
        difference = Rate.rounded(one - other)
        (low, high) = (interval.lowerBound, interval.upperBound)
        let share = Double(holdout.treated) / Double(holdout.heldOut)
        successes = Rate.rounded(Double(holdout.treatedSucceeded) - Double(holdout.heldOutSucceeded) * share)
        if holdout.treatedValue != nil || holdout.heldOutValue != nil {
            let expected = Double(holdout.heldOutValue?.thousandths ?? 0) * share
            let own = (holdout.treatedValue ?? .zero) - Amount(thousandths: Int(expected.rounded()))
            value = own
            roi = cost.flatMap { (own - $0).relative(to: $0) }
        }
    }
}
