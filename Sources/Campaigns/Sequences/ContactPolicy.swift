/// What a campaign does about a contact that is on its way through another one when it starts.
public enum ContactPolicy: String, Sendable, Codable, CaseIterable {
    /// The contact is left out, with the reason.
    case exclusive
    /// The contact waits until the other campaign is through with it.
    case wait
    /// The contact gets both. A reply ends both all the same.
    case parallel
}
