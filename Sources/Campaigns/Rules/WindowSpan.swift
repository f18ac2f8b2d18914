/// Some hours on some days of the week, half-open: the start belongs to it, the end does not.
public struct WindowSpan: Hashable, Sendable, Codable {
    /// The days on which it starts.
    public let weekdays: Weekdays
    /// Minutes after midnight at which it opens, 0 to 1439.
    public let startMinute: Int
    /// Minutes after midnight at which it closes, 1 to 1440. At or before the start it is meant on the next day.
    public let endMinute: Int

    /// Nil without days, with a time that does not exist, or when it would close at the minute in which it opens.
    public init?(weekdays: Weekdays, startMinute: Int, endMinute: Int) {
        guard !weekdays.isEmpty, (0..<1440).contains(startMinute), (1...1440).contains(endMinute),
            startMinute != endMinute
        else { return nil }
        self.weekdays = weekdays
        self.startMinute = startMinute
        self.endMinute = endMinute
    }

    private init(always: Void) {
        (weekdays, startMinute, endMinute) = (.all, 0, 1440)
    }

    static let always = WindowSpan(always: ())

    public var crossesMidnight: Bool { endMinute < startMinute }

    private enum CodingKeys: String, CodingKey {
        case weekdays, startMinute, endMinute
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let span = WindowSpan(
            weekdays: try container.decode(Weekdays.self, forKey: .weekdays),
            startMinute: try container.decode(Int.self, forKey: .startMinute),
            endMinute: try container.decode(Int.self, forKey: .endMinute)
        )
        guard let span else {
            throw DecodingError.dataCorruptedError(
                forKey: .startMinute,
                in: container,
                debugDescription: "expected days, a start of 0 to 1439 and another end of 1 to 1440"
            )
        }
        self = span
    }
}

extension WindowSpan: CustomStringConvertible {
    /// As in `mon-fri 09:00-18:00`.
    public var description: String {
        "\(weekdays) \(hours)"
    }

    /// As in `09:00-18:00`.
    var hours: String { "\(Self.time(startMinute))-\(Self.time(endMinute))" }

    private static func time(_ minute: Int) -> String {
        padded(minute / 60, to: 2) + ":" + padded(minute % 60, to: 2)
    }
}
