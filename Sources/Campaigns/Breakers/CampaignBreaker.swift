/// Whether a campaign does harm: by what became of its last hand-overs, and by who opted out.
///
/// Many failures on several SIMs are those of the list or the text, and pause the campaign. Failures on one SIM alone,
/// while others send, are that SIM's: then ``LineBreaker`` takes the line out, and the campaign goes on.
public struct CampaignBreaker: Hashable, Sendable {
    /// One hand-over.
    public struct Entry: Hashable, Sendable {
        public var route: Int64
        public var failure: HandOverFailure?

        public init(route: Int64, failure: HandOverFailure? = nil) {
            self.route = route
            self.failure = failure
        }
    }

    public var settings: BreakerSettings

    public init(_ settings: BreakerSettings) {
        self.settings = settings
    }

    /// How many of the last hand-overs have to be known.
    public var reach: Int { max(settings.failures?.of ?? 0, settings.blocks?.of ?? 0) }

    /// Why the campaign has to be paused, given its last hand-overs, the newest first.
    public func trip(_ entries: [Entry]) -> PauseReason? { trip(entries[...], isLast: true) }

    /// The same where it came late what became of one of them: whether any stretch of so many in a row did harm.
    public func trip(anywhereIn entries: [Entry]) -> PauseReason? {
        for start in entries.indices where entries[start].failure != nil {
            if let reason = trip(entries[start...], isLast: start == 0) { return reason }
        }
        return nil
    }

    private func trip(_ entries: ArraySlice<Entry>, isLast: Bool) -> PauseReason? {
        if let threshold = settings.blocks, let reason = trip(entries, .blocked, threshold, isLast) { return reason }
        if let threshold = settings.failures, let reason = trip(entries, .permanent, threshold, isLast) {
            return reason
        }
        return nil
    }

    /// The same, given how many of the last people whom it reached have opted out; `reached` are fewer than the threshold
    /// wants while the campaign is young.
    public func trip(optOuts: Int, of reached: Int) -> PauseReason? {
        guard let threshold = settings.optOuts, threshold.isExceeded(by: optOuts) else { return nil }
        return PauseReason(
            .optOuts,
            "\(Self.share(optOuts, of: reached, "recipients", threshold)) opted out, \(Self.excess(reached, threshold)): "
                + "ask whether they agreed to this, and whether the text says who writes"
        )
    }

    private static func share(
        _ count: Int,
        of seen: Int,
        _ things: String,
        _ threshold: BreakerSettings.Threshold,
        isLast: Bool = true
    ) -> String {
        if seen < threshold.of { return "\(count) of its first \(seen) \(things)" }
        return isLast
            ? "\(count) of the last \(threshold.of) \(things)" : "\(count) of \(threshold.of) \(things) in a row"
    }

    private static func excess(_ seen: Int, _ threshold: BreakerSettings.Threshold) -> String {
        "more than \(threshold.percent) %" + (seen < threshold.of ? " of \(threshold.of)" : "")
    }

    private func trip(
        _ entries: ArraySlice<Entry>,
        _ failure: HandOverFailure,
        _ threshold: BreakerSettings.Threshold,
        _ isLast: Bool
    ) -> PauseReason? {
        let last = entries.prefix(threshold.of)
        let failed = last.filter { $0.failure == failure }
        guard threshold.isExceeded(by: failed.count) else { return nil }
        // A stray failure does not make a SIM one that fails.
        let routes = Dictionary(grouping: last, by: \.route).mapValues { own in
            own.filter { $0.failure == failure }.count * 100 > threshold.percent * own.count
        }
        let failing = routes.filter(\.value)
        let sound = routes.filter { !$0.value }
        // One SIM fails and others do not, or there is no other to compare a refusal of the sender with.
        if failing.count == 1, !sound.isEmpty || failure == .blocked { return nil }
        let extent = failing.count == 1 ? "" : ", by \(failing.count) SIMs"
        let count = Self.share(failed.count, of: last.count, "segments", threshold, isLast: isLast)
        let excess = Self.excess(last.count, threshold)
        switch failure {
        case .permanent:
            return PauseReason(
                .failures,
                "\(count) failed for good\(extent), \(excess): check the contact list"
            )
        case .blocked:
            return PauseReason(
                .blocks,
                "the operators refused \(count)\(extent), \(excess): "
                    + "it is the list or the text, not one SIM; ask the operator"
            )
        }
    }
}
