import Testing

@testable import SMS

/// The national tables from the side that writes; what they read is in the corpus, table by table.
@Suite struct ShiftTableTests {
    private static let every = NationalLanguage.allCases.flatMap { language in
        [
            ShiftTables(locking: language), ShiftTables(single: language),
            ShiftTables(locking: language, single: language),
        ]
    }

    @Test(arguments: every)
    func whatIsReadIsWritten(tables: ShiftTables) {
        for code in UInt8(0)..<128 where code != GSMAlphabet.escape {
            for septets in [[code], [GSMAlphabet.escape, code]] as [[UInt8]] {
                let text = GSMAlphabet.text(of: septets, tables: tables)
                // A code without a character shows a space, which has a code of its own.
                guard let written = GSMAlphabet.septets(of: text, tables: tables) else {
                    Issue.record("\(text.debugDescription) cannot be written with \(tables)")
                    continue
                }
                #expect(GSMAlphabet.text(of: written, tables: tables) == text, "\(septets)")
                #expect(written.count <= septets.count)
                let length = text.unicodeScalars.first.flatMap { GSMAlphabet.length(of: $0, tables: tables) }
                #expect(length == written.count)
            }
        }
    }

    @Test(
        arguments: [
            (ShiftTables(single: .turkish), "ş", [0x1B, 0x73]), (ShiftTables(locking: .turkish), "ş", [0x1D]),
            (ShiftTables(locking: .turkish, single: .turkish), "ş", [0x1D]),
            (ShiftTables(single: .turkish), "a", [0x61]),
            (ShiftTables(locking: .turkish), "[", [0x1B, 0x3C]), (ShiftTables(locking: .turkish), "€", [0x04]),
            (ShiftTables(single: .spanish), "á", [0x1B, 0x61]), (ShiftTables(locking: .portuguese), "ê", [0x04]),
            (ShiftTables(single: .hindi), "A", [0x41]),
            (ShiftTables(locking: .hindi, single: .hindi), "A", [0x1B, 0x41]),
            (.standard, "a€", [0x61, 0x1B, 0x65]),
        ] as [(ShiftTables, String, [UInt8])]
    )
    func theShortestWay(tables: ShiftTables, text: String, septets: [UInt8]) {
        #expect(GSMAlphabet.septets(of: text, tables: tables) == septets)
    }

    @Test(arguments: [ShiftTables(single: .turkish), ShiftTables(locking: .hindi), .standard])
    func whatNoTableHas(tables: ShiftTables) {
        for text in ["中", "😀", "ж"] {
            #expect(GSMAlphabet.septets(of: text, tables: tables) == nil)
            #expect(text.unicodeScalars.allSatisfy { GSMAlphabet.length(of: $0, tables: tables) == nil })
        }
        #expect(
            GSMAlphabet.septets(of: "è", tables: ShiftTables(locking: .hindi)) == nil,
            "the default table is not in use"
        )
    }

    @Test(arguments: every + [.standard])
    func theElementsNameTheTables(tables: ShiftTables) {
        #expect(ShiftTables(header: tables.elements) == tables)
        #expect(tables.isStandard == tables.elements.isEmpty)
    }

    @Test func spanishHasNoLockingTable() {
        #expect(ShiftTables(locking: .spanish) == .standard)
        #expect(ShiftTables.choices(for: .spanish) == [.standard, ShiftTables(single: .spanish)])
        let turkish = ShiftTables.choices(for: .turkish)
        let both = ShiftTables(locking: .turkish, single: .turkish)
        #expect(turkish == [.standard, ShiftTables(single: .turkish), ShiftTables(locking: .turkish), both])
    }

    @Test func theIdentifiersOfTheLanguages() {
        let names = [
            "Turkish", "Spanish", "Portuguese", "Bengali and Assamese", "Gujarati", "Hindi", "Kannada", "Malayalam",
            "Oriya", "Punjabi", "Tamil", "Telugu", "Urdu",
        ]
        #expect(NationalLanguage.allCases.map(\.rawValue) == Array(1...13))
        #expect(NationalLanguage.allCases.map(\.name) == names)
    }
}
