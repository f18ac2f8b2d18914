import Campaigns
import Testing

@Suite
struct OptOutWordsTests {
    private let words = OptOutWords()

    private func isOptOut(_ text: String) -> Bool {
        if case .optOut = words.classify(text) { true } else { false }
    }

    @Test(arguments: [
        "STOP", "stop", " Stop. ", "“STOP”", "STOP!!! 😡", "🛑 stop 🛑", "S.T.O.P", "s t o p", "STOOOOP", "ＳＴＯＰ", "stop\n",
        "Stop please", "please stop", "Pls STOP now", "stop all", "STOPALL", "unsubscribe", "UNSUBSCRIBE please",
        "cancel", "END", "quit", "revoke", "optout", "opt out", "opt-out", "OPT OUT", "remove", "Remove me",
        "stop2quit",
        "s\u{200B}top", "stop stop stop", "stop it now",
        // Other languages.
        "arrêt", "ARRET", "arret svp", "désabonner", "desabonner", "alto", "parar", "baja", "cancelar", "no más",
        "NO MAS",
        "sair", "stopp", "Abmelden", "bitte abmelden", "basta", "annulla", "afmelden", "wypisz", "стоп", "СТОП!",
        "إيقاف",
        "ايقاف", "توقف", "बंद", "dur", "iptal", "İPTAL", "IPTAL", "acha", "simama", "berhenti",
    ])
    func wordsThatStop(text: String) {
        #expect(isOptOut(text))
    }

    @Test(arguments: [
        "stop texting me", "Please stop sending me these messages", "pls stop texting me", "Remove me from your list",
        "take me off this list now", "Lose my number", "Don't contact me again", "dont contact me", "DO NOT TEXT ME",
        "please delete my number", "I opt out of this", "I want you to leave me alone", "no more texts please thanks",
        "Bitte keine SMS mehr an diese Nummer", "Lassen Sie mich in Ruhe!", "Hört auf damit",
        "Je ne veux plus de SMS merci", "Merci de ne plus m'écrire, arrêtez de m'envoyer ça", "Quiero darme de baja ya",
        "Por favor parem de me mandar isso", "non scrivetemi più grazie mille", "Stuur me geen berichten meer aub",
        "proszę wypisać mnie z listy", "Пожалуйста, не пишите мне больше", "artık bana mesaj atmayın lütfen",
        "tafadhali usinitumie ujumbe tena", "tolong jangan kirim sms lagi", "मुझे मैसेज मत भेजो भाई",
        "من فضلك لا ترسل لي رسائل",
    ])
    func phrasesThatStop(text: String) {
        #expect(isOptOut(text))
    }

    @Test(arguments: [
        "We must STOP this bill", "Don't stop", "please don't remove me from the list", "The bus stop is closed today",
        "Stop by my place at five if you want", "the end", "cancel appointment", "cancel it",
        "can I unsubscribe my brother from it",
        "end it all",
    ])
    func doubtfulOnesGoToAPerson(text: String) {
        guard case .ask = words.classify(text) else {
            Issue.record("\(text): \(words.classify(text))")
            return
        }
    }

    @Test(arguments: [
        "yes", "YES please", "ok, see you at 5", "How much is it?", "", "😀", "???", "Thank you so much",
        "I will be there at the end of the day", "Danke, passt", "nonstop",
        "Can you cancel my other appointment on Monday",
        "I removed the old one already today",
    ])
    func ordinaryTextsGoOn(text: String) {
        #expect(words.classify(text) == .none)
    }

    @Test(arguments: ["START", "start please", "UNSTOP", "subscribe", "join", "Anmelden", "старт"])
    func wordsThatStartAgain(text: String) {
        guard case .optIn = words.classify(text) else {
            Issue.record("\(text): \(words.classify(text))")
            return
        }
    }

    @Test
    func yesOptsInOnlyWhenAsked() {
        #expect(words.classify("Yes") == .none)
        #expect(words.classify("Yes", optInPending: true) == .optIn(word: "yes", language: "en"))
        #expect(words.classify("Stop", optInPending: true) == .optOut(word: "stop", language: "en"))
    }

    /// Promise 6: only a clear word lifts an opt-out.
    @Test(arguments: ["should I start the medication", "I started it", "when does it start", "hello", "yes"])
    func nothingElseOptsIn(text: String) {
        if case .optIn = words.classify(text) { Issue.record("\(text) opted in") }
    }

    @Test(arguments: [("HELP", "en"), ("info", "en"), ("aide", "fr"), ("Ayuda!", "es"), ("Hilfe", "de")])
    func wordsThatAskForHelp(text: String, language: String) {
        #expect(words.classify(text) == .help(language: language))
    }

    @Test
    func wrongNumbers() {
        #expect(words.classify("Sorry, wrong number") == .wrongNumber)
        #expect(words.classify("Sie haben die falsche Nummer") == .wrongNumber)
        #expect(words.classify("I'm not Anna", name: "Anna Brandt") == .wrongNumber)
        #expect(words.classify("I'm not Anna") == .none)
        #expect(words.classify("Yes this is Anna", name: "Anna Brandt") == .none)
    }

    @Test
    func packsCanOnlyAdd() {
        let more = OptOutWords(adding: [KeywordPack(language: "xx", stop: ["Genug"])])
        #expect(more.classify("genug!") == .optOut(word: "Genug", language: "xx"))
        #expect(more.classify("STOP") == .optOut(word: "stop", language: "en"))
        #expect(words.classify("genug!") == .none)
    }

