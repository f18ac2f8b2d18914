extension CampaignFile {
    /// The file that says what a definition says, with all defaults written out: what people read, compare and edit.
    public init(_ definition: CampaignDefinition) {
        self.init()
        name = definition.name
        category = definition.category.rawValue
        purpose = definition.purpose
        channel = definition.channel == .sms ? nil : definition.channel.rawValue
        agent = definition.agent
        window = Window(definition.window)
        routes = definition.routes.isEmpty ? nil : TextList(definition.routes)
        weight = definition.weight
        let amounts = Limits(
            perMinute: definition.limits.perMinute,
            perHour: definition.limits.perHour,
            perDay: definition.limits.perDay,
            total: definition.totalSegments,
            budget: definition.budget
        )
        limits = amounts == Limits() ? nil : amounts
        policy = definition.policy
        breakers = Breakers(
            failures: definition.breakers.failures?.description ?? "off",
            optOuts: definition.breakers.optOuts?.description ?? "off",
            blocks: definition.breakers.blocks?.description ?? "off"
        )
        ends = Ends(onFailure: definition.endsOnFailure, after: definition.lastDay?.description)
        goal = definition.goal.map { Goal(name: $0.name, value: $0.value) }
        holdout = definition.holdout?.description
        defaults = definition.defaults.isEmpty ? nil : definition.defaults
        missing = definition.missing.rawValue
        optOutText = definition.optOutText
        alphabet = definition.alphabet.rawValue
        onLate = definition.onLate.rawValue
        lateAfter = Self.time(definition.lateAfterSeconds)
        validity = Self.time(definition.validitySeconds)
        contactPolicy = definition.contactPolicy.rawValue
        audience = definition.audience == .frozen ? nil : definition.audience.rawValue
        onAutomatic = definition.onAutomatic == .halt ? nil : definition.onAutomatic.rawValue
        agentMayResume = definition.agentMayResume ? true : nil
        steps = definition.steps.map { step in
            var file = Step()
            if step.delay.isDate {
                file.at = step.delay.description
            } else if step.delay != .none {
                file.delay = step.delay.description
            }
            if step.variants.isEmpty {
                file.text = step.text.source
            } else {
                let isEven = step.variants.allSatisfy { $0.weight == 1 }
                file.variants = step.variants.map { Variant(text: $0.text.source, weight: isEven ? nil : $0.weight) }
            }
            file.window = step.window.map { Window($0) }
            file.requireDelivered = step.requiresDelivery ? true : nil
            return file
        }
    }

    private static func time(_ seconds: Int64) -> String {
        CampaignDelay.minutes(Int(seconds / 60)).description
    }
}

extension CampaignFile.Window {
    init(_ window: CampaignWindow) {
        self.init()
        let spans = window.window.spans
        let days = spans.first?.weekdays
        if spans.allSatisfy({ $0.weekdays == days }) {
            self.days = days.map { TextList([$0.description]) }
            hours = TextList(spans.map(\.hours))
        } else {
            open = spans.map {
                CampaignFile.Span(days: TextList([$0.weekdays.description]), hours: TextList([$0.hours]))
            }
        }
        switch window.zone {
        case .named(let name): zone = name
        case .recipient(let fallback): (zone, fallbackZone) = ("recipient", fallback)
        }
        let closed = window.window.closedDays
        if !closed.isEmpty { except = TextList(closed.map(\.description)) }
    }
}
