/// A content in the units and tables that need the fewest segments, and where it is cut.
struct SegmentDraft {
    var units: MessageUnits
    var tables: ShiftTables
    /// `nil` where more segments would be needed than allowed.
    var plan: SegmentPlan?

    /// Makes the draft.
    ///
    /// - Parameters:
    ///   - content: The text or data.
    ///   - national: A language whose tables may be used; they are where they need fewer segments.
    ///   - elements: What the header of every segment holds besides the tables and the concatenation.
    ///   - referenceBits: 8 or 16.
    ///   - limit: The most segments that are allowed.
    /// - Throws: ``EncodeError/Code/unencodable``.
    init(
        _ content: MessageContent,
        national: NationalLanguage?,
        elements: [InformationElement],
        referenceBits: Int,
        limit: Int
    ) throws(EncodeError) {
        if let national, case .text(let text, let choice) = content, choice != .ucs2 {
            var best: SegmentDraft?
            for tables in ShiftTables.choices(for: national) {
                guard let septets = GSMAlphabet.septets(of: text, tables: tables) else { continue }
                let draft = SegmentDraft(.septets(septets), text, tables, elements, referenceBits, limit)
                // Of equally many segments the plainest tables: each is one more that a phone may not know.
                if best.map({ draft.cost < $0.cost }) ?? true {
                    best = draft
                }
            }
            if let best {
                self = best
                return
            }
        }
        let text: String? = if case .text(let text, _) = content { text } else { nil }
        self.init(try MessageUnits(content), text, .standard, elements, referenceBits, limit)
    }

    private init(
        _ units: MessageUnits,
        _ text: String?,
        _ tables: ShiftTables,
        _ elements: [InformationElement],
        _ referenceBits: Int,
        _ limit: Int
    ) {
        self.units = units
        self.tables = tables
        var own = elements.reduce(0) { $0 + 2 + $1.data.count }
        if !tables.isStandard {
            own += tables.elements.reduce(0) { $0 + 2 + $1.data.count }
        }
        plan = SegmentPlan(
            units: units,
            text: text,
            tables: tables,
            single: units.capacity(headerOctets: own == 0 ? 0 : own + 1),
            multiple: units.capacity(headerOctets: own + 1 + (referenceBits == 16 ? 6 : 5)),
            limit: limit
        )
    }

    /// In segments.
    private var cost: Int { plan?.ends.count ?? .max }
}
