extension CampaignDefinition {
    /// The text of a step for a contact; `fields` as ``ImportedContact/templateFields``, `number` in E.164, by which it gets
    /// one of the step's variants, where there are some; without it the first. A default fills in where a field is missing or
    /// empty. `notice` says whether this message has to tell how to opt out.
    public func text(
        ofStep index: Int,
        for number: String? = nil,
        fields: [String: String],
        notice: OptOutNotice = .unasked
    ) throws(TemplateProblem) -> String {
        guard steps.indices.contains(index) else { throw .empty }
        var template = steps[index].text
        if let number, let variant = variant(ofStep: index, number: number) {
            template = steps[index].variants[variant].text
        }
        let text = try template.render(
            defaults.merging(fields) { standIn, value in value.allSatisfy(\.isWhitespace) ? standIn : value }
        )
        guard let optOutText, notice.isLacking(in: text) else { return alphabet.write(text) }
        let whole = text + "\n" + optOutText
        guard whole.count <= MessageTemplate.maximumLength else {
            throw .renderedTooLong(limit: MessageTemplate.maximumLength)
        }
        return alphabet.write(whole)
    }

    public static let longestOptOutText = 160
}
