/// Where a message is cut: as few segments as possible, each filled as far as it goes. A cut moves back to a boundary
/// between characters as people see them (grapheme clusters) where that costs no segment.
struct SegmentPlan {
    /// Where each segment ends; one at least.
    var ends: [Int]
    /// Units of one segment.
    var capacity: Int

    /// `nil` where more segments would be needed than `limit`.
    ///
    /// - Parameters:
    ///   - units: What is cut.
    ///   - text: The text that the units are of, which knows the boundaries; `nil` for data.
    ///   - tables: What septets are of.
    ///   - single: How many units fit into the only segment.
    ///   - multiple: How many fit into each of several.
    ///   - limit: The most segments that are allowed.
    init?(
        units: MessageUnits,
        text: String?,
        tables: ShiftTables = .standard,
        single: Int,
        multiple: Int,
        limit: Int
    ) {
        if units.count <= single {
            ends = [units.count]
            capacity = single
            return
        }
        capacity = multiple
        ends = []
        guard let needed = Self.segments(of: units, from: 0, capacity: multiple, limit: limit) else { return nil }
        // Longer messages are only counted; looking back at every cut would cost time that nobody needs.
        let text = needed <= Segmentation.maximumSegments ? text : nil
        var boundaries: [Bool]?
        var start = 0
        while start < units.count {
            var end = Self.end(of: units, from: start, capacity: multiple)
            if end < units.count, let text, !units.beginsPlainCharacter(at: end, tables: tables) {
                let known = boundaries ?? Self.boundaries(of: text, in: units, tables: tables)
                boundaries = known
                if !known[end] {
                    let left = needed - ends.count - 1
                    var earlier = end - 1
                    while earlier > start, !known[earlier] {
                        earlier -= 1
                    }
                    if earlier > start, Self.segments(of: units, from: earlier, capacity: multiple, limit: left) != nil
                    {
                        end = earlier
                    }
                }
            }
            ends.append(end)
            start = end
        }
    }

    private static func end(of units: MessageUnits, from start: Int, capacity: Int) -> Int {
        let end = start + capacity
        guard end < units.count else { return units.count }
        return units.canCut(before: end) ? end : end - 1
    }

    private static func segments(of units: MessageUnits, from start: Int, capacity: Int, limit: Int) -> Int? {
        var start = start
        var count = 0
        while start < units.count {
            guard count < limit else { return nil }
            start = end(of: units, from: start, capacity: capacity)
            count += 1
        }
        return count
    }

    /// For each unit whether a character begins there.
    private static func boundaries(of text: String, in units: MessageUnits, tables: ShiftTables) -> [Bool] {
        var boundaries = [Bool](repeating: false, count: units.count + 1)
        var index = 0
        for character in text {
            boundaries[index] = true
            if case .utf16 = units {
                index += character.utf16.count
            } else {
                index += character.unicodeScalars.reduce(0) { $0 + (GSMAlphabet.length(of: $1, tables: tables) ?? 1) }
            }
        }
        return boundaries
    }
}
