/// The query behind each part of a campaign's figures: its name is the part's key in JSON, its columns are the keys below
/// it. Each stands in Documentation/figures.md as it stands here, and a test asks both.
///
/// Parameters: `:campaign`, the campaign's id; for days and hours `:offset`, milliseconds that are added to UTC.
enum FigureQuery: String, CaseIterable {
    case funnel, exclusions, failures, escalation
    case escalationReasons = "escalation_reasons"
    case goals, success, holdout, cost, work, tokens, halts
    case haltLatency = "halt_latency"
    case steps, variants, lines, versions, agents, days, hours

    var sql: String {
        switch self {
        case .funnel: Self.funnelSQL
        case .exclusions: Self.exclusionsSQL
        case .failures: Self.failuresSQL
        case .escalation: Self.escalationSQL
        case .escalationReasons: Self.escalationReasonsSQL
        case .goals: Self.goalsSQL
        case .success: Self.successSQL
        case .holdout: Self.holdoutSQL
        case .cost: Self.costSQL
        case .work: Self.workSQL
        case .tokens: Self.tokensSQL
        case .halts: Self.haltsSQL
        case .haltLatency: Self.haltLatencySQL
        case .steps: Self.stepsSQL
        case .lines: Self.linesSQL
        case .variants: Self.variantsSQL
        case .versions: Self.versionsSQL
        case .agents: Self.agentsSQL
        case .days: Self.daysSQL
        case .hours: Self.hoursSQL
        }
    }
}
