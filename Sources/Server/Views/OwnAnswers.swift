public import Campaigns

/// What the gateway answers by itself, and how much agents may: all that somebody needs to play it.
public struct OwnAnswers: Codable, Sendable {
    /// Who signs.
    public var senderName: String
    /// The words that the configuration added to the built-in ones.
    public var keywords: [KeywordPack]
    public var confirmations: ConfirmationTexts
    /// Answers of an agent to one number in an hour and in a day, and segments of one.
    public var perHour: Int
    public var perDay: Int
    public var segments: Int

    init(_ house: AgentTrial.House) {
        senderName = house.senderName
        keywords = house.words.added
        confirmations = house.confirmations
        (perHour, perDay) = (house.guards.perHour, house.guards.perDay)
        segments = house.guards.segments
    }

    public var house: AgentTrial.House {
        var guards = GuardSettings()
        (guards.perHour, guards.perDay, guards.segments) = (perHour, perDay, segments)
        return AgentTrial.House(
            words: OptOutWords(adding: keywords),
            confirmations: confirmations,
            senderName: senderName,
            guards: guards
        )
    }
}
