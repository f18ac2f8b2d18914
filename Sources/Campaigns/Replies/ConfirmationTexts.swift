/// What the gateway itself answers to STOP, START and HELP, by language. Each is a template with the field `sender`; that of
/// HELP may have `contact`, too.
public struct ConfirmationTexts: Hashable, Sendable, Codable {
    public struct Texts: Hashable, Sendable, Codable {
        /// Confirms an opt-out. No advertising may stand in it (47 CFR 64.1200(a)(12)).
        public var optOut: MessageTemplate
        public var optIn: MessageTemplate
        public var help: MessageTemplate

        public init(optOut: MessageTemplate, optIn: MessageTemplate, help: MessageTemplate) {
            self.optOut = optOut
            self.optIn = optIn
            self.help = help
        }
    }

    /// By language, as in ISO 639-1.
    public var texts: [String: Texts]
    /// Taken for languages that have no texts.
    public var fallbackLanguage: String
    /// Where people get help: a phone number, a mail or other address.
    public var helpContact: String?

    /// `texts` take the place of the built-in ones of their languages.
    public init(replacing texts: [String: Texts] = [:], fallbackLanguage: String = "en", helpContact: String? = nil) {
        self.texts = Self.builtIn.merging(texts) { $1 }
        self.fallbackLanguage = fallbackLanguage
        self.helpContact = helpContact
    }

    public func optOut(language: String, sender: String) -> String? { render(\.optOut, language, sender) }
    public func optIn(language: String, sender: String) -> String? { render(\.optIn, language, sender) }

    /// With the contact at its end, where its text has no other place for it.
    public func help(language: String, sender: String) -> String? {
        guard let text = render(\.help, language, sender), let helpContact else {
            return render(\.help, language, sender)
        }
        let known = texts[language] == nil ? fallbackLanguage : language
        guard texts[known]?.help.fields.contains("contact") != true else { return text }
        return "\(text) \(Self.helpWords[known] ?? "Help"): \(helpContact)"
    }

    private static let helpWords = [
        "en": "Help", "de": "Hilfe", "fr": "Aide", "es": "Ayuda", "pt": "Ajuda", "it": "Aiuto", "nl": "Hulp",
        "pl": "Pomoc", "ru": "Помощь", "ar": "مساعدة", "hi": "सहायता", "tr": "Yardım", "sw": "Msaada", "id": "Bantuan",
    ]

    private func render(_ which: KeyPath<Texts, MessageTemplate>, _ language: String, _ sender: String) -> String? {
        let texts = texts[language] ?? texts[fallbackLanguage]
        return texts.flatMap { try? $0[keyPath: which].render(["sender": sender, "contact": helpContact ?? ""]) }
    }
}

extension ConfirmationTexts {
    public enum Kind: String, Sendable, CaseIterable {
        case optOut = "opt_out", optIn = "opt_in", help
    }

    /// What is wrong with a text that is to take the place of a built-in one; `nil` where nothing is.
    public static func problem(
        with text: MessageTemplate,
        as kind: Kind,
        words: OptOutWords,
        hasContact: Bool
    ) -> String? {
        let known = kind == .help && hasContact ? ["sender", "contact"] : ["sender"]
        if let other = text.fields.sorted().first(where: { !known.contains($0) }) {
            return other == "contact" && kind == .help
                ? "{{contact}} is help_contact, which is not set"
                : "there is no field {{\(other)}}: expected \(known.map { "{{\($0)}}" }.joined(separator: " and "))"
        }
        guard text.fields.contains("sender") else { return "{{sender}} is missing: people must be told who writes" }
        guard text.source.count <= longest else { return "is longer than \(longest) characters" }
        switch kind {
        case .optOut: return nil
        case .optIn, .help:
            return words.names(anOptOutIn: text.source)
                ? nil : "it names no word by which people opt out, such as STOP"
        }
    }

    /// Of a text; a confirmation of more than three segments is an advertisement.
    public static let longest = 320

    /// Puts texts in the place of a language's own; what is not there stays.
    public mutating func replace(_ texts: [Kind: MessageTemplate], of language: String) {
        guard var own = self.texts[language] ?? self.texts[fallbackLanguage] else { return }
        if let text = texts[.optOut] { own.optOut = text }
        if let text = texts[.optIn] { own.optIn = text }
        if let text = texts[.help] { own.help = text }
        self.texts[language] = own
    }
}
