/// The query behind each part of a campaign's figures: its name is the part's key in JSON, its columns are the keys below
/// it. Each stands in Documentation/figures.md as it stands here, and a test asks both.
///
/// Parameters: `:campaign`, the campaign's id; for days `:offset`, milliseconds that are added to UTC.
enum FigureQuery: String, CaseIterable {
    case funnel, exclusions, failures, escalation, goals, cost, halts
    case haltLatency = "halt_latency"
    case steps, lines, agents, days

    var sql: String {
        switch self {
        case .funnel: Self.funnelSQL
        case .exclusions: Self.exclusionsSQL
        case .failures: Self.failuresSQL
        case .escalation: Self.escalationSQL
        case .goals: Self.goalsSQL
        case .cost: Self.costSQL
        case .halts: Self.haltsSQL
        case .haltLatency: Self.haltLatencySQL
        case .steps: Self.stepsSQL
        case .lines: Self.linesSQL
        case .agents: Self.agentsSQL
        case .days: Self.daysSQL
        }
    }
}
