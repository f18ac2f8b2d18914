public import Campaigns

/// Somebody who may be added to a campaign that runs, as a preflight saw them.
public struct AddedRow: Hashable, Sendable {
    public var number: PhoneNumber
    /// Of the import, where one is added.
    public var line: Int?
    public var seen: AudienceRow
    /// Why the preflight leaves it out.
    public var problem: String?

    public init(number: PhoneNumber, line: Int?, seen: AudienceRow, problem: String?) {
        self.number = number
        self.line = line
        self.seen = seen
        self.problem = problem
    }
}

/// What becomes of one contact that is to be added.
public struct AdditionVerdict: Hashable, Sendable, Codable {
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// It gets the first step.
        case added
        /// It begins once another campaign is through with it.
        case waiting
        /// The draw holds it out.
        case heldOut
        /// It gets nothing, for a reason.
        case leftOut
        /// It is in the campaign, or was.
        case alreadyIn
    }

    public var outcome: Outcome
    /// Of the import, where one is added.
    public var line: Int?
    public var number: String
    public var reason: String?

    public init(outcome: Outcome, line: Int? = nil, number: String, reason: String? = nil) {
        self.outcome = outcome
        self.line = line
        self.number = number
        self.reason = reason
    }
}

/// What was added to a campaign, or would be.
public struct CampaignAddition: Hashable, Sendable, Codable {
    public var campaign: String
    /// Whether it was done; otherwise it was only looked at.
    public var isDone: Bool
    /// Who answers for it.
    public var attestedBy: String?
    public var at: Timestamp
    /// Rows that were looked at.
    public var rows = 0
    public var added = 0
    public var waiting = 0
    public var heldOut = 0
    public var leftOut = 0
    public var alreadyIn = 0
    /// Those who get nothing, with the reason: the first ``most``.
    public var problems: [AdditionVerdict] = []

    public static let most = 1000

    public init(campaign: String, isDone: Bool, attestedBy: String?, at: Timestamp) {
        self.campaign = campaign
        self.isDone = isDone
        self.attestedBy = attestedBy
        self.at = at
    }

    /// Counts one contact.
    public mutating func take(_ verdict: AdditionVerdict) {
        rows += 1
        switch verdict.outcome {
        case .added: added += 1
        case .waiting: waiting += 1
        case .heldOut: heldOut += 1
        case .leftOut: leftOut += 1
        case .alreadyIn: alreadyIn += 1
        }
        let isTold = verdict.outcome == .leftOut || verdict.outcome == .alreadyIn
        if isTold, problems.count < Self.most { problems.append(verdict) }
    }
}
