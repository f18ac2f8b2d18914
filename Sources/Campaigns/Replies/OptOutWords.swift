/// Decides whether a text opts out, opts in or asks for help, in all its languages at once.
///
/// A stop word alone, with polite words around it, is an opt-out; so is a phrase that can mean nothing else. Where a text
/// may mean it, a person is asked. When in doubt it is an opt-out: a person who is not written to can write again, and
/// one who is written to after STOP complains.
public struct OptOutWords: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        var text: FoldedText
        var written: String
        var language: String
    }

    private let stop: [Entry]
    private let strong: [Entry]
    private let phrases: [Entry]
    private let start: [Entry]
    private let help: [Entry]
    private let wrongNumber: [Entry]
    private let yes: [Entry]
    /// Only ever asked for one word.
    private let fillers: Set<String>

    /// What came on top of the built-in ones.
    public let added: [KeywordPack]
    /// The stop words among these, which count as an opt-out text, too.
    private let ownStop: [FoldedText]

    /// `packs` come on top of the ones that are built in.
    public init(adding added: [KeywordPack] = []) {
        self.added = added
        ownStop = added.flatMap(\.stop).map { FoldedText($0) }.filter { !$0.words.isEmpty }
        let packs = KeywordPack.builtIn + added
        func entries(_ words: KeyPath<KeywordPack, [String]>) -> [Entry] {
            packs.flatMap { pack in
                pack[keyPath: words].map { Entry(text: FoldedText($0), written: $0, language: pack.language) }
            }
            .filter { !$0.text.words.isEmpty }
        }
        stop = entries(\.stop)
        strong = entries(\.strong)
        phrases = entries(\.phrases)
        start = entries(\.start)
        help = entries(\.help)
        wrongNumber = entries(\.wrongNumber)
        yes = AgreeingWords.byLanguage.flatMap { language, words in
            words.map { Entry(text: FoldedText($0), written: $0, language: language) }
        }
        fillers = Set(packs.flatMap(\.fillers).flatMap { FoldedText($0).words })
    }

    /// `optInPending` when this person was just asked whether they want messages: then "yes" opts in. `name` is the
    /// contact's: "I am not Anna" is a wrong number.
    public func classify(_ text: String, optInPending: Bool = false, name: String? = nil) -> InboundIntent {
        let folded = FoldedText(text)
        guard !folded.words.isEmpty else { return .none }
        if let entry = exact(stop, folded) { return .optOut(word: entry.written, language: entry.language) }
        if let entry = exact(start, folded) { return .optIn(word: entry.written, language: entry.language) }
        if let entry = exact(help, folded) { return .help(language: entry.language) }
        if optInPending, let entry = exact(yes, folded) {
            return .optIn(word: entry.written, language: entry.language)
        }
        if let intent = phrase(in: folded) { return intent }
        if let intent = leadingStop(folded) { return intent }
        if isWrongNumber(folded, name: name) { return .wrongNumber }
        return perhaps(folded)
    }

    /// Why no rule of an agent can ever fit such a word: the gateway decides about every text that has it. `nil` where some
    /// texts with it reach an agent, as with “help”.
    static func takesAway(_ word: String) -> String? {
        // Words that mean nothing around it: in a long text only the clearest words count.
        let text = "xx yy zz vv \(word) vv zz yy xx"
        switch OptOutWords().classify(text) {
        case .optOut, .ask: return "'\(word)' never reaches a rule: the gateway itself decides about opt-outs"
        case .wrongNumber: return "'\(word)' never reaches a rule: the gateway itself decides about wrong numbers"
        case .optIn, .help, .none: return nil
        }
    }

    /// Whether people of any language write that word, so that it does not tell which is theirs.
    public static func isInternational(_ word: String) -> Bool { international.contains(word.lowercased()) }

    /// Whether a text of ours tells a word by which people opt out, as in `STOP ends messages`.
    func names(anOptOutIn text: FoldedText) -> Bool {
        strong.contains { text.position(of: $0.text) != nil } || ownStop.contains { text.position(of: $0) != nil }
    }

    /// Whether a question tells a word by which people agree, as in `Reply YES`.
    public func namesAgreement(in text: String) -> Bool {
        let folded = FoldedText(text)
        return (yes + start).contains { folded.position(of: $0.text) != nil }
    }

    /// The same for any text.
    public func names(anOptOutIn text: String) -> Bool { names(anOptOutIn: FoldedText(text)) }

    /// The whole text is one of the words, leaving polite words aside, and no longer than three words.
    private func exact(_ entries: [Entry], _ text: FoldedText) -> Entry? {
        if let entry = entries.first(where: { $0.text == text }) { return entry }
        guard text.words.count <= Self.longestExact else { return nil }
        return entries.first { entry in
            guard let start = text.position(of: entry.text) else { return false }
            let others = text.words[..<start] + text.words[(start + entry.text.words.count)...]
            return others.allSatisfy { fillers.contains($0) || entry.text.words.contains($0) }
        }
    }

    private func phrase(in text: FoldedText) -> InboundIntent? {
        for entry in phrases {
            guard let start = text.position(of: entry.text) else { continue }
            let before = text.words[..<start].suffix(2)
            if before.contains(where: Self.negations.contains) { return .ask(entry.written) }
            return .optOut(word: entry.written, language: entry.language)
        }
        return nil
    }

    /// A text that begins with "stop" is one when it is short; a longer one may be about a bus stop.
    private func leadingStop(_ text: FoldedText) -> InboundIntent? {
        guard let first = text.words.first,
            let entry = strong.first(where: { $0.text.words.count == 1 && $0.text.words[0] == first })
        else { return nil }
        return text.words.count <= Self.longestExact
            ? .optOut(word: entry.written, language: entry.language) : .ask(entry.written)
    }

    private func isWrongNumber(_ text: FoldedText, name: String?) -> Bool {
        if wrongNumber.contains(where: { text.position(of: $0.text) != nil }) { return true }
        guard let first = name.map({ FoldedText($0).words })?.first, text.words.count <= 8,
            let index = text.words.firstIndex(of: first), index > 0
        else { return false }
        return Self.denials.contains(text.words[index - 1])
    }

    /// A strong stop word anywhere, or any stop word in a short text.
    private func perhaps(_ text: FoldedText) -> InboundIntent {
        if let entry = strong.first(where: { text.position(of: $0.text) != nil }) { return .ask(entry.written) }
        guard text.words.count <= Self.longestExact,
            let entry = stop.first(where: { text.position(of: $0.text) != nil })
        else { return .none }
        return .ask(entry.written)
    }

    private static let longestExact = 3
    private static let international: Set<String> = ["stop", "stopall", "start", "unstop", "help", "info"]
    private static let negations: Set<String> = ["dont", "not", "never", "nicht", "pas"]
    private static let denials: Set<String> = [
        "not", "isnt", "aint", "nicht", "kein", "keine", "pas", "no", "nao", "non",
    ]
}
