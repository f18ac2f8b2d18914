/// When a campaign is paused by itself, since going on would do harm.
public struct BreakerSettings: Hashable, Sendable, Codable {
    /// More than so many percent of the last so many.
    public struct Threshold: Hashable, Sendable, Codable {
        public var percent: Int
        public var of: Int

        public init(_ percent: Int, of: Int) {
            self.percent = percent
            self.of = of
        }

        public static let percents = 1...100
        public static let sizes = 10...1000

        /// Whether that many are too many. With fewer than ``of`` in all it is no other: they are then even more of them.
        public func isExceeded(by count: Int) -> Bool { count * 100 > percent * of }
    }

    /// Hand-overs that failed for good: numbers that nobody has.
    public var failures: Threshold?
    /// Recipients who opted out.
    public var optOuts: Threshold?
    /// Hand-overs that the operators refused because of their sender.
    public var blocks: Threshold?

    public init(failures: Threshold? = nil, optOuts: Threshold? = nil, blocks: Threshold? = nil) {
        self.failures = failures
        self.optOuts = optOuts
        self.blocks = blocks
    }

    public static let standard = BreakerSettings(
        failures: Threshold(20, of: 100),
        optOuts: Threshold(5, of: 100),
        blocks: Threshold(10, of: 50)
    )
    public static let off = BreakerSettings()
}

extension BreakerSettings.Threshold: LosslessStringConvertible {
    /// Reads `5 % of 100`.
    public init?(_ text: String) {
        let parts = text.split(separator: "%", omittingEmptySubsequences: false).map { $0.filter { !$0.isWhitespace } }
        guard parts.count == 2, let percent = Int(parts[0]), parts[1].lowercased().hasPrefix("of"),
            let size = Int(parts[1].dropFirst(2)), Self.percents.contains(percent), Self.sizes.contains(size)
        else { return nil }
        self.init(percent, of: size)
    }

    public var description: String { "\(percent) % of \(of)" }
}
