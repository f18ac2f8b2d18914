public import Campaigns
import Storage

/// A turn of the past, as it was answered and as an agent would answer it now.
public struct ReplayedTurn: Hashable, Sendable, Codable {
    public var conversation: Int64
    public var at: Timestamp
    /// What the person wrote.
    public var text: String
    /// What they were answered then; `nil` where the agent was silent or a person had to look.
    public var before: String?
    /// What they would be answered now.
    public var after: String?
    public var actions: [Scenario.Action]
    public var why: String
    /// Whether the texts are the same.
    public var isSame: Bool
}

/// What became of it.
public struct AgentReplayReport: Hashable, Sendable, Codable {
    public var agent: String
    public var hash: ContentHash
    public var turns: [ReplayedTurn]

    public var changed: Int { turns.count { !$0.isSame } }
}

extension Control {
    /// Gives an agent the turns of the newest conversations that an agent answered, and compares. Nothing is sent.
    ///
    /// - Parameters:
    ///   - name: A configured agent, or the name for `rules`.
    ///   - rules: Rules that are asked in its place.
    ///   - most: So many turns, 1 to 500.
    /// - Returns: Each turn, then and now.
    /// - Throws: ``ControlProblem`` where there is no such agent.
    public func replayAgent(
        _ name: String,
        rules: RulesAgent? = nil,
        most: Int
    ) async throws(ControlProblem) -> AgentReplayReport {
        guard (1...500).contains(most) else { throw .invalid(field: "limit", reason: "has to be 1 to 500") }
        let agent: any Agent = if let rules { RuleAgent(rules, name: name) } else { try agent(name) }
        let past = try await stored { () async throws(StorageError) in try await core.store.pastTurns(most: most) }
        let asking = asking(agent, core.surroundings.clock)
        var turns: [ReplayedTurn] = []
        for turn in past {
            let decision = await asking(turn.agentTurn).decision
            turns.append(
                ReplayedTurn(
                    conversation: turn.conversation,
                    at: turn.at,
                    text: turn.text,
                    before: turn.answer,
                    after: decision.reply,
                    actions: decision.trialActions,
                    why: decision.why,
                    isSame: turn.answer == decision.reply
                )
            )
        }
        return AgentReplayReport(
            agent: agent.name,
            hash: agent.version ?? ContentHash(of: agent.name),
            turns: turns
        )
    }
}

extension PastTurn {
    fileprivate var agentTurn: AgentTurn {
        AgentTurn(
            id: "trn_replay_\(conversation)_\(at.milliseconds)",
            conversation: conversation,
            version: 0,
            number: number,
            text: text,
            fields: fields,
            campaign: campaign,
            at: at,
            history: history,
            isTest: true
        )
    }
}
