/// By what a campaign's messages travel.
public enum CampaignChannel: String, Sendable, Codable, CaseIterable {
    case sms, whatsapp, email

    public var capabilities: ChannelCapabilities {
        switch self {
        case .sms: .sms
        case .whatsapp: .whatsapp
        case .email: .email
        }
    }
}

/// What a channel can do and asks for. Checks look at these, and not at the channel's name, so that another channel is
/// another row of data.
public struct ChannelCapabilities: Hashable, Sendable {
    /// The first message comes from a template that the channel's owner has approved.
    public var needsApprovedTemplate: Bool
    /// After a person's message free texts may be sent for so many hours; nil: always.
    public var sessionHours: Int?
    /// A message has a subject.
    public var needsSubject: Bool
    /// A longer text is refused; a channel without segments counts one.
    public var maximumSegments: Int
    /// People can answer.
    public var isTwoWay: Bool
    /// What became of a message is told.
    public var reports: Bool
    /// Which column of a contact list it goes to.
    public var address: String
    /// Whether this program sends by it.
    public var isAvailable: Bool

    static let sms = ChannelCapabilities(
        needsApprovedTemplate: false,
        sessionHours: nil,
        needsSubject: false,
        maximumSegments: PreflightScan.mostSegments,
        isTwoWay: true,
        reports: true,
        address: "phone",
        isAvailable: true
    )

    static let whatsapp = ChannelCapabilities(
        needsApprovedTemplate: true,
        sessionHours: 24,
        needsSubject: false,
        maximumSegments: 1,
        isTwoWay: true,
        reports: true,
        address: "phone",
        isAvailable: false
    )

    static let email = ChannelCapabilities(
        needsApprovedTemplate: false,
        sessionHours: nil,
        needsSubject: true,
        maximumSegments: 1,
        isTwoWay: true,
        reports: false,
        address: "email",
        isAvailable: false
    )
}
