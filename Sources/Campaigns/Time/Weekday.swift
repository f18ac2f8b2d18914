/// A day of the week, Monday first (ISO 8601).
public enum Weekday: String, Sendable, Codable, CaseIterable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"

    /// 0 for Monday to 6 for Sunday.
    public var index: Int {
        switch self {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        }
    }

    /// Reads a name in English, whole or cut after at least three letters, in any case.
    init?(name: some StringProtocol) {
        let name = name.lowercased()
        let found = Weekday.allCases.first { $0.fullName.hasPrefix(name) && name.count >= 3 }
        guard let found else { return nil }
        self = found
    }

    var fullName: String {
        switch self {
        case .monday: "monday"
        case .tuesday: "tuesday"
        case .wednesday: "wednesday"
        case .thursday: "thursday"
        case .friday: "friday"
        case .saturday: "saturday"
        case .sunday: "sunday"
        }
    }
}

/// Some days of the week.
public struct Weekdays: OptionSet, Hashable, Sendable, Codable {
    /// Bit 0 is Monday, bit 6 Sunday.
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue & 0x7F
    }

    public init(_ days: [Weekday]) {
        self.init(rawValue: days.reduce(0) { $0 | 1 << UInt8($1.index) })
    }

    public static let all = Weekdays(rawValue: 0x7F)
    public static let mondayToFriday = Weekdays(rawValue: 0x1F)
    public static let weekend = Weekdays(rawValue: 0x60)

    public func contains(_ day: Weekday) -> Bool {
        rawValue & 1 << UInt8(day.index) != 0
    }

    /// The days, Monday first.
    public var days: [Weekday] { Weekday.allCases.filter(contains) }
}

extension Weekdays: CustomStringConvertible {
    /// As in `mon-fri` or `mon, wed, fri-sun`.
    public var description: String {
        var runs: [[Weekday]] = []
        for day in days {
            if let last = runs.last?.last, last.index + 1 == day.index {
                runs[runs.count - 1].append(day)
            } else {
                runs.append([day])
            }
        }
        return runs.map { run in
            run.count > 2
                ? "\(run[0].rawValue)-\(run[run.count - 1].rawValue)" : run.map(\.rawValue).joined(separator: ", ")
        }
        .joined(separator: ", ")
    }
}
