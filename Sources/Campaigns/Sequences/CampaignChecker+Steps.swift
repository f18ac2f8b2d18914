extension CampaignChecker {
    mutating func steps(_ files: [CampaignFile.Step], window: CampaignFile.Window?) -> [CampaignStep] {
        if files.isEmpty { report("steps", "is missing: a campaign has at least one step with a text") }
        if files.count > CampaignDefinition.maximumSteps {
            report("steps", "are more than \(CampaignDefinition.maximumSteps)")
        }
        var steps: [CampaignStep] = []
        for (index, file) in files.prefix(CampaignDefinition.maximumSteps).enumerated() {
            if index == 0, file.requireDelivered == true {
                report("steps[0].require_delivered", "stands on the first step, which has no message before it")
            }
            guard var step = step(file, key: "steps[\(index)]", window: window) else { continue }
            step.requiresDelivery = file.requireDelivered ?? false
            steps.append(step)
        }
        return steps
    }

    mutating func step(
        _ file: CampaignFile.Step,
        key: String,
        window parent: CampaignFile.Window?
    ) -> CampaignStep? {
        let delay = delay(file, key: key)
        let window = file.window.flatMap { self.window($0, key: key + ".window", inheriting: parent) }
        if let files = file.variants {
            if file.text != nil { report(key, "has both 'text' and 'variants': put all texts under 'variants'") }
            let variants = variants(files, key: key + ".variants")
            guard let first = variants.first, variants.count == files.count else { return nil }
            return CampaignStep(delay: delay, text: first.text, window: window, variants: variants)
        }
        return template(file.text, key: key).map { CampaignStep(delay: delay, text: $0, window: window) }
    }

    mutating func variants(_ files: [CampaignFile.Variant], key: String) -> [CampaignVariant] {
        let (counts, weights) = (CampaignVariant.counts, CampaignVariant.weights)
        if !counts.contains(files.count) {
            report(key, "are \(files.count): expected \(counts.lowerBound) to \(counts.upperBound) texts")
        }
        var variants: [CampaignVariant] = []
        for (index, file) in files.prefix(counts.upperBound).enumerated() {
            let weight = file.weight ?? 1
            if !weights.contains(weight) {
                report(
                    "\(key)[\(index)].weight",
                    "cannot be \(weight): expected \(weights.lowerBound) to \(weights.upperBound)"
                )
            }
            guard let text = template(file.text, key: "\(key)[\(index)]") else { continue }
            if variants.contains(where: { $0.text == text }) {
                report("\(key)[\(index)].text", "is the same as another one: there would be nothing to compare")
            }
            variants.append(CampaignVariant(text: text, weight: weight))
        }
        return variants
    }

    mutating func template(_ text: String?, key: String) -> MessageTemplate? {
        guard let text else {
            report(key + ".text", "is missing")
            return nil
        }
        do throws(TemplateProblem) {
            return try MessageTemplate(text)
        } catch {
            for problem in MessageTemplate.problems(of: text) { report(key + ".text", problem.description) }
            return nil
        }
    }

    mutating func delay(_ file: CampaignFile.Step, key: String) -> CampaignDelay {
        if let text = file.at {
            if file.delay != nil { report(key, "has both 'at' and 'delay': a step is due at a date or after a time") }
            if let date = CampaignDelay(date: text) { return date }
            report(
                key + ".at",
                "cannot read '\(text.prefix(40))': expected a date such as 2026-12-01 10:00, or 2026-12-01"
            )
            return .none
        }
        guard let text = file.delay else { return .none }
        if let delay = CampaignDelay(text) { return delay }
        let hint = CampaignDelay(date: text) == nil ? "" : " (a date is written as 'at')"
        report(
            key + ".delay",
            "cannot read '\(text.prefix(40))': expected something like 30 minutes, 2 hours, 3 days or 2 business days, "
                + "at most \(CampaignDelay.maximumDays) days\(hint)"
        )
        return .none
    }
}
