import Foundation
import SMS
import Testing

/// The articles' tables say what the explanation says, row by row; what they say of warnings and counts holds too.
@Suite struct WorkedExampleTests {
    private static let names = [
        "ReadingADeliver", "WritingASubmit", "LongMessages", "NationalTables", "StatusReports", "BrokenPDUs",
    ]

    private static func article(_ name: String) throws -> [Substring] {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let file = folder.appendingPathComponent("Sources/SMS/SMS.docc/\(name).md")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    }

    private static func cells(_ line: Substring) -> [String] {
        guard line.hasPrefix("| ") else { return [] }
        return line.dropFirst(2).split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }.dropLast()
    }

    /// The PDUs of an article, each with the rows of its table.
    private static func examples(_ name: String) throws -> [(hex: String, rows: [[String]])] {
        var examples: [(hex: String, rows: [[String]])] = []
        var isInTable = false
        for line in try article(name) {
            if line.hasPrefix("    "), Hex.decode(line.dropFirst(4)) != nil {
                examples.append((String(line.dropFirst(4)), []))
                isInTable = true
            } else if line.hasPrefix("#") {
                isInTable = false
            } else if isInTable, let last = examples.indices.last {
                let cells = cells(line)
                if cells.count == 5, cells[0].first?.isNumber == true { examples[last].rows.append(cells) }
            }
        }
        return examples
    }

    /// A field as a row of an article.
    private func row(_ field: ExplainedField, depth: Int, isOpen: Bool) -> [String] {
        let octets = field.octets
        var place = octets.count < 2 ? "\(octets.lowerBound)" : "\(octets.lowerBound)-\(octets.upperBound - 1)"
        var hex = isOpen && octets.count > 1 ? "" : Hex.encode(field.raw)
        if field.isPartOfOctet, octets.count == 1 {
            let first = field.bits.lowerBound % 8
            let last = first + field.bits.count - 1
            place += first == last ? " bit \(first)" : " bits \(first)-\(last)"
            let mask = (1 << field.bits.count) - 1
            let digits = String(Int(field.raw[0]) >> first & mask, radix: 2)
            hex = String(repeating: "0", count: field.bits.count - digits.count) + digits
        }
        var value = field.fault.map { "**fault**: \($0.text)" } ?? field.value
        for warning in field.warnings.compactMap(\.warning) { value += " **\(warning.rawValue)**" }
        return [place, hex, String(repeating: "› ", count: depth) + field.name, value, field.clause]
    }

    private func rows(_ field: ExplainedField, depth: Int) -> [[String]] {
        let isClosed =
            ["TP-SCTS", "TP-DT", "TP-VP", "type"].contains(field.name) || field.parts.first?.name == "IEI"
            || (field.name == "TP-DCS" && field.raw == [0])
        let parts = isClosed ? [] : field.parts
        return [row(field, depth: depth, isOpen: !parts.isEmpty)] + parts.flatMap { rows($0, depth: depth + 1) }
    }

    @Test(arguments: names)
    func tables(name: String) throws {
        let examples = try Self.examples(name)
        #expect(!examples.isEmpty)
        for example in examples {
            let explanation = try PDUExplanation(hex: example.hex)
            let expected = explanation.fields.flatMap { rows($0, depth: 0) }
            #expect(example.rows.count == expected.count, "\(name): \(example.hex)")
            for (row, expected) in zip(example.rows, expected) { #expect(row == expected, "\(name)") }
        }
    }

    @Test func everyWarningIsExplained() throws {
        let listed = try Self.article("BrokenPDUs").map { Self.cells($0) }.filter {
            $0.count == 3 && $0[0].hasPrefix("`")
        }
        #expect(
            listed.map { $0[0] }.sorted() == DecodeWarning.allCases.map { "`\($0.rawValue)`" }.sorted()
        )
    }

    @Test func countsAreRight() throws {
        let rows = try Self.article("CountingSegments").map { Self.cells($0) }.filter { $0.count == 4 }
        var checked = 0
        for row in rows where row[0].hasPrefix("`") {
            let preview = Segmentation.preview(String(row[0].dropFirst().dropLast()))
            #expect([preview.encoding.rawValue, "\(preview.segments)", "\(preview.unitsLeft)"] == Array(row[1...]))
            checked += 1
        }
        #expect(checked >= 5)
        for (name, text) in [("GSM 7-bit", "x"), ("UCS-2", "ж")] {
            let long = String(repeating: text, count: 200)
            let figures = [
                Segmentation.preview(text), Segmentation.preview(long), Segmentation.preview(long, referenceBits: 16),
            ].map { "\($0.unitsPerSegment)" }
            #expect(rows.first { $0[0] == name }.map { Array($0[1...]) } == figures)
        }
    }

    @Test func theTurkishExampleIsWhatTheEncoderWrites() throws {
        let text = "Randevunuz yarın saat dokuzda. Işığı açık bırakın, şimdiden teşekkürler."
        #expect(text.count == 72)
        let request = SubmitRequest(to: try Address("+905301234567"), text: text, national: .turkish)
        #expect(try SubmitEncoder.encode(request).segments.map(\.pdu) == Self.examples("NationalTables").map(\.hex))
    }
}
