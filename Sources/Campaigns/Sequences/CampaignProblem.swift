/// One thing that is wrong with a campaign file.
public struct CampaignProblem: Error, Hashable, Sendable {
    /// Where, as in `steps[1].text`; empty for the file as a whole.
    public var key: String
    public var reason: String

    public init(key: String, reason: String) {
        self.key = key
        self.reason = reason
    }
}

extension CampaignProblem: CustomStringConvertible {
    public var description: String { key.isEmpty ? reason : "\(key): \(reason)" }
}

/// All that is wrong with a campaign file, in the order of the file's keys; at least one.
public struct CampaignProblems: Error, Hashable, Sendable {
    public var problems: [CampaignProblem]

    public init(_ problems: [CampaignProblem]) {
        self.problems = problems
    }
}

extension CampaignProblems: CustomStringConvertible {
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
