import SMS
import Testing

@Suite struct GSMAlphabetTests {
    @Test(
        arguments: [
            (0x00, "@"), (0x01, "£"), (0x02, "$"), (0x09, "Ç"), (0x0A, "\n"), (0x0D, "\r"), (0x10, "Δ"), (0x11, "_"),
            (0x12, "Φ"), (0x13, "Γ"), (0x14, "Λ"), (0x15, "Ω"), (0x16, "Π"), (0x17, "Ψ"), (0x18, "Σ"), (0x19, "Θ"),
            (0x1A, "Ξ"), (0x1C, "Æ"), (0x1F, "É"), (0x24, "¤"), (0x40, "¡"), (0x41, "A"), (0x5B, "Ä"), (0x5C, "Ö"),
            (0x5D, "Ñ"), (0x5E, "Ü"), (0x5F, "§"), (0x60, "¿"), (0x61, "a"), (0x7B, "ä"), (0x7E, "ü"), (0x7F, "à"),
        ] as [(UInt8, String)]
    )
    func defaultTable(code: UInt8, character: String) {
        #expect(GSMAlphabet.text(of: [code]) == character)
        #expect(GSMAlphabet.septets(of: character) == [code])
    }

    @Test(
        arguments: [
            (0x0A, "\u{0C}"), (0x14, "^"), (0x28, "{"), (0x29, "}"), (0x2F, "\\"), (0x3C, "["), (0x3D, "~"),
            (0x3E, "]"),
            (0x40, "|"), (0x65, "€"),
        ] as [(UInt8, String)]
    )
    func extensionTable(code: UInt8, character: String) {
        #expect(GSMAlphabet.text(of: [0x1B, code]) == character)
        #expect(GSMAlphabet.septets(of: character) == [0x1B, code])
    }

    @Test func everyCodeButTheEscapeComesBack() {
        for code in UInt8(0)..<128 where code != GSMAlphabet.escape {
            #expect(GSMAlphabet.septets(of: GSMAlphabet.text(of: [code])) == [code], "code \(code)")
        }
    }

    @Test(arguments: ["`", "ç", "á", "ê", "’", "–", "\u{A0}", "\t", "中", "😀", "e\u{301}", "α"])
    func otherCharactersHaveNoSeptets(text: String) {
        #expect(GSMAlphabet.septets(of: "a" + text) == nil)
    }

    @Test(
        arguments: [
            ([0x1B, 0x41], "A"), ([0x1B, 0x1B], " "), ([0x41, 0x1B], "A"), ([0x1B, 0x1B, 0x65], " e"),
            ([0x1B, 0x0D], "\r"),
            ([0xC1], "A"), ([], ""),
        ] as [([UInt8], String)]
    )
    func oddEscapesAreRead(septets: [UInt8], text: String) {
        #expect(GSMAlphabet.text(of: septets) == text)
    }

    @Test func lengthsCountEscapes() {
        #expect(GSMAlphabet.length(of: "a") == 1)
        #expect(GSMAlphabet.length(of: "€") == 2)
        #expect(GSMAlphabet.length(of: "ç") == nil)
    }
}
