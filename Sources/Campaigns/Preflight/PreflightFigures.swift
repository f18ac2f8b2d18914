/// What a preflight counted over all rows.
public struct PreflightFigures: Hashable, Sendable, Codable {
    public struct Consent: Hashable, Sendable, Codable {
        /// Contacts with a recorded consent.
        public var covered = 0
        public var oldest: Timestamp?
        /// Contacts whose newest consent is older than ``oldAfter`` says.
        public var old = 0
        /// As in `18 months`; nil where none is old.
        public var oldAfter: String?
        /// Contacts by the kinds that are recorded.
        public var kinds: [String: Int] = [:]
        /// Contacts who have consents, and none that will do: they get nothing.
        public var weak = 0
        /// What it is that theirs lack; nil: it was not noted.
        public var lacks: [TextFigures.Count]?
    }

    public struct Numbers: Hashable, Sendable, Codable {
        /// In no range that is in use.
        public var invalid = 0
        /// Fixed lines, toll-free and premium numbers.
        public var landline = 0
        /// By region, ISO 3166-1.
        public var regions: [String: Int] = [:]
    }

    public var rows = 0
    /// Who gets messages.
    public var contacts = 0
    public var suppressed = 0
    public var withoutConsent = 0
    public var removed = 0
    /// Another campaign is busy with them.
    public var busyElsewhere = 0
    /// They get nothing by chance, so that the effect can be told; nil: none.
    public var heldOut: Int?
    public var consent = Consent()
    public var numbers = Numbers()
    /// No time zone is known, and the fallback counts.
    public var withoutZone = 0
    /// The number leaves several time zones open.
    public var severalZones = 0
    /// No hour suits all the time zones that the number leaves open.
    public var withoutHours = 0
    public var steps: [TextFigures] = []
    /// Fields of which no contact has any, though a text needs them, with the one that was perhaps meant.
    public var unknownFields: [String: String] = [:]
    /// The policies that hold for some of the contacts, with their versions.
    public var policies: [String: Int] = [:]
    /// The first of the rows with a problem; all of them can be downloaded.
    public var problems: [RowProblem] = []
    /// How many problems there are, by their kind.
    public var problemCounts: [String: Int] = [:]

    public init() {}

    public var texts: Int { steps.reduce(0) { $0 + $1.texts } }
    public var segments: Int { steps.reduce(0) { $0 + $1.segments } }

    /// So many problems are kept for a report.
    public static let mostProblems = 100
}
