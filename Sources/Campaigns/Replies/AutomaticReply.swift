/// Whether a text was written by a machine: then it is stored and shown, and no agent answers it, because two machines
/// would never stop. Who only writes quickly is a person until the contrary is plain: their texts cross ours.
public enum AutomaticReply {
    /// What speaks for a machine.
    public enum Likeness: Hashable, Sendable {
        case none
        /// It came sooner than a person writes so much: a person of ours has to look.
        case perhaps
        /// It says so itself, or comes each time, word for word and at once.
        case plain
    }

    /// - Parameters:
    ///   - text: The text that came in.
    ///   - seconds: Since our last message to this number; `nil` where there was none.
    ///   - isToCampaign: That message was a campaign's, and nobody has talked since.
    ///   - isRepeated: The same text came from this number before.
    /// - Returns: What speaks for a machine.
    public static func likeness(
        of text: String,
        seconds: Int?,
        isToCampaign: Bool,
        isRepeated: Bool
    ) -> Likeness {
        let folded = FoldedText(text)
        if saysSo(folded) { return .plain }
        // Nobody reads a text and types five words in so short a time.
        guard let seconds, (0..<quickly).contains(seconds), folded.words.count >= 5 else { return .none }
        if isRepeated { return .plain }
        return isToCampaign ? .perhaps : .none
    }

    /// Whether a text says itself that a machine wrote it.
    public static func saysSo(_ text: String) -> Bool { saysSo(FoldedText(text)) }

    private static func saysSo(_ folded: FoldedText) -> Bool {
        signs.contains { folded.position(of: $0) != nil }
    }

    private static let quickly = 10

    private static let signs: [FoldedText] = [
        "out of office", "out of the office", "automatic reply", "automated reply", "automated message",
        "automatic message", "auto reply", "autoreply", "auto response", "im driving", "i am driving",
        "driving right now",
        "cant talk right now", "cant talk now", "can not talk right now", "do not reply to this",
        "this mailbox is not monitored",
        "is not monitored", "do not disturb is on", "away from my phone", "im in a meeting ill call you back",
        "im busy right now call me later", "abwesenheitsnotiz", "automatische antwort", "automatische nachricht",
        "ich fahre gerade", "bin gerade am steuer", "nicht auf diese nachricht antworten",
        "antworten sie nicht auf diese",
        "reponse automatique", "je conduis", "respuesta automatica", "mensaje automatico", "estoy conduciendo",
        "resposta automatica", "mensagem automatica", "risposta automatica", "sto guidando", "automatisch antwoord",
        "automatyczna odpowiedz", "автоответ", "автоматический ответ", "otomatik yanit", "jibu la moja kwa moja",
        "balasan otomatis", "pesan otomatis", "رد تلقائي",
    ].map(FoldedText.init)
}
