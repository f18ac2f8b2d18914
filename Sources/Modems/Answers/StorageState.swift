/// One memory of `+CPMS?` (TS 27.005 clause 3.2.2).
public struct StorageUse: Sendable, Hashable {
    /// `SM`, `ME`, `MT`, `SR`, …; nil in the answer to a setting, which gives figures only.
    public var name: String?
    public var used: Int
    public var total: Int

    public init(name: String?, used: Int, total: Int) {
        self.name = name
        self.used = used
        self.total = total
    }

    /// 0 to 1; 0 where the modem states no size.
    public var fraction: Double { total > 0 ? Double(used) / Double(total) : 0 }
    public var isFull: Bool { total > 0 && used >= total }
}

/// The answers to `+CPMS?`, `+CPMS=…` and `+CPMS=?`.
public enum StorageAnswer {
    /// One to three memories: read and delete, write and send, receive. Empty where the modem says nothing.
    public static func parseState(_ lines: [String]) -> [StorageUse] {
        guard let row = lines.lazy.compactMap({ InformationLine($0) }).last(where: { $0.prefix == "+CPMS" }) else {
            return []
        }
        var uses: [StorageUse] = []
        var name: String?
        var figures: [Int] = []
        for field in row.fields.prefix(12) {
            if let number = field.number, !field.isQuoted, number >= 0 {
                figures.append(number)
                if figures.count == 2 {
                    uses.append(StorageUse(name: name, used: figures[0], total: figures[1]))
                    figures = []
                    name = nil
                }
            } else {
                name = field.text
                figures = []
            }
        }
        return Array(uses.prefix(3))
    }

    /// The memories that `+CPMS=?` offers for each position, one to three lists. Doubled brackets and missing ones
    /// are read too. Empty where the modem cannot keep messages.
    public static func parseChoices(_ lines: [String]) -> [[String]] {
        guard let row = lines.lazy.compactMap({ InformationLine($0) }).last(where: { $0.prefix == "+CPMS" }) else {
            return []
        }
        var text = Substring(row.rest)
        if text.hasPrefix("(("), text.hasSuffix("))") { text = text.dropFirst().dropLast() }
        return ATField.split(String(text)).prefix(3).map { group in
            let inner = group.text.filter { $0 != "(" && $0 != ")" }
            return ATField.split(inner).map(\.text).filter { !$0.isEmpty }
        }.filter { !$0.isEmpty }
    }
}
