/// One of `+CREG`, `+CGREG`, `+CEREG` (TS 27.007 clauses 7.2, 10.1.20, 10.1.22).
public struct Registration: Sendable, Hashable {
    /// Which part of the network the answer is about.
    public enum Domain: String, Sendable, Hashable, CaseIterable {
        case circuit = "+CREG"
        case packet = "+CGREG"
        case eps = "+CEREG"
    }

    public var domain: Domain
    public var state: RegistrationState
    /// Location or tracking area code, hexadecimal, where the modem gives it.
    public var area: String?
    /// Cell, hexadecimal, where the modem gives it.
    public var cell: String?
    /// Access technology (0 GSM, 2 UTRAN, 3 EDGE, 4-6 HSPA, 7 LTE, 9 NB-IoT, 10-13 5G).
    public var technology: Int?

    public init(
        domain: Domain,
        state: RegistrationState,
        area: String? = nil,
        cell: String? = nil,
        technology: Int? = nil
    ) {
        self.domain = domain
        self.state = state
        self.area = area
        self.cell = cell
        self.technology = technology
    }

    /// Reads the answer to `+CREG?` and its like: `n,stat[,area,cell[,technology]]`, quoted or not. A line of the
    /// unsolicited form is taken too, where there is no other.
    public static func parse(_ lines: [String]) -> Registration? {
        let rows = lines.compactMap { InformationLine($0) }.filter { Domain(rawValue: $0.prefix) != nil }
        return rows.lazy.compactMap { isAnswer($0) ? Registration(answer: $0) : nil }.last
            ?? rows.last.flatMap { Registration(unsolicited: $0) }
    }

    /// True where the line has the form of an answer, not of a notice: the second value is one short plain number.
    static func isAnswer(_ row: InformationLine) -> Bool {
        let fields = row.fields
        guard fields.count >= 2, !fields[1].isQuoted, let value = fields[1].number else { return false }
        return value <= 15 && fields[1].text.utf8.count <= 2
    }

    init?(answer row: InformationLine) {
        self.init(row, from: 1)
    }

    init?(unsolicited row: InformationLine) {
        self.init(row, from: Registration.isAnswer(row) ? 1 : 0)
    }

    private init?(_ row: InformationLine, from start: Int) {
        let fields = row.fields
        guard let domain = Domain(rawValue: row.prefix), fields.count > start else { return nil }
        guard let number = fields[start].number else { return nil }
        func text(_ offset: Int) -> String? {
            guard fields.count > start + offset else { return nil }
            let text = fields[start + offset].text
            return text.isHexadecimal && text.utf8.count <= 10 ? text : nil
        }
        self.init(
            domain: domain,
            state: RegistrationState(rawValue: number) ?? .unknown,
            area: text(1),
            cell: text(2),
            technology: fields.count > start + 3 ? fields[start + 3].number : nil
        )
    }
}
