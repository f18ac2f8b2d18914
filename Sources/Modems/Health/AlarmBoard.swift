/// Which alarms stand, as a value: it is shown how things are, and says what to tell.
public struct AlarmBoard: Sendable, Hashable {
    public enum Event: Sendable, Hashable {
        /// How it is with one modem (`nil`: with all of them): what is wrong, and in which words. What is not named is not
        /// wrong.
        case seen(modem: String?, [Alarm.Kind: String])
        /// The modem is not configured any more.
        case forgotten(modem: String)
        case timer
    }

    public enum Action: Sendable, Hashable {
        case raised(Alarm)
        case cleared(Alarm)
        /// Say `timer` at this time.
        case wake(at: Duration)
    }

    /// Something that is wrong, or was until a moment ago.
    private struct Entry: Sendable, Hashable {
        var alarm: Alarm
        var isRaised = false
        var overSince: Duration?
    }

    /// Divides every patience and calm.
    public var divisor: Int
    private var entries: [Entry] = []
    /// More than this is not kept: modems times kinds.
    static let mostEntries = 1000

    public init(divisor: Int = 1) {
        self.divisor = max(1, divisor)
    }

    /// What stands now, oldest first.
    public var raised: [Alarm] {
        entries.filter(\.isRaised).map(\.alarm).sorted {
            ($0.since, $0.modem ?? "", $0.kind.rawValue) < ($1.since, $1.modem ?? "", $1.kind.rawValue)
        }
    }

    /// The modems of which it knows something that is or was wrong, sorted.
    public var modems: [String] { Set(entries.compactMap(\.alarm.modem)).sorted() }

    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        switch event {
        case .seen(let modem, let wrong):
            for kind in Alarm.Kind.allCases { see(kind, of: modem, wrong[kind], at: now) }
        case .forgotten(let modem):
            for index in entries.indices where entries[index].alarm.modem == modem {
                entries[index].overSince = now - entries[index].alarm.kind.calm
            }
        case .timer: break
        }
        return settle(at: now)
    }

    private mutating func see(_ kind: Alarm.Kind, of modem: String?, _ detail: String?, at now: Duration) {
        let index = entries.firstIndex { $0.alarm.kind == kind && $0.alarm.modem == modem }
        switch (index, detail) {
        case (let index?, let detail?):
            entries[index].alarm.detail = detail
            entries[index].overSince = nil
        case (let index?, nil):
            entries[index].overSince = entries[index].overSince ?? now
        case (nil, let detail?):
            guard entries.count < Self.mostEntries else { return }
            entries.append(Entry(alarm: Alarm(kind: kind, modem: modem, detail: detail, since: now)))
        case (nil, nil): break
        }
    }

    /// Raises and clears what is due.
    private mutating func settle(at now: Duration) -> [Action] {
        var actions: [Action] = []
        var next: Duration?
        entries = entries.filter { entry in
            guard let over = entry.overSince else { return true }
            guard entry.isRaised else { return false }
            let due = over + entry.alarm.kind.calm / divisor
            guard now >= due else {
                next = min(next ?? due, due)
                return true
            }
            actions.append(.cleared(entry.alarm))
            return false
        }
        for index in entries.indices where !entries[index].isRaised {
            let due = entries[index].alarm.since + entries[index].alarm.kind.patience / divisor
            if now >= due {
                entries[index].isRaised = true
                actions.append(.raised(entries[index].alarm))
            } else {
                next = min(next ?? due, due)
            }
        }
        if let next { actions.append(.wake(at: next)) }
        return actions
    }
}
