public import Campaigns

/// What the store decides by: whoever looks at something before it happens has to look with the same eyes.
extension Store {
    public var words: OptOutWords { context.words }
    public var confirmations: ConfirmationTexts { context.confirmations }
    public var senderName: String { context.settings.senderName }
    public var conversations: ConversationSettings { context.settings.conversations }

    /// Of the policies, the days without campaigns, and the name that signs.
    public func policyHash(senderName: String?) throws -> ContentHash {
        struct Part: Encodable {
            var name: String
            var prefixes: [String]
            var rules: PolicyRules
        }
        struct Shelf: Encodable {
            var name: String
            var version: Int
            var prefixes: [String]
            var rules: PolicyRules
            var parts: [Part]
        }
        struct House: Encodable {
            var policies: [Shelf]
            var blackout: [Holiday]
            var senderName: String?
            /// As far as they are not the built-in ones: what was attested before they could be others still holds.
            var keywords: [KeywordPack]?
            var confirmations: ConfirmationTexts?
        }
        let shelves = context.policies.policies.map { policy in
            Shelf(
                name: policy.name,
                version: policy.version,
                prefixes: policy.prefixes,
                rules: policy.rules,
                parts: policy.parts.map { Part(name: $0.name, prefixes: $0.prefixes, rules: $0.rules) }
            )
        }
        let texts = context.confirmations
        let isOwn = texts != ConfirmationTexts(fallbackLanguage: texts.fallbackLanguage)
        let house = House(
            policies: shelves,
            blackout: context.settings.blackout,
            senderName: senderName,
            keywords: words.added.isEmpty ? nil : words.added,
            confirmations: isOwn ? texts : nil
        )
        return try CanonicalJSON.hash(of: house)
    }
}
