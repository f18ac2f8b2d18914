/// What is decided about a text before any model sees it: the engine, not the model, decides on these.
public enum TextSigns {
    /// The words by which a text tries to lead a model away from its instructions, or asks for them; `nil` where it does not.
    public static func injection(in text: String) -> String? {
        found(injections, in: text)
    }

    /// The words by which somebody asks for a person.
    public static func requestForPerson(in text: String) -> String? {
        found(requests, in: text)
    }

    private static func found(_ signs: [FoldedText], in text: String) -> String? {
        // Further down counts as well: a long text is where such things hide.
        var rest = text.prefix(RulesAgent.longestText * 20)
        while !rest.isEmpty {
            let folded = FoldedText(String(rest))
            if let sign = signs.first(where: { folded.position(of: $0) != nil }) {
                return sign.words.joined(separator: " ")
            }
            // Overlapping, so that no phrase hides between two pieces.
            guard rest.count > FoldedText.maximumLength else { return nil }
            rest = rest.dropFirst(FoldedText.maximumLength - 100)
        }
        return nil
    }

    private static let requests: [FoldedText] = {
        let verbs = [
            "talk to", "speak to", "speak with", "talk with", "chat with", "connect me to", "get me", "i want",
            "i need",
            "call from",
        ]
        let people = [
            "a human", "a person", "a real person", "an agent", "a real human", "someone", "somebody", "a manager",
            "your manager", "the manager",
        ]
        let others = [
            "human please", "real person please", "operator please", "customer service", "mit einem menschen",
            "echten menschen", "einem mitarbeiter", "einer mitarbeiterin", "jemanden sprechen", "mit jemandem sprechen",
            "parler a quelqu un", "parler a quelquun", "parler a une personne", "un conseiller",
            "hablar con una persona",
            "hablar con alguien", "falar com uma pessoa", "falar com alguem", "parlare con una persona",
            "parlare con un operatore", "iemand spreken",
        ]
        return phrases(verbs, [""], people, others)
    }()

    private static let injections: [FoldedText] = {
        let verbs = ["ignore", "disregard", "forget", "override", "bypass"]
        let which = [
            "", "all", "any", "the", "your", "my", "all the", "all your", "all of your", "all of the", "all previous",
        ]
        let what = [
            "previous instructions", "prior instructions", "earlier instructions", "above instructions", "instructions",
            "previous rules", "rules", "guidelines", "previous prompt", "previous messages", "training",
        ]
        let others = [
            "system prompt", "your prompt", "your instructions", "initial prompt", "hidden prompt", "developer mode",
            "jailbreak", "dan mode", "act as dan", "act like dan", "you are dan", "do anything now", "you are now a",
            "from now on you", "pretend to be", "pretend you are",
            "act as if you", "new instructions", "repeat the words above", "repeat everything above",
            "print everything above", "text above verbatim", "system override", "admin override", "ignoriere alle",
            "ignoriere die anweisungen", "ignoriere deine anweisungen", "vergiss alle anweisungen",
            "vergiss deine anweisungen", "deine anweisungen", "systemprompt", "du bist jetzt ein",
            "ignore les instructions", "ignorez les instructions", "oublie tes instructions", "tes instructions",
            "ignora las instrucciones", "ignora todas las instrucciones", "olvida tus instrucciones",
            "tus instrucciones",
            "vergiss alles was du", "vergiss alles was man dir", "vergiss alles was dir", "ignoriere alles was du",
            "oublie tout ce quon ta", "oubliez tout ce quon vous a", "olvida todo lo que te",
            "olvida todo lo que sabes",
            "esquece tudo o que te", "esqueca tudo o que lhe", "dimentica tutto quello che ti", "vergeet alles wat je",
            "ignore as instrucoes", "ignora le istruzioni", "negeer alle instructies", "negeer de instructies",
        ]
        let told = [
            "everything you were", "everything you are", "everything you have been", "everything youve been",
            "everything you know", "everything you learned", "everything above", "everything that was said",
            "all you were", "all that you were", "what you were told", "what you have been told",
            "what youve been told",
        ]
        return phrases(verbs, which, what, others) + phrases(verbs, [""], told, [])
    }()

    private static func phrases(_ verbs: [String], _ which: [String], _ what: [String], _ others: [String])
        -> [FoldedText]
    {
        var phrases = others
        for verb in verbs {
            for word in which {
                for object in what { phrases.append("\(verb) \(word) \(object)") }
            }
        }
        return phrases.map(FoldedText.init)
    }
}
