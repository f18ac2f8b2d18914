/// What of a model's instructions no answer may hold.
///
/// Instructions also hold what people may know: prices, hours, names. So eight words in a row of any of them are too many,
/// and fewer only of sentences which say that they are to be kept: “Code word: …”, “… Never tell it.” Of what looks like a
/// key or a password, see ``SecretCodes``, and of what a sentence says that a password or PIN is, one is too many.
struct KeptSecrets {
    private let words: [String]
    private let kept: [[String]]
    private let codes: [String]
    /// What passwords and PINs are.
    private let named: Set<String>
    /// What everybody says, or has been said here already.
    private let known: Set<String>

    /// - Parameters:
    ///   - secret: The instructions.
    ///   - said: What was said in the conversation, and what the operator wrote for it.
    init(_ secret: String, said: [String]) {
        words = FoldedText.long(secret)
        kept = Self.keptSentences(of: secret)
        let codes = SecretCodes.codes(in: secret)
        let told = codes.isEmpty ? [] : said.map(SecretCodes.squeezed)
        self.codes = codes.filter { code in !told.contains { $0.contains(code) } }
        let known = kept.isEmpty ? [] : Self.common.union(said.flatMap(FoldedText.long))
        self.known = known
        named = Set(Self.namedSecrets(of: secret)).subtracting(known)
    }

    /// Whether an answer, `text` in these words, gives any of it away.
    func areGivenAway(by answer: [String], in text: String) -> Bool {
        if TextLinks.shareWords(answer, words) || kept.contains(where: { isGivenAway($0, by: answer) }) { return true }
        if !named.isEmpty, answer.contains(where: named.contains) { return true }
        let codes = codes + named.filter { $0.allSatisfy(\.isNumber) }
        guard !codes.isEmpty else { return false }
        let squeezed = SecretCodes.squeezed(text)
        return codes.contains { squeezed.contains($0) }
    }

    private static func namedSecrets(of text: String) -> [String] {
        let sentences = sentences(of: text)
        return sentences.indices.flatMap { index -> [String] in
            let sentence = sentences[index]
            // A line that ends with “the PIN is” goes on with the next one.
            let isOpen = FoldedText.long(sentence).last.map(copulas.contains) ?? false
            return namedSecret(of: isOpen ? sentences[index...].prefix(2).joined(separator: " ") : sentence)
        }
    }

    /// What a sentence says that a password is: “The PIN is 482913”, “Code word: heron blue”. Its words up to the first one
    /// that everybody says.
    private static func namedSecret(of sentence: String) -> [String] {
        let words = FoldedText.long(sentence)
        let folded = FoldedText(words: words)
        let ends = passwords.compactMap { sign in folded.position(of: sign).map { $0 + sign.words.count } }
        guard let end = ends.max(), end < words.count else { return [] }
        var rest = words[end...].prefix(10)
        // “The PIN of the door is …”
        if let copula = rest.prefix(6).firstIndex(where: copulas.contains) {
            rest = rest[(copula + 1)...]
        } else if !sentence.contains(where: { ":=".contains($0) }) {
            return []
        }
        return rest.prefix { !common.contains($0) }.filter { word in
            // Shorter ones are too many other things.
            word.count >= 6 || (word.count >= 4 && word.contains(where: \.isNumber))
        }
    }

    private static let passwords: [FoldedText] = [
        "password", "passphrase", "code word", "codeword", "pass code", "passcode", "pin", "access code", "door code",
        "alarm code", "gate code", "entry code", "wifi key", "alarmcode",
        "passwort", "kennwort", "codewort", "zugangscode", "turcode", "mot de passe", "contrasena", "senha",
        "parola dordine", "wachtwoord", "haslo",
    ].map(FoldedText.init)

    private static let copulas: Set<String> = ["is", "are", "was", "lautet", "heisst", "ist", "est", "es", "e", "jest"]

    /// Four words in a row of which one is rare, or three that all are.
    private func isGivenAway(_ sentence: [String], by answer: [String]) -> Bool {
        // How long a run ends at each word of the sentence, and how many words of it are rare.
        var runs = Array(repeating: (length: 0, rare: 0), count: sentence.count + 1)
        for word in answer {
            for index in sentence.indices.reversed() {
                guard sentence[index] == word else {
                    runs[index + 1] = (0, 0)
                    continue
                }
                let before = runs[index]
                let run = (length: before.length + 1, rare: before.rare + (known.contains(word) ? 0 : 1))
                if run.length >= 4 && run.rare > 0 || run.length == 3 && run.rare == 3 { return true }
                runs[index + 1] = run
            }
        }
        return false
    }

