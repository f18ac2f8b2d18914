/// The first list of the answer to `+CMGD=?`, where it states the slots in use (TS 27.005 clause 3.5.4 leaves it open).
enum SlotList {
    /// The slots in use, `(1,2,5),(0-4)`; empty for `()`. Nil where a range shows that all slots are meant, or nothing is
    /// told.
    static func parse(_ lines: [String]) -> [Int]? {
        guard let row = lines.lazy.compactMap({ InformationLine($0) }).last(where: { $0.prefix == "+CMGD" }),
            let first = row.fields.first?.text, first.hasPrefix("(")
        else { return nil }
        guard !first.contains("-") else { return nil }
        let slots = first.filter { $0 != "(" && $0 != ")" }.split(separator: ",").map { Int($0.trimmed) }
        let known = slots.compactMap(\.self)
        guard known.count == slots.count, known.count <= StorageReading.mostSlots else { return nil }
        return known
    }
}
