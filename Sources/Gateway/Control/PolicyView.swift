public import Campaigns
import Storage

/// A policy as clients see it.
public struct PolicyView: Hashable, Sendable, Codable {
    /// What holds for some numbers.
    public struct Rules: Hashable, Sendable, Codable {
        public var categories: [String]
        /// When messages may be sent, on the recipient's clock: `mon-sun 08:00-21:00`; empty: always.
        public var hours: [String]
        /// The next days on which nothing is sent.
        public var excludedDays: [String]
        /// Messages of campaigns to one number: `3 a day`.
        public var caps: [String]
        /// Kinds of consent of which one is needed; empty: any.
        public var consent: [String]
        /// As in `18 months`; nil where the policy says nothing of it.
        public var consentAge: String?
        /// `warn` or `leave out`.
        public var oldConsent: String
        /// Only a consent counts that the person has confirmed.
        public var doubleOptIn: Bool
        /// `none`, `first` or `every`.
        public var optOutText: String
        /// Where the sender has to be named: `none`, `first` or `every`; nil where the policy says nothing of it.
        public var identity: String?
        public var confirmationMinutes: Int?
    }

    public struct Part: Hashable, Sendable, Codable {
        public var name: String
        public var prefixes: [String]
        public var rules: Rules
    }

    public var name: String
    public var title: String
    public var version: Int
    public var note: String
    public var prefixes: [String]
    public var rules: Rules
    public var parts: [Part]
}

/// What holds for one number, and by which policy.
public struct PolicyMatchView: Hashable, Sendable, Codable {
    public var number: String
    /// `us, Florida`; `nil` where no policy holds.
    public var policy: String?
    public var rules: PolicyView.Rules?
}

extension PolicyView.Rules {
    public init(_ rules: PolicyRules, at now: Timestamp) {
        let today = ZoneRules.utc.civilTime(at: now).date
        categories = rules.categories.map(\.rawValue)
        hours = rules.window?.spans.map(\.description) ?? []
        excludedDays = (rules.window?.exclusions ?? []).filter { $0 >= today }.prefix(20).map(\.description)
        caps = rules.caps.map(\.description)
        consent = rules.consent.map(\.rawValue)
        consentAge = rules.consentAge?.text
        oldConsent = rules.oldConsent.rawValue
        doubleOptIn = rules.doubleOptIn
        optOutText = rules.optOutText.rawValue
        identity = rules.identity?.rawValue
        confirmationMinutes = rules.confirmationMinutes
    }
}

extension PolicyView {
    public init(_ policy: Policy, at now: Timestamp) {
        name = policy.name
        title = policy.title
        version = policy.version
        note = policy.note
        prefixes = policy.prefixes
        rules = Rules(policy.rules, at: now)
        parts = policy.parts.map { Part(name: $0.name, prefixes: $0.prefixes, rules: Rules($0.rules, at: now)) }
    }
}

extension Control {
    /// The policies in force, by name.
    public func policies() -> [PolicyView] { core.store.policies.policies.map { PolicyView($0, at: now) } }

    public func policy(_ name: String) throws(ControlProblem) -> PolicyView {
        guard let policy = core.store.policies[name] else {
            throw .notFound(
                "there is no policy “\(name)”: there is \(core.store.policies.names.joined(separator: ", "))"
            )
        }
        return PolicyView(policy, at: now)
    }

    /// What holds for a number where a campaign names no policy.
    public func policy(for number: PhoneNumber) -> PolicyMatchView {
        let match = core.store.policies.match(number, named: nil)
        return PolicyMatchView(
            number: number.e164,
            policy: match?.name,
            rules: match.map { PolicyView.Rules($0.rules, at: now) }
        )
    }
}
