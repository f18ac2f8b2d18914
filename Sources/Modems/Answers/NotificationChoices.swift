/// The answer to `+CNMI=?` (TS 27.005 clause 3.4.1), and the settings to try.
public struct NotificationChoices: Sendable, Hashable {
    public var mode: NumberSet
    public var messages: NumberSet
    public var broadcasts: NumberSet
    public var reports: NumberSet
    public var buffer: NumberSet
    /// Values that the modem takes, 1 to 5.
    public var count: Int

    /// Nil where the answer has no lists.
    public static func parse(_ lines: [String]) -> NotificationChoices? {
        guard let row = lines.lazy.compactMap({ InformationLine($0) }).last(where: { $0.prefix == "+CNMI" }) else {
            return nil
        }
        let sets = row.fields.prefix(5).map { NumberSet(parsing: $0.text) }
        guard let mode = sets.first, !mode.values.isEmpty else { return nil }
        func set(_ position: Int) -> NumberSet { sets.count > position ? sets[position] : NumberSet([0]) }
        return NotificationChoices(
            mode: mode,
            messages: set(1),
            broadcasts: set(2),
            reports: set(3),
            buffer: set(4),
            count: sets.count
        )
    }

    /// What to try, best first: store and notify (mt 1), reports stored (ds 2), else routed (ds 1), else none. At most 6.
    /// Many chips list ds 1 and refuse it, so each falls back to the next.
    public var attempts: [[Int]] { attempts(reports: [2, 1, 0], routesMessages: false) }

    /// The same with another preference for reports, and for modems that can keep no message: routed (mt 2).
    public func attempts(reports wishes: [Int], routesMessages: Bool) -> [[Int]] {
        let modes = [2, 1, 3, 0].filter { mode.contains($0) }.prefix(2)
        let message = messages.first(of: routesMessages ? [2, 1, 0] : [1, 0]) ?? 0
        let broadcast = broadcasts.first(of: [0]) ?? 0
        let flush = buffer.first(of: [0]) ?? 0
        var attempts: [[Int]] = []
        for mode in modes {
            for report in wishes where reports.contains(report) || (report == 0 && reports.values.isEmpty) {
                attempts.append(Array([mode, message, broadcast, report, flush].prefix(max(1, count))))
            }
        }
        return attempts
    }

    /// The values of `+CNMI?`; nil where the answer has none.
    public static func parseState(_ lines: [String]) -> [Int]? {
        let row = lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CNMI" }
        let values = row?.fields.compactMap(\.number) ?? []
        return values.isEmpty ? nil : values
    }

    /// For modems that do not answer `+CNMI=?` and keep no messages.
    public static let blindRoutingAttempts = [[2, 2, 0, 1, 0], [2, 2, 0, 0, 0], [1, 2, 0, 0, 0], [2, 2]]

    /// For modems that do not answer `+CNMI=?`.
    public static let blindAttempts = [
        [2, 1, 0, 2, 0], [2, 1, 0, 1, 0], [2, 1, 0, 2, 1], [2, 1, 0, 0, 0], [1, 1, 0, 0, 0], [2, 1],
    ]
}
