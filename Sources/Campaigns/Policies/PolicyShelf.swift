/// All policies that there are, ready to be asked about a number.
public struct PolicyShelf: Sendable {
    /// What holds for one number.
    public struct Match: Hashable, Sendable {
        /// `us`, or `us, Florida`.
        public var name: String
        public var rules: PolicyRules
    }

    /// The word by which a campaign says that no policy holds for it.
    public static let none = "none"
    /// More policies than this are nobody's.
    public static let most = 500

    /// In the order of their names.
    public let policies: [Policy]
    private let byName: [String: Int]
    /// By beginnings of numbers: the policy, and its part.
    private let byPrefix: [String: (policy: Int, part: Int?)]
    private let longest: Int

    public init(_ policies: [Policy] = []) {
        self.policies = policies.sorted { $0.name < $1.name }
        var names: [String: Int] = [:]
        var prefixes: [String: (policy: Int, part: Int?)] = [:]
        for (index, policy) in self.policies.enumerated() {
            names[policy.name] = names[policy.name] ?? index
            for prefix in policy.prefixes { prefixes[prefix] = prefixes[prefix] ?? (index, nil) }
        }
        for (index, policy) in self.policies.enumerated() where !policy.prefixes.isEmpty {
            for (place, part) in policy.parts.enumerated() {
                for prefix in part.prefixes { prefixes[prefix] = prefixes[prefix] ?? (index, place) }
            }
        }
        byName = names
        byPrefix = prefixes
        longest = prefixes.keys.map(\.utf8.count).max() ?? 0
    }

    public subscript(_ name: String) -> Policy? { byName[name].map { policies[$0] } }

    /// The names that a campaign may use.
    public var names: [String] { policies.map(\.name) + [Self.none] }

    /// What holds for a number: by the policy that the campaign names, or by the one whose beginning of numbers fits best.
    public func match(_ number: PhoneNumber, named name: String?) -> Match? {
        if name == Self.none { return nil }
        if let name {
            guard let policy = self[name] else { return nil }
            return match(policy, policy.part(of: number))
        }
        var prefix = number.e164.prefix(longest)
        while !prefix.isEmpty {
            if let found = byPrefix[String(prefix)] {
                let policy = policies[found.policy]
                return match(policy, found.part.map { policy.parts[$0] })
            }
            prefix.removeLast()
        }
        return nil
    }

    private func match(_ policy: Policy, _ part: Policy.Part?) -> Match {
        guard let part else { return Match(name: policy.name, rules: policy.rules) }
        return Match(name: "\(policy.name), \(part.name)", rules: part.rules)
    }

    /// Beginnings of numbers that two policies have both, which nobody can mean.
    public static func clashes(in policies: [Policy]) -> [(prefix: String, names: [String])] {
        var owners: [String: [String]] = [:]
        for policy in policies where !policy.prefixes.isEmpty {
            for prefix in policy.prefixes + policy.parts.flatMap(\.prefixes) {
                owners[prefix, default: []].append(policy.name)
            }
        }
        return owners.filter { $0.value.count > 1 }.map { ($0.key, $0.value) }.sorted { $0.prefix < $1.prefix }
    }
}
