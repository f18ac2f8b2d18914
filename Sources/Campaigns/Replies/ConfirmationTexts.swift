/// What the gateway itself answers to STOP, START and HELP, by language. Each is a template with the one field `sender`.
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

    /// `texts` take the place of the built-in ones of their languages.
    public init(replacing texts: [String: Texts] = [:], fallbackLanguage: String = "en") {
        self.texts = Self.builtIn.merging(texts) { $1 }
        self.fallbackLanguage = fallbackLanguage
    }

    public func optOut(language: String, sender: String) -> String? { render(\.optOut, language, sender) }
    public func optIn(language: String, sender: String) -> String? { render(\.optIn, language, sender) }
    public func help(language: String, sender: String) -> String? { render(\.help, language, sender) }

    private func render(_ which: KeyPath<Texts, MessageTemplate>, _ language: String, _ sender: String) -> String? {
        let texts = texts[language] ?? texts[fallbackLanguage]
        return texts.flatMap { try? $0[keyPath: which].render(["sender": sender]) }
    }
}