    @Test
    func everyListedWordWorksByItself() {
        for pack in KeywordPack.builtIn {
            for word in pack.stop + pack.phrases { #expect(isOptOut(word), "\(pack.language) \(word)") }
            for word in pack.start {
                if case .optIn = words.classify(word) { continue }
                Issue.record("\(pack.language) \(word): \(words.classify(word))")
            }
        }
    }

    @Test(arguments: [
        ("I'm driving right now, I'll get back to you", Int?.none, true), ("Out of Office until Monday", 3000, true),
        ("Automatische Antwort: Praxis geschlossen", nil, true), ("thanks for your message we will call", 3, false),
        ("yes", 3, false), ("thanks for your message we will call", 60, false), ("", 1, false),
    ])
    func automaticReplies(text: String, seconds: Int?, expected: Bool) {
        #expect(AutomaticReply.saysSo(text) == expected)
        let likeness = AutomaticReply.likeness(of: text, seconds: seconds, isToCampaign: false, isRepeated: false)
        #expect(likeness == (expected ? .plain : .none))
    }

    /// Who answers quickly may have written before they read us.
    @Test(arguments: [
        (3, true, false, AutomaticReply.Likeness.perhaps), (3, false, false, .none), (3, false, true, .plain),
        (12, true, true, .none), (-1, true, true, .none),
    ])
    func quickReplies(seconds: Int, isToCampaign: Bool, isRepeated: Bool, expected: AutomaticReply.Likeness) {
        let text = "And what does it cost to Munich"
        let likeness = AutomaticReply.likeness(
            of: text,
            seconds: seconds,
            isToCampaign: isToCampaign,
            isRepeated: isRepeated
        )
        #expect(likeness == expected)
        let short = AutomaticReply.likeness(
            of: "yes",
            seconds: seconds,
            isToCampaign: isToCampaign,
            isRepeated: isRepeated
        )
        #expect(short == .none)
    }

    @Test(arguments: ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "ar", "hi", "tr", "sw", "id", "xx"])
    func confirmationsAreShort(language: String) throws {
        let texts = ConfirmationTexts()
        for text in [texts.optOut, texts.optIn, texts.help] {
            let confirmation = try #require(text(language, "Clinic"))
            #expect(confirmation.hasPrefix("Clinic: "))
            let isPlain = confirmation.unicodeScalars.allSatisfy { $0.value < 0x250 }
            #expect(confirmation.utf16.count <= (isPlain ? 160 : 70))
        }
    }

    @Test
    func wordsOfOnesOwnComeOnTop() {
        let own = OptOutWords(adding: [
            KeywordPack(language: "fr", stop: ["zut"], start: ["revenir"], help: ["secours"])
        ])
        #expect(own.classify("Zut!") == .optOut(word: "zut", language: "fr"))
        #expect(own.classify("revenir") == .optIn(word: "revenir", language: "fr"))
        #expect(own.classify("secours") == .help(language: "fr"))
        #expect(own.classify("STOP") == words.classify("STOP"))
        #expect(words.classify("zut") == .none)
        #expect(own.names(anOptOutIn: "Ecrivez ZUT") && !words.names(anOptOutIn: "Ecrivez ZUT"))
        let added = own.keywords.filter(\.isAdded)
        #expect(added.map(\.word) == ["zut", "revenir", "secours"])
        #expect(own.keywords.count == words.keywords.count + 3)
        #expect(words.classify("TD") == .optOut(word: "td", language: "en"))
    }

    @Test(arguments: [
        ("basta", Keyword.Class.stop, true), ("stop", .stop, true), ("start", .stop, false), ("help", .stop, false),
        ("stop", .start, false), ("stop", .help, false), ("!!", .stop, false), ("one two three four", .stop, false),
    ])
    func aWordThatMeansSomethingElseIsRefused(word: String, kind: Keyword.Class, isFine: Bool) {
        #expect((KeywordPack.problem(with: word, as: kind) == nil) == isFine)
    }

    @Test
    func helpTellsWhereThereIsHelp() throws {
        let texts = ConfirmationTexts(helpContact: "+49 30 1234")
        let help = try #require(texts.help(language: "de", sender: "Clinic"))
        #expect(help.hasPrefix("Clinic: Mit STOP") && help.hasSuffix("Hilfe: +49 30 1234"))
        #expect(texts.help(language: "xx", sender: "Clinic")?.hasSuffix("Help: +49 30 1234") == true)
        #expect(texts.optOut(language: "de", sender: "Clinic")?.contains("1234") == false)
        var own = texts
        own.replace([.help: try MessageTemplate("{{sender}}, {{contact}}. STOP!")], of: "de")
        #expect(own.help(language: "de", sender: "Clinic") == "Clinic, +49 30 1234. STOP!")
        #expect(own.optIn(language: "de", sender: "Clinic") == texts.optIn(language: "de", sender: "Clinic"))
        #expect(own.help(language: "en", sender: "Clinic") == texts.help(language: "en", sender: "Clinic"))
    }

    @Test(arguments: [
        ("{{sender}}: bye.", ConfirmationTexts.Kind.optOut, true), ("Bye.", .optOut, false),
        ("{{sender}}: STOP ends it.", .optIn, true), ("{{sender}}: welcome.", .optIn, false),
        ("{{sender}}: STOP. {{contact}}", .help, true), ("{{sender}}: call us.", .help, false),
        ("{{sender}}: STOP. {{name}}", .help, false), ("{{sender}}: STOP. {{contact}}", .optIn, false),
    ])
    func textsOfOnesOwnAreChecked(text: String, kind: ConfirmationTexts.Kind, isFine: Bool) throws {
        let template = try MessageTemplate(text)
        let problem = ConfirmationTexts.problem(with: template, as: kind, words: words, hasContact: true)
        #expect((problem == nil) == isFine, "\(problem ?? "")")
    }
}
