public import Campaigns

/// A question for consent as clients see it.
public struct ConsentQuestionView: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// It was not asked, and will not be.
        case refused
        /// It has not left yet.
        case queued
        /// YES is a consent now.
        case waits
        case agreed
        /// The time for an answer is over, something else was written since, or it never left.
        case over
    }

    /// nil where it was refused.
    public var id: Int64?
    /// E.164.
    public var number: String
    public var state: State
    /// Why it is in its state, where that needs a word.
    public var reason: String?
    public var text: String
    /// The message that asks.
    public var message: Int64?
    public var purpose: String?
    public var jurisdiction: String?
    public var locale: String?
    public var askedAt: Timestamp?
    public var askedBy: String?
    public var answeredAt: Timestamp?
    /// The message that agrees.
    public var inbound: Int64?

    init(
        id: Int64? = nil,
        number: String,
        state: State,
        reason: String? = nil,
        text: String,
        message: Int64? = nil,
        purpose: String? = nil,
        jurisdiction: String? = nil,
        locale: String? = nil,
        askedAt: Timestamp? = nil,
        askedBy: String? = nil,
        answeredAt: Timestamp? = nil,
        inbound: Int64? = nil
    ) {
        self.id = id
        self.number = number
        self.state = state
        self.reason = reason
        self.text = text
        self.message = message
        self.purpose = purpose
        self.jurisdiction = jurisdiction
        self.locale = locale
        self.askedAt = askedAt
        self.askedBy = askedBy
        self.answeredAt = answeredAt
        self.inbound = inbound
    }
}
