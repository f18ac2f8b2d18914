/// What a provider took a message that came in for, by words of its own, before we saw it.
public enum ProviderVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    case optOut, optIn, help

    /// The same for the gateway. What the gateway itself takes for an opt-out stays one, whatever a provider says.
    func applied(to own: InboundIntent, text: String) -> InboundIntent {
        if case .optOut = own { return own }
        return switch self {
        case .optOut: .optOut(word: text, language: "en")
        case .optIn: .optIn(word: text, language: "en")
        case .help: .help(language: "en")
        }
    }
}

extension OptOutWords {
    /// As ``classify(_:optInPending:name:)``, with what a provider made of it.
    public func classify(
        _ text: String,
        verdict: ProviderVerdict?,
        optInPending: Bool = false,
        name: String? = nil
    ) -> InboundIntent {
        let own = classify(text, optInPending: optInPending, name: name)
        return verdict?.applied(to: own, text: text) ?? own
    }
}
