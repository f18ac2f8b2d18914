import SMS
import Testing

/// The number of segments against the fewest that any way of cutting needs.
@Suite struct MinimalSegmentsTests {
    /// The fewest pieces of at most `capacity` units, where each character's units stay together.
    private func fewest(_ sizes: [Int], capacity: Int) -> Int {
        var best = [0]
        for end in sizes.indices {
            var units = 0
            var fewest = Int.max
            for start in (0...end).reversed() {
                units += sizes[start]
                if units > capacity { break }
                fewest = min(fewest, best[start] + 1)
            }
            best.append(fewest)
        }
        return best[sizes.count]
    }

    @Test(arguments: [(8, 153, 67), (16, 152, 66)])
    func noWayOfCuttingNeedsFewer(bits: Int, septets: Int, units: Int) throws {
        var random = SeededGenerator(seed: 301)
        for round in 0..<400 {
            let isUnicode = round % 2 == 0
            let characters = isUnicode ? unicodeCharacters : gsmCharacters + Array("€[]{}~^|\\€€€€")
            let text = random.text(of: characters, upTo: round % 4 < 2 ? 200 : 900)
            // A surrogate pair and an escape with its code are what must not be cut.
            let sizes = text.unicodeScalars.map { scalar in
                isUnicode ? UTF16.width(scalar) : GSMAlphabet.length(of: scalar) ?? 0
            }
            let isUCS2 = GSMAlphabet.septets(of: text) == nil
            guard isUCS2 == isUnicode else { continue }
            let total = sizes.reduce(0, +)
            let expected = total <= (isUnicode ? 70 : 160) ? 1 : fewest(sizes, capacity: isUnicode ? units : septets)
            let request = SubmitRequest(to: try Address("1"), text: text, referenceBits: bits)
            let comment: Comment = "seed 301, round \(round), \(text.debugDescription)"
            #expect(try SubmitEncoder.encode(request).segments.count == expected, comment)
            #expect(Segmentation.preview(text, referenceBits: bits).segments == expected, comment)
        }
    }
}
