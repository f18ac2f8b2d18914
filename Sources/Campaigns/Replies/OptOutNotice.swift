/// Whether a message has to tell how to opt out, and by which words it would.
public struct OptOutNotice: Hashable, Sendable {
    private let words: OptOutWords?

    private init(words: OptOutWords?) { self.words = words }

    /// Nothing asks for it.
    public static let unasked = OptOutNotice(words: nil)

    /// `demand` as the policy has it. `isFirst` where the person has got nothing of the campaign yet.
    public init(_ demand: PolicyRules.OptOutText, isFirst: Bool, words: OptOutWords) {
        let isNeeded =
            switch demand {
            case .none: false
            case .first: isFirst
            case .every: true
            }
        self.words = isNeeded ? words : nil
    }

    /// Whether a text should tell it and does not.
    func isLacking(in text: String) -> Bool { words.map { !$0.names(anOptOutIn: text) } ?? false }

    /// The same of a text that is folded already.
    func isLacking(in text: FoldedText) -> Bool { words.map { !$0.names(anOptOutIn: text) } ?? false }
}

extension PolicyRules.OptOutText {
    /// Where no policy holds: marketing says in its first message how to opt out.
    public static func standard(for category: CampaignCategory) -> PolicyRules.OptOutText {
        category == .marketing ? .first : .none
    }
}
