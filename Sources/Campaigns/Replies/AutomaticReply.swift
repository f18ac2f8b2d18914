/// Whether a text was probably written by a machine: then it is stored and shown, and no agent answers it, because two
/// machines would never stop.
public enum AutomaticReply {
    /// `secondsSinceOurLast` is the time since our last message to this number, nil when there was none.
    public static func isLikely(text: String, secondsSinceOurLast: Int?) -> Bool {
        let folded = FoldedText(text)
        if signs.contains(where: { folded.position(of: $0) != nil }) { return true }
        guard let seconds = secondsSinceOurLast, seconds >= 0 else { return false }
        // Nobody reads a text and types five words in so short a time.
        return seconds < 10 && folded.words.count >= 5
    }

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
