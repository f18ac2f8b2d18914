/// A policy as its file says it, before it is checked. Decodes from YAML or JSON.
public struct PolicyFile: Hashable, Sendable, Decodable {
    /// Hours at which nothing is sent.
    public struct Quiet: Hashable, Sendable, Decodable {
        public var days: TextList?
        public var hours: TextList?
    }

    /// What a part may change of the whole.
    public struct Part: Hashable, Sendable, Decodable {
        public var name: String?
        public var prefixes: TextList?
        public var categories: TextList?
        public var quiet: [Quiet]?
        public var except: TextList?
        public var caps: TextList?
        public var consent: TextList?
        public var consentAge: String?
        public var oldConsent: String?
        public var doubleOptIn: Bool?
        public var optOutText: String?
        public var identity: String?
        public var confirmationMinutes: Int?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case name, prefixes, categories, quiet, except, caps, consent
            case consentAge = "consent_age", oldConsent = "old_consent", doubleOptIn = "double_opt_in"
            case optOutText = "opt_out_text", identity, confirmationMinutes = "confirmation_minutes"
        }
    }

    public var name: String?
    public var title: String?
    public var version: Int?
    public var note: String?
    public var parts: [Part]?
    /// The keys that a part has too.
    var whole: Part

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, title, version, note, parts
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        title = try container.decodeIfPresent(String.self, forKey: .title)
        version = try container.decodeIfPresent(Int.self, forKey: .version)
        note = try container.decodeIfPresent(String.self, forKey: .note)
        parts = try container.decodeIfPresent([Part].self, forKey: .parts)
        whole = try Part(from: decoder)
    }

    public enum Level: String, Sendable, CaseIterable {
        case top, quiet, part
    }

    /// The keys that may stand there.
    public static func knownKeys(at level: Level) -> [String] {
        let common = Part.CodingKeys.allCases.map(\.rawValue)
        return switch level {
        case .top: ["name", "title", "version", "note"] + common.filter { $0 != "name" } + ["parts"]
        case .quiet: ["days", "hours"]
        case .part: common
        }
    }

    /// What stands below a key, where that is a list of mappings; nil for values.
    public static func level(below key: String) -> Level? {
        switch key {
        case "quiet": .quiet
        case "parts": .part
        default: nil
        }
    }
}
