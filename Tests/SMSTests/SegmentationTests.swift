import Testing

@testable import SMS

@Suite struct SegmentationTests {
    /// The fewest segments by trying every cut.
    private func fewest(_ units: MessageUnits, capacity: Int) -> Int {
        var best = [Int](repeating: .max, count: units.count + 1)
        best[0] = 0
        for end in stride(from: 1, through: units.count, by: 1) where end == units.count || units.canCut(before: end) {
            for start in max(0, end - capacity)..<end where best[start] != .max {
                best[end] = min(best[end], best[start] + 1)
            }
        }
        return best[units.count]
    }

    @Test(arguments: 2...9)
    func asFewAsPossible(capacity: Int) throws {
        let seed = UInt64(capacity)
        var random = SeededGenerator(seed: seed)
        for round in 0..<400 {
            let characters = round % 2 == 0 ? Array("a€{\r\n") + ["\r\n"] : unicodeCharacters
            let text = random.text(of: characters, upTo: 24)
            let units = try MessageUnits(.text(text))
            let comment: Comment = "seed \(seed), round \(round), \(text.debugDescription)"
            let plan = SegmentPlan(units: units, text: text, single: capacity, multiple: capacity, limit: 255)
            let ends = try #require(plan?.ends, comment)
            #expect(ends.count == max(1, fewest(units, capacity: capacity)), comment)
            #expect(ends.last == units.count, comment)
            for (start, end) in zip([0] + ends, ends) where units.count > 0 {
                #expect(end > start && end - start <= capacity, comment)
                #expect(end == units.count || units.canCut(before: end), comment)
            }
        }
    }

    @Test func charactersStayWholeWhereItCostsNothing() throws {
        // 66 units and a flag of 4: the cut moves back by the unit that would have split the flag.
        let text = String(repeating: "ж", count: 65) + "🇩🇪" + "ж"
        let units = try MessageUnits(.text(text))
        let plan = SegmentPlan(units: units, text: text, single: 70, multiple: 67, limit: 255)
        #expect(plan?.ends == [70], "it fits into one")
        let longer = text + "жж"
        let two = SegmentPlan(
            units: try MessageUnits(.text(longer)),
            text: longer,
            single: 70,
            multiple: 67,
            limit: 255
        )
        #expect(two?.ends == [65, 72])
    }

    @Test func charactersAreSplitWhereItWouldCostASegment() throws {
        let text = String(repeating: "ж", count: 65) + "🇩🇪" + String(repeating: "ж", count: 65)
        let units = try MessageUnits(.text(text))
        #expect(units.count == 134)
        let plan = SegmentPlan(units: units, text: text, single: 70, multiple: 67, limit: 255)
        #expect(plan?.ends == [67, 134])
    }

    @Test func aLineEndStaysWhole() throws {
        let text = String(repeating: "a", count: 152) + "\r\n" + "a" + String(repeating: "a", count: 10)
        let plan = SegmentPlan(units: try MessageUnits(.text(text)), text: text, single: 160, multiple: 153, limit: 255)
        #expect(plan?.ends == [152, 165])
    }

    @Test func aClusterLongerThanASegmentIsCut() throws {
        let text = "e" + String(repeating: "\u{301}", count: 200)
        let plan = SegmentPlan(units: try MessageUnits(.text(text)), text: text, single: 70, multiple: 67, limit: 255)
        #expect(plan?.ends == [67, 134, 201])
    }

    @Test func theLimitIsKept() throws {
        let units = MessageUnits.octets(.init(repeating: 0, count: 11))
        #expect(SegmentPlan(units: units, text: nil, single: 5, multiple: 5, limit: 2) == nil)
        #expect(SegmentPlan(units: units, text: nil, single: 5, multiple: 5, limit: 3)?.ends == [5, 10, 11])
    }

    @Test(arguments: [
        ("", EncodingChoice.auto, 8, MessageEncoding.gsm7, 1, 160, 160, ""),
        ("abc€", .auto, 8, .gsm7, 1, 160, 155, ""),
        (String(repeating: "a", count: 161), .auto, 8, .gsm7, 2, 153, 145, ""),
        (String(repeating: "a", count: 161), .auto, 16, .gsm7, 2, 152, 143, ""),
        ("abc", .ucs2, 8, .ucs2, 1, 70, 67, ""),
        ("it’s “fine” ’ 😀", .auto, 8, .ucs2, 1, 70, 54, "’“”😀"),
        (String(repeating: "😀", count: 36), .auto, 8, .ucs2, 2, 67, 61, "😀"),
    ])
    func preview(
        text: String,
        choice: EncodingChoice,
        bits: Int,
        encoding: MessageEncoding,
        segments: Int,
        capacity: Int,
        left: Int,
        foreign: String
    ) {
        let preview = Segmentation.preview(text, encoding: choice, referenceBits: bits)
        #expect(preview.encoding == encoding)
        #expect(preview.segments == segments)
        #expect(preview.unitsPerSegment == capacity)
        #expect(preview.unitsLeft == left)
        #expect(String(preview.charactersForcingUCS2) == foreign)
        #expect(preview.fits)
    }

    @Test func previewOfWhatDoesNotFit() {
        let preview = Segmentation.preview(String(repeating: "a", count: 153 * 255 + 1))
        #expect(preview.segments == 256)
        #expect(!preview.fits)
    }
}
