/// Sentences that say that a person writes, in the languages in which answers are guarded.
enum HumanClaims {
    /// The words of the first of them; `nil` where there is none.
    static func found(in text: String) -> String? {
        for sentence in text.prefix(4000).split(whereSeparator: { ".!?;:\n。؟…".contains($0) }) {
            let words = FoldedText.long(String(sentence))
            let folded = FoldedText(words: words)
            if let phrase = phrases.first(where: { folded.position(of: $0) != nil }) {
                return phrase.words.joined(separator: " ")
            }
            for language in languages {
                if let claim = language.claim(in: words) ?? language.claimByItself(in: sentence) { return claim }
            }
        }
        return nil
    }

    /// How a language says it: somebody is, with words between that change nothing, a person.
    private struct Language {
        /// After which a person is claimed, unless one of `negations` comes before.
        var subjects: [[String]]
        var fillers: Set<String>
        var articles: Set<String>
        var persons: Set<String>
        var negations: Set<String>

        init(_ subjects: [String], articles: String, fillers: String, persons: String, negations: String) {
            func words(_ text: String) -> Set<String> { Set(FoldedText(text).words) }
            self.subjects = subjects.map { FoldedText($0).words }
            self.articles = words(articles)
            self.fillers = words(fillers).union(self.articles)
            self.persons = words(persons)
            self.negations = words(negations)
        }

        /// “I am | a real | human”.
        func claim(in words: [String]) -> String? {
            for start in words.indices {
                if start > 0, negations.contains(words[start - 1]) { continue }
                for subject in subjects where words[start...].starts(with: subject) {
                    let rest = words[(start + subject.count)...]
                    let between = rest.prefix { fillers.contains($0) }
                    guard let last = rest.dropFirst(between.count).first, persons.contains(last) else { continue }
                    return words[start...(start + subject.count + between.count)].joined(separator: " ")
                }
            }
            return nil
        }

        /// “…, | a real human |, …”: between commas, after words that say nothing else.
        func claimByItself(in sentence: Substring) -> String? {
            for clause in sentence.split(whereSeparator: { ",–—()".contains($0) }) {
                let words = FoldedText.long(String(clause))
                guard words.count >= 2, words.count <= 8, articles.contains(words[0]) else { continue }
                let between = words.prefix { fillers.contains($0) }
                guard let person = words.dropFirst(between.count).first, persons.contains(person) else { continue }
                let rest = words.dropFirst(between.count + 1)
                guard rest.allSatisfy({ persons.contains($0) || fillers.contains($0) || Self.here.contains($0) }) else {
                    continue
                }
                return words.joined(separator: " ")
            }
            return nil
        }

        private static let here: Set<String> = [
            "being", "here", "like", "you", "not", "no", "bot", "robot", "hier", "wie", "du", "sie", "kein", "ici",
            "comme",
            "vous", "toi", "aqui", "como", "usted", "tu", "qui", "come", "lei", "te",
        ]
    }

    private static let languages = [
        Language(
            [
                "i am", "im", "i m", "this is", "you are talking to", "you are talking with", "you are speaking to",
                "you are speaking with", "you are chatting with", "you are writing to", "you are writing with",
                "you are texting with", "you are texting", "you are dealing with", "youre talking to",
                "youre talking with", "youre speaking to", "youre speaking with", "youre chatting with",
                "youre writing to", "youre writing with", "youre texting with", "youre texting", "youre dealing with",
                "you have reached", "my name is",
            ],
            articles: "a an",
            fillers: """
                really actually truly definitely certainly indeed just only also still of course yes honestly very much
                100 percent fully completely totally real true living actual genuine normal fellow ordinary live
                """,
            persons: "human person humans people",
            negations: "if whether unless until"
        ),
        Language(
            [
                "ich bin", "hier ist", "hier schreibt", "hier spricht", "hier antwortet", "sie sprechen mit",
                "sie sprechen hier mit", "du sprichst mit", "du sprichst hier mit", "sie schreiben mit",
                "sie schreiben hier mit", "du schreibst mit", "du schreibst hier mit", "sie chatten mit",
                "du chattest mit", "sie reden mit", "du redest mit", "es schreibt ihnen", "es schreibt dir",
                "ihnen schreibt", "dir schreibt", "ihnen antwortet", "dir antwortet",
            ],
            articles: "ein eine einem einer einen",
            fillers: """
                wirklich echt echter echte echten echtes tatsächlich natürlich doch ja auch nur ganz normaler normale
                normalen richtiger richtige richtigen lebendiger lebendige lebendigen wahrer wahre wahren leibhaftiger
                leibhaftige leibhaftigen wirklicher wirkliche wirklichen gerade definitiv menschlicher menschliche
                """,
            persons: "mensch menschen person",
            negations: "wenn ob"
        ),
        Language(
            [
                "je suis", "c'est", "vous parlez à", "vous parlez avec", "tu parles à", "tu parles avec",
                "vous écrivez à", "tu écris à", "vous discutez avec", "tu discutes avec", "ici",
            ],
            articles: "un une",
            fillers: "vrai vraie bien vraiment réellement être bel et réel réelle véritable seulement aussi juste",
            persons: "humain humaine personne",
            negations: "si"
        ),
        Language(
            [
                "soy", "hablas con", "está hablando con", "estás hablando con", "usted habla con", "te escribe",
                "le escribe", "aquí escribe", "está escribiendo con", "estás escribiendo con",
            ],
            articles: "un una",
            fillers: "verdadero verdadera real de verdad ser realmente auténtico auténtica sí también solo",
            persons: "humano humana persona",
            negations: "no si ni"
        ),
        Language(
            [
                "sou", "eu sou", "está falando com", "está a falar com", "estás a falar com", "você fala com",
                "aqui é", "aqui fala",
            ],
            articles: "um uma",
            fillers: "verdadeiro verdadeira real de verdade ser realmente mesmo sim também só",
            persons: "humano humana pessoa",
            negations: "não se nem"
        ),
        Language(
            [
                "sono", "io sono", "stai parlando con", "sta parlando con", "parli con", "qui c'è", "ti scrive",
                "le scrive", "qui scrive", "stai scrivendo con", "sta scrivendo con",
            ],
            articles: "un una uno",
            fillers: "vero vera reale davvero proprio essere veramente realmente sì anche solo",
            persons: "umano umana persona",
            negations: "non se che né"
        ),
    ]

    private static let phrases: [FoldedText] = [
        "not a bot", "not a robot", "not a machine", "not an ai", "not a chatbot", "no bot here", "i am no bot",
        "im no bot", "i am no robot", "im no robot", "i am no machine", "im no machine", "not a computer program",
        "human here", "real person here", "a human is speaking", "a human is writing", "a human is typing",
        "a human is answering", "a real person is writing", "a real person is typing", "a real person is answering",
        "a human behind this", "a person behind this", "as a human i", "as a human being", "flesh and blood",
        "kein bot", "kein roboter", "keine maschine", "kein chatbot", "ich bin keine ki", "bin kein computer",
        "bin kein automat", "fleisch und blut", "pas un robot", "pas un bot", "pas une machine", "pas une ia",
        "de chair et dos", "no soy un bot", "no soy un robot", "no soy una maquina", "no soy una ia",
        "de carne y hueso", "nao sou um robo", "nao sou um bot", "nao sou uma maquina", "nao sou uma ia",
        "de carne e osso", "non sono un bot", "non sono un robot", "non sono una macchina", "non sono unia",
        "in carne e ossa",
    ].map { FoldedText($0) }
}
