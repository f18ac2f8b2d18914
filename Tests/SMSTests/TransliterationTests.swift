import SMS
import Testing

@Suite struct TransliterationTests {
    @Test(arguments: [
        ("“It’s” – fine…", "\"It's\" - fine..."), ("10\u{A0}€", "10 €"), ("• one", "* one"), ("a\u{200B}b", "ab"),
        ("José", "José"), ("Łódź", "Łódź"), ("👩‍👩‍👧", "👩‍👩‍👧"), ("1−2", "1-2"), ("", ""),
        ("e\u{301}te\u{301}", "\u{E9}t\u{E9}"), ("C\u{327}a", "\u{C7}a"), ("s\u{327}", "s\u{327}"),
    ])
    func plainCharacters(text: String, plain: String) {
        // Scalars, since letters with and without a separate accent are equal as characters.
        #expect(Array(Transliteration(text).text.unicodeScalars) == Array(plain.unicodeScalars))
    }

    @Test func accentsOnlyWhenAsked() {
        #expect(Transliteration("Łódź Ístván ñÿŽž", accents: true).text == "Lodz Istvan ñyZz")
        #expect(Transliteration("œuvre Œ Ștefan țară", accents: true).text == "oeuvre OE Stefan tara")
        #expect(Transliteration("e\u{301}a\u{301}á", accents: true).text == "éaa")
    }

    @Test func whatWasReplaced() {
        let transliteration = Transliteration("a–b")
        #expect(transliteration.replacements == [.init(position: 1, from: "–", to: "-")])
        let composed = Transliteration("ae\u{301}")
        #expect(composed.replacements == [.init(position: 1, from: "e\u{301}", to: "\u{E9}")])
        #expect(Segmentation.preview(composed.text).encoding == .gsm7)
    }

    @Test func advice() {
        let text = String(repeating: "x", count: 100) + "’"
        let advice = Segmentation.advice(text, languages: [.turkish])
        #expect(advice.preview.segments == 2)
        #expect(advice.preview.foreignCharacters == [ForeignCharacter(character: "’", position: 100, count: 1)])
        #expect(advice.transliterated?.segments == 1)
        #expect(advice.segmentsSavedByTransliteration == 1)
        #expect(advice.national == [])
        let turkish = Segmentation.advice(String(repeating: "ş", count: 71))
        #expect(turkish.transliteration == nil)
        #expect(turkish.national.map(\.language) == [.turkish])
        #expect(turkish.national.first?.preview.segments == 1)
    }
}
