/// What becomes of a contact of whom a text needs a field that it lacks.
public enum MissingFieldPolicy: String, Sendable, Codable, CaseIterable {
    /// The campaign does not start. What is lost after the preflight is a step that failed.
    case block
    /// The contact's way ends.
    case end
    /// The step is left out, and the next one counts from then.
    case skip
}