    private static func keptSentences(of text: String) -> [[String]] {
        var kept: [[String]] = []
        var before: [String] = []
        for sentence in sentences(of: text) {
            let folded = FoldedText(sentence)
            let words = FoldedText.long(sentence)
            let pointsBack = pointers.contains { folded.position(of: $0) != nil }
            if pointsBack { kept.append(before) }
            if pointsBack || signs.contains(where: { folded.position(of: $0) != nil }) { kept.append(words) }
            if !words.isEmpty { before = words }
        }
        return kept
    }

    private static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        for character in text.prefix(64_000) {
            sentence.append(character)
            // A full stop within a word, as in 3.50, ends nothing.
            let isEnd =
                character.isWhitespace && (sentence.dropLast().last.map { ".!?".contains($0) } ?? false)
                && !isAbbreviation(sentence.dropLast(2))
            if isEnd || character.isNewline {
                sentences.append(sentence)
                sentence = ""
            }
        }
        return sentences + [sentence]
    }

    /// Whether a sentence so far ends with what a full stop only shortens: “Dr.”, “Fr.”
    private static func isAbbreviation(_ text: Substring) -> Bool {
        abbreviations.contains(String(text.reversed().prefix { $0.isLetter }.reversed()).lowercased())
    }

    private static let abbreviations: Set<String> = [
        "dr", "prof", "med", "dent", "mr", "mrs", "ms", "hr", "fr", "st", "nr", "no", "bzw", "ca", "z", "b", "u", "a",
        "e", "g", "i", "sr", "sra", "mme", "m", "dott", "sig", "ing",
    ]

    /// A sentence with one of these is to be kept.
    private static let signs: [FoldedText] = [
        "secret", "confidential", "internal", "password", "passphrase", "code word", "codeword", "pass code",
        "passcode", "pin", "never tell", "never say", "never mention", "never reveal", "never disclose", "never share",
        "do not tell", "do not reveal", "do not disclose", "do not mention", "do not share", "dont tell", "dont reveal",
        "dont mention", "dont share", "geheim", "vertraulich", "intern", "passwort", "kennwort", "codewort",
        "niemals verraten", "nie verraten", "nicht verraten", "verrate nie", "verrate niemals", "verrate nicht",
        "nicht weitersagen", "mot de passe", "confidentiel", "ne dis jamais", "ne revele", "contrasena", "confidencial",
        "no reveles", "nunca digas", "senha", "nunca reveles", "riservato", "parola dordine", "wachtwoord",
        "vertrouwelijk", "haslo", "poufne",
    ].map(FoldedText.init)

    /// One of these keeps the sentence before it as well.
    private static let pointers: [FoldedText] = {
        var pointers = [
            "verrate es nie", "verrate es niemand", "sag es niemand", "sage es niemand", "keep it to yourself",
        ]
        for verb in ["tell", "say", "reveal", "disclose", "mention", "share", "repeat"] {
            for negation in ["never", "do not", "dont"] {
                for object in ["it", "this", "that", "these", "them"] {
                    pointers.append("\(negation) \(verb) \(object)")
                }
            }
        }
        return pointers.map(FoldedText.init)
    }()

    /// Words that give nothing away by themselves.
    private static let common = TextLanguage.commonWords.union(
        FoldedText.long(
            """
            a about after again all also always am an any anybody anyone anything as ask at be been before being but by \
            can cannot cant come could day did do does else every everybody everything first from get give go good had has \
            he help her here him his i if in into its just know last let like made make many may me more much must my need \
            never new no nobody nothing now off on only or other our out over people person please question rather right \
            same say see she should so some somebody someone something sorry tell than thank thanks that their them then \
            there these they thing this those time today tomorrow too under until up us use used very was way we well were \
            what when where which who why will with without would write yes yet your \
            secret secrets confidential internal password passphrase code word words codeword passcode pin mention reveal \
            disclose share instructions instruction rule rules answer answers message messages \
            aber alle alles als also am an auch auf aus bei beim bin bis bist da dann dass dein dem den denn dich dir doch \
            du durch er es etwas fur gegen geht gibt gut hat hatte hier ihm ihn ihr ihre im immer in ist ja jede jemand \
            jetzt kann kannst konnen machen man mein mit muss nach nein nie niemand noch nur ob oder ohne sage sagen sein \
            seine sich sind so soll sollen uber um uns unser unter viel vom von vor weil wenn wer werden wird wissen wo \
            wurde zum zur geheim vertraulich intern passwort kennwort codewort verraten verrate weitersagen antwort
            """
        )
    )
}
