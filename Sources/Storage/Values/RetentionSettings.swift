public import Campaigns

/// How long is kept what nobody needs for ever; nil: for ever. Consents, suppressions, the audit and what figures are
/// counted from are always kept.
public struct RetentionSettings: Hashable, Sendable, Codable {
    /// The words of messages both ways: texts, raw parts and reports, drafts. That there was a message stays.
    public var messages: AgeLimit?
    /// Why what was done with messages and enrollments.
    public var decisions: AgeLimit?
    /// What webhooks were told.
    public var events: AgeLimit?
    /// The verdicts of the rows of contact lists. The counts of an import stay.
    public var imports: AgeLimit?

    public init(
        messages: AgeLimit? = nil,
        decisions: AgeLimit? = nil,
        events: AgeLimit? = nil,
        imports: AgeLimit? = nil
    ) {
        self.messages = messages
        self.decisions = decisions
        self.events = events
        self.imports = imports
    }

    public var isEmpty: Bool { self == RetentionSettings() }
}
