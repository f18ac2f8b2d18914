import Campaigns
import Testing

@Suite
struct CSVReaderTests {
    /// Reads the bytes in chunks of that size.
    private func read(_ bytes: [UInt8], chunk: Int = 1 << 16, limit: Int = 1000) -> [CSVRecord] {
        var reader = CSVReader(recordLimit: limit)
        var records: [CSVRecord] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            records += reader.feed(bytes[start..<min(start + chunk, bytes.count)])
        }
        return records + reader.finish()
    }

    private func read(_ text: String, limit: Int = 1000) -> [CSVRecord] {
        read(Array(text.utf8), limit: limit)
    }

    static let torture: [(String, [CSVRecord])] = [
        ("", []),
        ("\n\r\n\r", []),
        ("a,b\n1,2", [CSVRecord(line: 1, fields: ["a", "b"]), CSVRecord(line: 2, fields: ["1", "2"])]),
        ("a;b,c\r\n1;2;3\r\n", [CSVRecord(line: 1, fields: ["a;b", "c"]), CSVRecord(line: 2, fields: ["1;2;3"])]),
        (
            "a;b;c,d\r1;2;3\r",
            [CSVRecord(line: 1, fields: ["a", "b", "c,d"]), CSVRecord(line: 2, fields: ["1", "2", "3"])]
        ),
        ("a\tb\n\n1\t2\n", [CSVRecord(line: 1, fields: ["a", "b"]), CSVRecord(line: 3, fields: ["1", "2"])]),
        ("a|b\n|\n", [CSVRecord(line: 1, fields: ["a", "b"]), CSVRecord(line: 2, fields: ["", ""])]),
        ("sep=;\r\na;b,c,d\r\n", [CSVRecord(line: 2, fields: ["a", "b,c,d"])]),
        (
            "\"a,x\",\"b\"\n\"1\r\n2\",\"say \"\"hi\"\"\"\nx,y\n",
            [
                CSVRecord(line: 1, fields: ["a,x", "b"]), CSVRecord(line: 2, fields: ["1\r\n2", "say \"hi\""]),
                CSVRecord(line: 4, fields: ["x", "y"]),
            ]
        ),
        ("\"\",\"\"\n", [CSVRecord(line: 1, fields: ["", ""])]),
        ("a,5\" disk\n", [CSVRecord(line: 1, fields: ["a", "5\" disk"])]),
        (
            "a,b\n1,\"x\"y\n2,z\n",
            [
                CSVRecord(line: 1, fields: ["a", "b"]), CSVRecord(line: 2, fields: [], problem: .textAfterQuote),
                CSVRecord(line: 3, fields: ["2", "z"]),
            ]
        ),
        // A quotation mark that is never closed costs its own line, and no other.
        (
            "a,b\n1,\"x\n2,z\n3,w\n",
            [
                CSVRecord(line: 1, fields: ["a", "b"]), CSVRecord(line: 2, fields: [], problem: .unclosedQuote),
                CSVRecord(line: 3, fields: ["2", "z"]), CSVRecord(line: 4, fields: ["3", "w"]),
            ]
        ),
        (
            "a,b\n1,\"x\n2,\"z\"\n3,w\n",
            [
                CSVRecord(line: 1, fields: ["a", "b"]), CSVRecord(line: 2, fields: [], problem: .textAfterQuote),
                CSVRecord(line: 3, fields: ["2", "z"]), CSVRecord(line: 4, fields: ["3", "w"]),
            ]
        ),
        (
            "a,b\n1,\0\n2,3\n",
            [
                CSVRecord(line: 1, fields: ["a", "b"]), CSVRecord(line: 2, fields: [], problem: .binary),
                CSVRecord(line: 3, fields: ["2", "3"]),
            ]
        ),
    ]

    @Test(arguments: torture)
    func readsAnyChunking(text: String, expected: [CSVRecord]) {
        for chunk in [1, 2, 3, 7, 1000] {
            #expect(read(Array(text.utf8), chunk: chunk) == expected, "chunks of \(chunk)")
        }
    }

    @Test
    func encodings() throws {
        let text = "name;town\r\nJürgen;Köln\r\n😀;Łódź\r\n"
        let rows = [["name", "town"], ["Jürgen", "Köln"], ["😀", "Łódź"]]
        let wide = Array(text.utf16)
        let little = wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little,
            big,
        ] {
            for chunk in [1, 3, 1000] { #expect(read(bytes, chunk: chunk).map(\.fields) == rows) }
        }
        let western: [UInt8] =
            Array("name,town\nJ".utf8) + [0xFC] + Array("rgen,K".utf8) + [0xF6, 0x6C, 0x6E, 0x80, 0x0A]
        #expect(read(western).map(\.fields) == [["name", "town"], ["Jürgen", "Köln€"]])
    }

    @Test
    func anotherEncodingInTheMiddleIsTold() {
        let bytes = Array("name\nJürgen\n".utf8) + [0x4A, 0xFC, 0x0A] + Array("Anna\n".utf8)
        #expect(read(bytes).map(\.problem) == [nil, nil, .badEncoding, nil])
    }

    @Test
    func recordsAreBounded() {
        let long = String(repeating: "x", count: 300)
        for text in ["a,b\n\(long),1\n2,3\n", "a,b\n\"\(long)\n\(long)\",1\n2,3\n"] {
            let records = read(text, limit: 100)
            #expect(records.first { $0.line == 2 }?.problem == .tooLong(bytes: 100))
            #expect(records.last?.fields == ["2", "3"])
        }
        let many = String(repeating: ",", count: 600)
        #expect(read("a,b\n\(many)\n1,2\n").map(\.problem) == [nil, .tooManyFields(limit: 512), nil])
    }

    /// What is written is read back, whatever stands in the fields, in chunks of any size.
    @Test(arguments: 0..<60)
    func writtenIsReadBack(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet: [Character] = ["a", "ü", "\"", ",", ";", "\n", "\r\n", " ", "😀", "1", "x"]
        let rows = (0..<20).map { row in
            ["k\(row)"]
                + (0..<4).map { _ in
                    String(
                        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                            alphabet.randomElement(using: &generator) ?? "a"
                        }
                    )
                }
        }
        let header = ["key", "b", "c", "d", "e"]
        let text = ([header] + rows).map { CSVWriter.line($0) }.joined()
        let records = read(Array(text.utf8), chunk: Int.random(in: 1...40, using: &generator))
        let expected = ([header] + rows).map { $0.map { $0.first?.isNewline == true ? "'" + $0 : $0 } }
        #expect(records.map(\.fields) == expected, "seed \(seed)")
    }

    /// Whatever stands in a field, no spreadsheet runs it, and a reader gets it back, with an apostrophe at most.
    @Test(arguments: 0..<200)
    func nothingWrittenIsAFormula(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet: [Character] = [
            "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "'", "\"", ",", "1", "a", " ", "é",
        ]
        let fields = (0..<8).map { _ in
            String(
                (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "a"
                }
            )
        }
        let records = read(Array(("k,b,c,d,e,f,g,h\r\n" + CSVWriter.line(fields)).utf8))
        #expect(records.count == 2, "seed \(seed)")
        for (written, given) in zip(records.last?.fields ?? [], fields) {
            #expect(written == given || written == "'" + given, "seed \(seed)")
            #expect(!"=+-@\t\r\n＝＋".contains(written.first ?? "a"), "seed \(seed)")
        }
    }

    @Test
    func noiseNeverTraps() {
        for seed in UInt64(0)..<100 {
            var generator = SeededGenerator(seed: seed)
            let bytes = (0..<500).map { _ in
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator)
                    : [0x22, 0x2C, 0x0A, 0x0D, 0x3B].randomElement(using: &generator) ?? 0
            }
            let whole = read(bytes, limit: 64)
            #expect(read(bytes, chunk: 1, limit: 64) == whole, "seed \(seed)")
        }
    }

    static let formulas: [(String, String)] = [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-2", "-2"), ("-2.5", "-2.5"), ("-2+1", "'-2+1"),
        ("-2.", "'-2."), ("--2", "'--2"), ("+4915112345678", "+4915112345678"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("a=b", "a=b"), ("a,b", "\"a,b\""), ("\t=1", "'\t=1"),
        (" x", "\" x\""), ("", ""),
    ]

    @Test(arguments: formulas)
    func formulasAreHarmless(field: String, written: String) {
        #expect(CSVWriter.line([field]) == written + "\r\n")
    }
}
