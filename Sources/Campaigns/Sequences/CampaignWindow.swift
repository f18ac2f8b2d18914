/// When a campaign may send, and by whose clock.
public struct CampaignWindow: Hashable, Sendable, Codable {
    /// Whose clock the window is read on.
    public enum Zone: Hashable, Sendable {
        /// The zone of that name.
        case named(String)
        /// Each recipient's own; `fallback` for those whose zone is not known.
        case recipient(fallback: String)
    }

    public var window: SendingWindow
    public var zone: Zone

    public init(window: SendingWindow, zone: Zone) {
        self.window = window
        self.zone = zone
    }

    public static let always = CampaignWindow(window: .always, zone: .named("UTC"))

    /// The name of the zone that counts for a recipient, given the recipient's own where it is known.
    public func zoneName(recipient: String?) -> String {
        switch zone {
        case .named(let name): name
        case .recipient(let fallback): recipient ?? fallback
        }
    }
}

extension CampaignWindow.Zone: Codable {
    private enum CodingKeys: String, CodingKey {
        case named, recipientOr
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .named) {
            self = .named(name)
        } else {
            self = .recipient(fallback: try container.decode(String.self, forKey: .recipientOr))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .named(let name): try container.encode(name, forKey: .named)
        case .recipient(let fallback): try container.encode(fallback, forKey: .recipientOr)
        }
    }
}
