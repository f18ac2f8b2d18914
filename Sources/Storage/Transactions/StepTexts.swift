import Campaigns
import GRDB

extension Transaction {
    /// What a step says to a contact, with how to opt out where the recipient's policy asks for it.
    func text(
        ofStep step: Int,
        of definition: CampaignDefinition,
        for number: String,
        fields: [String: String],
        enrollment: Int64
    ) throws -> String {
        guard definition.optOutText != nil else {
            return try definition.text(ofStep: step, for: number, fields: fields)
        }
        // Steps before it may have been left out.
        let isFirst = try !exists(
            "SELECT 1 FROM message WHERE enrollment_id = ? AND step < ? AND sent_at IS NOT NULL",
            [enrollment, step]
        )
        let notice = OptOutNotice(optOutDemand(of: definition, to: number), isFirst: isFirst, words: context.words)
        return try definition.text(ofStep: step, for: number, fields: fields, notice: notice)
    }

    private func optOutDemand(of definition: CampaignDefinition, to number: String) -> PolicyRules.OptOutText {
        guard let recipient = PhoneNumber(e164: number),
            let policy = context.policies.match(recipient, named: definition.policy),
            policy.rules.concerns(definition.category)
        else { return .standard(for: definition.category) }
        return policy.rules.optOutText
    }
}
