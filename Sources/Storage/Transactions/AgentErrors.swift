import Campaigns
import GRDB

extension Transaction {
    /// Tells what was out of order while an agent was asked, and what became of the turn.
    func tell(_ errors: [String], in turn: DueTurn, _ outcome: TurnOutcome, at: Timestamp) throws {
        guard !errors.isEmpty else { return }
        try record(.agentError, at: at) {
            AgentErrorEvent(
                agent: turn.agent,
                conversation: turn.conversation,
                number: turn.number.e164,
                errors: errors,
                outcome: outcome.word,
                at: at
            )
        }
    }
}

extension TurnOutcome {
    /// For programs.
    fileprivate var word: String {
        switch self {
        case .replied: "replied"
        case .drafted: "drafted"
        case .escalated: "escalated"
        case .silent: "silent"
        case .stale: "stale"
        }
    }
}
