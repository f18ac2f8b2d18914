extension PreflightJudge {
    /// Steps that wait for the delivery of the message before them, and whether anybody will tell of it.
    var delivery: PreflightFinding? {
        let steps = definition.steps.indices.dropFirst(surroundings.sentSteps)
            .filter { definition.steps[$0].requiresDelivery }
        guard let first = steps.first else { return nil }
        let shown = steps.map { "step \($0 + 1)" }.joined(separator: ", ")
        let figure = "\(shown) \(steps.count == 1 ? "waits" : "wait") for a report of delivery"
        let mute = surroundings.routes.filter { $0.reports == false }.map(\.name)
        let meaning = "its delay counts from the report; the timeline takes each message as delivered at once"
        guard !mute.isEmpty else { return PreflightFinding(.delivery, .ok, figure: figure, meaning: meaning) }
        let isAlone = mute.count == surroundings.routes.count
        return PreflightFinding(
            .delivery,
            isAlone ? .fault : .warning,
            figure: "no report ever came by \(mute.joined(separator: ", "))",
            meaning: isAlone
                ? "step \(first + 1) would be sent to nobody: everybody's way would end as failed"
                : "who is written to by it gets no step \(first + 1): the way ends as failed",
            remedy: "take require_delivered out of the step, or name routes that report deliveries under routes"
        )
    }
}
