public import Campaigns
import GRDB

extension Store {
    /// How a campaign went, by one look at the tables: no figure is of another moment than the others. `breakdowns` are
    /// what is split besides.
    public func figures(
        of name: String,
        by breakdowns: Set<FigureBreakdown>,
        at: Timestamp
    ) async throws(StorageError) -> CampaignFigures {
        try await study { transaction in
            guard let row = try transaction.first("SELECT * FROM campaign WHERE name = ?", [name]) else {
                throw StorageError.notFound("campaign “\(name)”")
            }
            return try transaction.figures(of: row, by: breakdowns, at: at)
        }
    }
}

extension Transaction {
    fileprivate func figures(
        of campaign: Row,
        by breakdowns: Set<FigureBreakdown>,
        at: Timestamp
    ) throws -> CampaignFigures {
        let id: Int64 = campaign["id"]
        let startedAt = campaign.moment("started_at")
        let offset = try offsetSeconds(of: id, at: startedAt ?? at)
        func rows(_ query: FigureQuery) throws -> [Row] {
            var arguments: StatementArguments = ["campaign": id]
            if query == .days || query == .hours { arguments += ["offset": offset * 1000] }
            return try all(query.sql, arguments)
        }
        func row(_ query: FigureQuery) throws -> Row {
            guard let row = try rows(query).first else { throw StorageError.failed("\(query) has no answer") }
            return row
        }
        var figures = CampaignFigures(
            id: id,
            name: campaign["name"],
            state: campaign["state"],
            startedAt: startedAt,
            endedAt: campaign.moment("ended_at"),
            madeAt: at,
            offsetSeconds: offset,
            funnel: FunnelFigures(try row(.funnel)),
            exclusions: try rows(.exclusions).map(ExclusionFigures.init),
            failures: FailureFigures(try row(.failures)),
            escalation: EscalationFigures(try row(.escalation)),
            escalationReasons: try rows(.escalationReasons).map(EscalationReasonFigures.init),
            goal: try definition(of: id).goal,
            goals: try rows(.goals).map(GoalFigures.init),
            success: SuccessFigures(try row(.success)),
            holdout: HoldoutFigures(try row(.holdout)),
            cost: try rows(.cost).map(CostFigures.init),
            work: try rows(.work).map(WorkFigures.init),
            tokens: try rows(.tokens).map(TokenFigures.init),
            halts: HaltFigures(try row(.halts)),
            haltLatency: try rows(.haltLatency).map(HaltLatencyFigures.init)
        )
        if breakdowns.contains(.step) { figures.steps = try rows(.steps).map(StepFigures.init) }
        if breakdowns.contains(.line) { figures.lines = try rows(.lines).map(LineFigures.init) }
        if breakdowns.contains(.variant) { figures.variants = try rows(.variants).map(VariantFigures.init) }
        if breakdowns.contains(.version) { figures.versions = try rows(.versions).map(VersionFigures.init) }
        if breakdowns.contains(.agent) { figures.agents = try rows(.agents).map(AgentFigures.init) }
        if breakdowns.contains(.day) { figures.days = try rows(.days).map(DayFigures.init) }
        if breakdowns.contains(.hour) { figures.hours = try rows(.hours).map(HourFigures.init) }
        return figures
    }

    /// What the campaign's own clock showed against UTC, in seconds. Days are split there for the whole campaign, so that a
    /// query can do it.
    private func offsetSeconds(of campaign: Int64, at: Timestamp) throws -> Int {
        let zone = try definition(of: campaign).window.zoneName(recipient: nil)
        return (try? context.zones.rules(zone))?.offset(at: at) ?? 0
    }
}
