/// What a `+CMS ERROR` or `+CME ERROR` number means, for the dispatcher and for people.
public struct ErrorMeaning: Sendable, Hashable {
    /// Which of the two lists the number is from.
    public enum Kind: String, Sendable, Hashable {
        case cms = "+CMS ERROR"
        case cme = "+CME ERROR"
    }

    public var kind: Kind
    public var number: Int
    /// What it says, in a few words.
    public var text: String
    public var failureClass: FailureClass
    /// What to do, first the first; at least one.
    public var actions: [FailureAction]
    /// What a person can do.
    public var remedy: String
    /// False where the number is in no list, and the general rule was taken.
    public var isKnown: Bool

    /// The first thing to do.
    public var action: FailureAction { actions.first ?? .ignore }

    /// True where the message may have been sent in spite of the failure: the network did not answer in time.
    public var outcomeIsUnknown: Bool { kind == .cms && number == 332 }

    /// True where one such failure is enough to take the line out of rotation.
    public var takesLineOut: Bool { actions.contains(.takeOutOfRotation) }
}
