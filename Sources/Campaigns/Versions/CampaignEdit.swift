/// A change of a campaign from one version to the next: what differs, and what of that is not allowed any more.
public struct CampaignEdit: Hashable, Sendable {
    public var differences: [CampaignDifference]
    /// What cannot be changed, with the reason.
    public var problems: [CampaignProblem]

    /// `isStarted` from the start on. Of the steps with an index below `sentSteps` something has been handed over to
    /// somebody: they stay as they are. What comes after them, the window, the limits and the agent may change.
    public init(from old: CampaignDefinition, to new: CampaignDefinition, isStarted: Bool, sentSteps: Int) {
        let differences = CampaignDifference.between(old, new)
        self.differences = differences
        problems = differences.compactMap { difference in
            Self.reason(against: difference, of: old, isStarted: isStarted, sentSteps: sentSteps)
                .map { CampaignProblem(key: difference.key, reason: $0) }
        }
    }

    private static func reason(
        against difference: CampaignDifference,
        of old: CampaignDefinition,
        isStarted: Bool,
        sentSteps: Int
    ) -> String? {
        if difference.key == "name" { return "cannot change: a campaign keeps its name" }
        guard isStarted else { return nil }
        if let step = difference.step, step < sentSteps {
            return "step \(step + 1) has been sent to somebody and stays as it is; only later steps can change"
        }
        if difference.key.hasPrefix("defaults.") {
            let field = String(difference.key.dropFirst("defaults.".count))
            let step = old.steps.prefix(sentSteps).firstIndex { step in
                step.texts.contains { $0.fields.contains(field) }
            }
            return step.map { "stands in the text of step \($0 + 1), which has been sent to somebody" }
        }
        switch difference.key {
        case "category", "purpose": return "cannot change once the campaign is started: consent was judged by it"
        case "opt_out_text", "alphabet":
            return sentSteps > 0 ? "cannot change: texts of step 1 have been sent with it as it was" : nil
        case "holdout": return "cannot change once the campaign is started: its contacts are chosen"
        case "contact_policy": return "cannot change once the campaign is started: its contacts are chosen"
        default: return nil
        }
    }

    /// The steps, from 0, whose texts differ; also those that are new or gone.
    public var changedTexts: [Int] {
        var steps: [Int] = []
        for difference in differences {
            guard let step = difference.step, difference.key.hasSuffix(".text"), !steps.contains(step) else { continue }
            steps.append(step)
        }
        return steps
    }
}
