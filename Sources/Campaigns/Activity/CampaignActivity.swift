/// What a campaign is doing at this moment. It is computed whenever somebody asks, and never stored.
public struct CampaignActivity: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case draft, ready
        /// Its contacts are written down first.
        case enrolling
        case sending
        /// Its hours, or quiet hours, keep it.
        case waitingForWindow = "waiting_window"
        /// A limit keeps it.
        case throttled
        /// Everybody was written to, and the next step is not due yet.
        case waitingForStep = "waiting_step"
        /// The next step is due once the message before it was reported as delivered.
        case waitingForDelivery = "waiting_delivery"
        /// Everybody is through, and its audience is live.
        case waitingForContacts = "waiting_contacts"
        case noRoute = "no_route"
        /// What waits on the modems is read first.
        case inboxUnread = "inbox_unread"
        case clockNotSane = "clock_not_sane"
        case finishing
        case paused, completed, cancelled
    }

    public var kind: Kind
    /// When that may change by itself, where it is known.
    public var until: Timestamp?
    /// Which limit, which line, which reason.
    public var detail: String?

    public init(_ kind: Kind, until: Timestamp? = nil, detail: String? = nil) {
        self.kind = kind
        self.until = until
        self.detail = detail
    }
}

extension CampaignActivity: CustomStringConvertible {
    /// For people; times as RFC 3339.
    public var description: String {
        let end = until.map { " until \($0)" } ?? ""
        let detail = detail.map { ": \($0)" } ?? ""
        return switch kind {
        case .draft, .ready, .completed, .cancelled: kind.rawValue
        case .enrolling:
            "writing its contacts down\(self.detail.map { ", \($0)" } ?? ""); nothing is sent before that is done"
        case .sending: "sending"
        case .waitingForWindow: "waiting for its window\(end)\(detail)"
        case .throttled: "throttled\(end) by \(self.detail ?? "a limit")"
        case .waitingForStep: "waiting for answers; the next step is due\(until.map { " at \($0)" } ?? " later")"
        case .waitingForDelivery: "waiting for reports of delivery, on which the next step depends\(detail)"
        case .waitingForContacts: "waiting for contacts: everybody is through, and whoever is imported is taken in"
        case .noRoute: "no route\(detail)"
        case .inboxUnread: "waiting for the inbox\(detail)"
        case .clockNotSane: "holding\(detail)"
        case .finishing: "finishing"
        case .paused: "paused\(detail)"
        }
    }
}
