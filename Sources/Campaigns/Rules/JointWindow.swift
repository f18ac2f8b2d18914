/// Windows that all have to be open at once, each on a clock of its own: what a campaign's hours, the quiet hours of a
/// country, and all the time zones that a number leaves open have in common.
public struct JointWindow: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public var window: SendingWindow
        public var zone: ZoneRules
        /// What keeps it closed, for people: `the window is closed`.
        public var closed: String

        public init(window: SendingWindow, zone: ZoneRules, closed: String) {
            self.window = window
            self.zone = zone
            self.closed = closed
        }
    }

    public var parts: [Part]

    public init(_ parts: [Part] = []) {
        self.parts = parts
    }

    /// Whether all parts are open at that moment.
    public func isOpen(at time: Timestamp) -> Bool {
        parts.allSatisfy { $0.window.isOpen(at: time, zone: $0.zone) }
    }

    /// When the first of them closes; `nil` when none does, or one is closed already.
    public func closing(after time: Timestamp) -> Timestamp? {
        parts.compactMap { $0.window.closing(after: time, zone: $0.zone) }.min()
    }

    /// Why nothing may be sent at that moment; `nil` when all parts are open.
    public func obstacle(at time: Timestamp) -> String? {
        guard let part = parts.first(where: { !$0.window.isOpen(at: time, zone: $0.zone) }) else { return nil }
        let day = part.zone.civilTime(at: time).date
        return part.window.excludes(day) ? "\(part.closed): \(day) is excluded" : part.closed
    }

    /// The first moment from `time` on, and not after `latest`, from which on all of them are open for at least that long.
    public func nextOpening(
        from time: Timestamp,
        for stay: Duration = .zero,
        notAfter latest: Timestamp
    ) -> Timestamp? {
        var candidate = time
        for _ in 0..<Self.mostSteps {
            var opens = candidate
            for part in parts {
                guard let next = part.window.nextOpening(from: opens, zone: part.zone) else { return nil }
                opens = next
            }
            guard opens <= latest else { return nil }
            guard opens == candidate else {
                candidate = opens
                continue
            }
            guard let closes = closing(after: candidate), closes - candidate < max(stay, .milliseconds(1)) else {
                return candidate
            }
            candidate = closes
        }
        return nil
    }

    /// Windows that never meet are given up after so many looks: some on each day of a year.
    private static let mostSteps = 4000
}

extension ZoneRules {
    /// One of each group of zones that show the same time from shortly before `time` until ten days after it. Many names
    /// are one clock, and each clock costs a look.
    public static func distinct(_ zones: [ZoneRules], around time: Timestamp) -> [ZoneRules] {
        guard zones.count > 1 else { return zones }
        var seen: Set<[Int64]> = []
        return zones.filter { zone in
            let start = time - .seconds(2 * 86_400)
            let change = zone.nextChange(after: start).flatMap { $0 - time > .seconds(10 * 86_400) ? nil : $0 }
            let later = change.map { [$0.milliseconds, Int64(zone.offset(at: $0))] } ?? []
            return seen.insert([Int64(zone.offset(at: start))] + later).inserted
        }
    }
}
