/// Tells the language of short texts by their script and by words that nearly every sentence has.
public enum TextLanguage {
    /// Looks at so many words at most.
    static let mostWords = 200

    /// The language that somebody named, as in `de`, `pt-BR` or `fr_FR.UTF-8`; `nil` where it is no such name.
    public static func code(_ name: String) -> String? {
        let code = name.prefix { $0.isLetter && $0.isASCII }.lowercased()
        return code.count == 2 ? code : nil
    }

    /// The language of a text, as in ISO 639-1; `nil` where none is plainly ahead of the others.
    public static func guess(_ text: String) -> String? {
        if let script = script(of: text) { return script }
        var counts: [String: Int] = [:]
        for word in FoldedText(String(text.prefix(4000))).words.prefix(mostWords) {
            for language in languages[word] ?? [] { counts[language, default: 0] += 1 }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = ranked.first else { return nil }
        // One word that two languages have tells nothing.
        guard ranked.count < 2 || first.value > ranked[1].value else { return nil }
        return first.key
    }

    /// The language of the newest text that tells one.
    public static func guess(newestFirst texts: [String]) -> String? {
        for text in texts {
            if let language = guess(text) { return language }
        }
        return nil
    }

    /// Those that a guess can come to, as in ISO 639-1.
    public static let known: [String] = (words.map(\.language) + ["ru", "ar", "hi"]).sorted()

    /// Words of all of them that nearly every sentence has.
    static let commonWords = Set(languages.keys)

    private static func script(of text: String) -> String? {
        var (letters, cyrillic, arabic, devanagari) = (0, 0, 0, 0)
        for scalar in text.unicodeScalars.prefix(4000) where scalar.properties.isAlphabetic {
            letters += 1
            switch scalar.value {
            case 0x400...0x4FF: cyrillic += 1
            case 0x600...0x6FF: arabic += 1
            case 0x900...0x97F: devanagari += 1
            default: break
            }
        }
        guard letters > 0 else { return nil }
        if cyrillic * 2 > letters { return "ru" }
        if arabic * 2 > letters { return "ar" }
        if devanagari * 2 > letters { return "hi" }
        return nil
    }

    /// Folded, as texts are compared.
    private static let words: [(language: String, words: String)] = [
        ("en", "the and you your i my me is are not dont please this have what how it of to for want stop"),
        ("de", "ich und der das ist nicht sie mir mich bitte kein keine mehr haben habe wie was den ein eine zu wir"),
        ("fr", "je et le les est pas vous ne moi mon plus merci avec pour une des que ce suis veux bonjour"),
        ("es", "yo y el los es no usted mi mas gracias con para una por que quiero hola mensajes estoy favor"),
        ("pt", "eu e o os nao voce meu mais obrigado obrigada com para uma por que quero ola mensagens estou"),
        ("it", "io e il gli non mi piu grazie con per una che voglio ciao messaggi sono sto favore"),
        ("nl", "ik en de het is niet mij mijn geen meer wil een hoe wat van voor berichten graag dank"),
        ("pl", "ja i nie jest mi mnie prosze wiecej chce czy jak dla sie wiadomosci dziekuje juz"),
        ("tr", "ben ve bir bu degil bana lutfen artik istemiyorum mesaj daha icin nasil ne tesekkurler"),
        ("sw", "mimi na ya ni sitaki tafadhali ujumbe yangu hapana asante kwa sana"),
        ("id", "saya dan yang tidak ini itu tolong mau lagi pesan terima kasih untuk apa berapa jangan"),
    ]

    private static let languages: [String: [String]] = {
        var languages: [String: [String]] = [:]
        for row in words {
            for word in row.words.split(separator: " ") { languages[String(word), default: []].append(row.language) }
        }
        return languages
    }()
}
