import Campaigns
import Testing

@Suite
struct SuppressionListParsingTests {
    /// What becomes of each row: the number or hash, reason and note, or the problem.
    private func read(_ text: String, isHashed: Bool = false) throws -> [String] {
        var reader = CSVReader()
        let records = reader.feed(Array(text.utf8)) + reader.finish()
        let options = SuppressionList.Options(
            defaultRegion: "DE",
            isHashed: isHashed,
            now: try instant("2026-11-23T12:00:00Z")
        )
        var list = try SuppressionList(first: try #require(records.first), options: options)
        let results = [list.first()].compactMap(\.self) + records.dropFirst().map { list.take($0) }
        return results.map { result in
            switch result {
            case .failure(let problem):
                return "\(problem.line) \(problem.column ?? "–"): \(problem.reason)"
            case .success(let row):
                let target =
                    switch row.target {
                    case .number(let number): number.e164
                    case .hash(let hash): String(hash.prefix(4))
                    }
                let warned = row.warnings.isEmpty ? nil : "\(row.line) told"
                return [target, row.reason.rawValue, row.note, row.at.map { "\($0)" }, warned].compactMap(\.self)
                    .joined(separator: " | ")
            }
        }
    }

    @Test
    func columnsAreFoundByTheirNames() throws {
        let rows = try read(
            """
            Reason;Telefon;Comment;Since
            Opt-Out;0151 12345678;by mail;2026-01-31
            wrong number;+4915112345679;;
            lives in Spain;+4915112345670;really;
            erasure;+4915112345671;;
            ;12;;
            ;0151 12345678;;
            ;0151 12345672;;2027-01-01
            ;someone;;
            """
        )
        #expect(
            rows == [
                "+4915112345678 | stopKeyword | by mail | 2026-01-31T00:00:00.000Z",
                "+4915112345679 | wrongNumber",
                "+4915112345670 | imported | lives in Spain; really | 4 told",
                "+4915112345671 | imported | erasure | 5 told",
                "6 Telefon: '12' lacks its area code",
                "7 –: the number stands on line 2 already",
                "+4915112345672 | imported | 8 told",
                "9 Telefon: 'someone' is not a phone number: only digits, spaces and + ( ) - . / may occur",
            ]
        )
    }

    /// Nobody is written to because a reason was misspelt; whoever wrote it is told.
    @Test
    func aReasonThatIsNotKnownIsTold() throws {
        var reader = CSVReader()
        let records = reader.feed(Array("number,reason\n+4915112345678,complant\n".utf8)) + reader.finish()
        var list = try SuppressionList(
            first: try #require(records.first),
            options: SuppressionList.Options(now: try instant("2026-11-23T12:00:00Z"))
        )
        let row = try list.take(try #require(records.last)).get()
        let warning = try #require(row.warnings.first)
        #expect(warning.hasPrefix("'complant' is no reason"))
        #expect(warning.contains("complaint, wrongNumber, invalidNumber"))
        #expect(!warning.contains("erasure"))
    }

    @Test
    func numbersAloneNeedNoHeader() throws {
        let rows = try read("0151 12345678\n+4915112345679\n4.47E+11\n")
        #expect(rows.prefix(2) == ["+4915112345678 | imported", "+4915112345679 | imported"])
        #expect(rows[2].hasPrefix("3 number: '4.47E+11' was rounded by a spreadsheet"))
    }

    @Test
    func hashes() throws {
        let hash = String(repeating: "aB01", count: 16)
        #expect(
            try read("hash,reason\n\(hash),complaint\nxyz,\n", isHashed: true) == [
                "ab01 | complaint", "3 hash: 'xyz' is no hash: expected 64 hexadecimal digits",
            ]
        )
        #expect(try read(hash + "\n", isHashed: true) == ["ab01 | imported"])
    }

    @Test(arguments: [("name,town\nAnna,Bonn", false), ("number\n+4915112345678", true)])
    func aListWithoutNumbersIsRefused(text: String, isHashed: Bool) {
        #expect(throws: ImportProblem.self) { try read(text, isHashed: isHashed) }
    }
}
