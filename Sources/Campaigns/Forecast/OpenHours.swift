/// When something may be sent to some recipients, as one stretch of time after the other.
public struct OpenHours: Sendable {
    private let next: @Sendable (Timestamp) -> Range<Timestamp>?

    /// `next` answers the stretch that is open at a moment, from that moment on, or else the first one after it; nil when
    /// none comes any more.
    public init(_ next: @escaping @Sendable (Timestamp) -> Range<Timestamp>?) {
        self.next = next
    }

    /// The hours of a window on one clock.
    public init(_ window: SendingWindow, zone: ZoneRules) {
        self.init { time in
            guard let opens = window.nextOpening(from: time, zone: zone) else { return nil }
            return opens..<(window.closing(after: opens, zone: zone) ?? opens + .seconds(86_400 * 8))
        }
    }

    /// Hours that have several conditions at once.
    public init(_ joint: JointWindow) {
        self.init { time in
            let latest = time + .seconds(86_400 * CampaignForecast.longest)
            guard let opens = joint.nextOpening(from: time, for: .seconds(300), notAfter: latest) else { return nil }
            return opens..<(joint.closing(after: opens) ?? opens + .seconds(86_400 * 8))
        }
    }

    public func stretch(from time: Timestamp) -> Range<Timestamp>? { next(time) }
}

/// On which clock a group of recipients lives: what holds for one of them holds for all.
public struct RecipientClock: Sendable {
    /// In which days are counted and dates are read.
    public var zone: ZoneRules
    /// By step, where its dates are read on another clock.
    public var ownZones: [Int: ZoneRules]
    /// For each step.
    public var hours: [OpenHours]
    /// What one of these people gets at most, in messages.
    public var caps: [SlidingLimit]

    public init(
        zone: ZoneRules,
        ownZones: [Int: ZoneRules] = [:],
        hours: [OpenHours],
        caps: [SlidingLimit] = []
    ) {
        self.zone = zone
        self.ownZones = ownZones
        self.hours = hours
        self.caps = caps
    }
}
