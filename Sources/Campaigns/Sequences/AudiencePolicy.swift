/// What becomes of contacts that are imported into a campaign's audience after its start.
public enum AudiencePolicy: String, Sendable, Codable, CaseIterable {
    /// They are not in it, unless somebody adds them.
    case frozen
    /// They are judged as at the start, and taken in.
    case live
}
