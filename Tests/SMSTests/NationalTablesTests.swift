import Testing

@testable import SMS

@Suite struct NationalTablesTests {
    @Test(arguments: NationalLanguage.allCases)
    func tablesAreWhole(language: NationalLanguage) {
        let single = NationalTables.single(language)
        #expect(single.count == 128)
        #expect(single[0x1B] == 0)
        #expect(single[0x0A] == 0x0C)
        #expect(single[0x65] == 0x20AC)
        guard let locking = NationalTables.locking(language) else {
            #expect(language == .spanish)
            return
        }
        #expect(locking.count == 128)
        #expect(locking[0x0A] == 0x0A)
        #expect(locking[0x0D] == 0x0D)
        #expect(locking[0x1B] == 0)
        #expect(locking[0x20] == 0x20)
        let places = Set(locking.filter { $0 != 0 && $0 != 0x20 })
        #expect(places.count == locking.count { $0 != 0 && $0 != 0x20 })
        for (code, unit) in zip(0x61..., "abcdefghijklmnopqrstuvwxyz".utf16) {
            #expect(locking[code] == unit)
        }
    }

    /// Places where published copies of the tables differ from annex A or from each other.
    @Test(
        arguments: [
            (NationalLanguage.bengali, 0x2C, 0x2C), (.urdu, 0x2C, 0x2C), (.kannada, 0x24, 0x0CA1),
            (.urdu, 0x5D, 0x0650),
            (.urdu, 0x5E, 0x064F), (.urdu, 0x7B, 0x0655), (.urdu, 0x7C, 0x0651), (.urdu, 0x7D, 0x0653),
            (.urdu, 0x7F, 0x0670), (.turkish, 0x07, 0x0131), (.portuguese, 0x15, 0x221E), (.hindi, 0x3C, 0x0929),
            (.tamil, 0x7F, 0x0BF9), (.malayalam, 0x7F, 0x0D79), (.gujarati, 0x7F, 0x0AF1), (.punjabi, 0x47, 0x0A33),
        ] as [(NationalLanguage, Int, UInt16)]
    )
    func lockingPlaces(language: NationalLanguage, code: Int, unit: UInt16) {
        #expect(NationalTables.locking(language)?[code] == unit)
    }

    @Test(
        arguments: [
            (NationalLanguage.hindi, 0x26, 0x0951), (.hindi, 0x27, 0x0952), (.tamil, 0x24, 0x0BEE),
            (.telugu, 0x22, 0x0C6C),
            (.telugu, 0x1C, 0x0C66), (.turkish, 0x53, 0x015E), (.spanish, 0x09, 0x00E7), (.portuguese, 0x7F, 0x00E2),
            (.bengali, 0x24, 0x09DF), (.urdu, 0x19, 0x0600), (.urdu, 0x3F, 0x06D4), (.oriya, 0x26, 0x0B5C),
        ] as [(NationalLanguage, Int, UInt16)]
    )
    func singlePlaces(language: NationalLanguage, code: Int, unit: UInt16) {
        #expect(NationalTables.single(language)[code] == unit)
    }

    @Test func escapes() {
        let tables = ShiftTables(locking: .turkish, single: .turkish)
        #expect(GSMAlphabet.text(of: [0x1B, 0x53, 0x07, 0x1B, 0x41, 0x1B, 0x1B, 0x1B], tables: tables) == "ŞıA ")
        #expect(GSMAlphabet.text(of: [0x1B, 0x65, 0x04], tables: ShiftTables(locking: .turkish)) == "€€")
        #expect(GSMAlphabet.text(of: [0x00, 0x0C], tables: ShiftTables(locking: .kannada)) == "  ")
        #expect(ShiftTables(locking: .spanish).isStandard)
    }

    @Test(arguments: NationalLanguage.allCases)
    func everyTextComesBack(language: NationalLanguage) throws {
        var random = SeededGenerator(seed: UInt64(language.rawValue))
        var units = NationalTables.single(language).filter { $0 != 0 }
        units += (NationalTables.locking(language) ?? []).filter { $0 != 0 }
        for round in 0..<150 {
            let count = Int.random(in: 0...400, using: &random)
            let some = (0..<count).compactMap { _ in units.randomElement(using: &random) }
            let text = String(decoding: some, as: UTF16.self)
            let request = SubmitRequest(to: try Address("+123"), text: text, reference: 7, national: language)
            let message = try SubmitEncoder.encode(request)
            let preview = Segmentation.preview(text, national: language)
            let comment: Comment = "seed \(language.rawValue), round \(round)"
            #expect(message.segments.count == preview.segments, comment)
            #expect(message.encoding == .gsm7, comment)
            #expect(preview.segments <= Segmentation.preview(text).segments, comment)
            var parts: [MessagePart] = []
            var whole = ""
            for segment in message.segments {
                let decoded = try PDUDecoder.decode(hex: segment.pdu)
                guard let userData = decoded.tpdu.userData else { continue }
                #expect(decoded.warnings == [], comment)
                #expect(userData.raw.count <= 140, comment)
                #expect(userData.tables == preview.tables, comment)
                whole += userData.text ?? ""
                parts += [MessagePart(userData)].compactMap(\.self)
            }
            #expect(Array(whole.unicodeScalars) == Array(text.unicodeScalars), comment)
            if parts.count > 1 {
                let joined = Reassembly.join(parts.shuffled(using: &random), total: parts.count)
                #expect(joined.text == text, comment)
            }
        }
    }

    @Test func fewestSegmentsChooseTheTables() {
        func tables(_ text: String, _ language: NationalLanguage) -> ShiftTables {
            Segmentation.preview(text, national: language).tables
        }
        #expect(tables("hello", .turkish) == .standard)
        // Of equally many segments the plainest: a phone that does not know a single shift shows the letter beneath it.
        #expect(tables("hello ş", .turkish) == ShiftTables(single: .turkish))
        #expect(tables("è ì ş", .turkish) == ShiftTables(single: .turkish))
        #expect(tables(String(repeating: "ş", count: 100), .turkish) == ShiftTables(locking: .turkish))
        #expect(tables("ŞşĞğ|ıİ", .spanish) == .standard)
        let one = Segmentation.preview(String(repeating: "a", count: 154) + "ş", national: .turkish)
        #expect(one.unitsPerSegment == 155)
        #expect(one.segments == 1)
        #expect(one.tables == ShiftTables(locking: .turkish))
    }
}
