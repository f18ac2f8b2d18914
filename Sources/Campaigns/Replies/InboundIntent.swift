/// What an inbound text asks of the gateway itself, before any agent sees it.
public enum InboundIntent: Hashable, Sendable {
    /// No more messages. `word` is the word or phrase that said so, `language` the one that it is known from.
    case optOut(word: String, language: String)
    case optIn(word: String, language: String)
    case help(language: String)
    case wrongNumber
    /// Perhaps an opt-out: a person has to look at it. Until then nothing is sent.
    case ask(String)
    case none
}
