import Campaigns
import Logging
import Storage

/// Lets agents answer the conversations whose turn has come. An agent that hangs delays only its own conversation.
struct Answering: Sendable {
    let core: Core
    let agents: [String: any Agent]
    /// How long an agent may think.
    let patience: Duration

    /// The agent that is a person: what it gets waits for one.
    static let people = "human"

    /// At most so many conversations are with agents at a time.
    private static let atOnce = 16

    func run() async {
        var busy: Set<Int64> = []
        await withTaskGroup(of: Int64?.self) { group in
            group.addTask {
                await lookAtServices()
                return nil
            }
            while !Task.isCancelled {
                let seen = core.bells.turns.count
                var wait: Duration?
                do {
                    let due = try await core.store.dueTurns(at: core.surroundings.now)
                    for turn in due.turns where busy.count < Self.atOnce && busy.insert(turn.conversation).inserted {
                        group.addTask {
                            await answer(turn)
                            return turn.conversation
                        }
                    }
                    wait = due.next.map { max($0 - core.surroundings.now, .zero) }
                } catch StorageError.closed {
                    return
                } catch {
                    core.surroundings.logger.error("conversations: \(error)")
                    wait = .seconds(5)
                }
                let limit = wait
                group.addTask {
                    await core.bells.turns.wait(since: seen, atMost: limit, core.timers)
                    return nil
                }
                // Either a conversation is done, or it is time to look again.
                while let ended = await group.next() {
                    guard let conversation = ended else { break }
                    busy.remove(conversation)
                    core.bells.turns.ring()
                }
            }
            group.cancelAll()
        }
    }

    /// Tells what an agent lacks before anybody writes. A model is warm afterwards.
    private func lookAtServices() async {
        for agent in agents.values.sorted(by: { $0.name < $1.name }) where agent.withoutServices != nil {
            for check in await agent.check() where !Task.isCancelled {
                let level: Logger.Level = check.isGood ? .info : .warning
                core.surroundings.logger.log(level: level, "agent \(agent.name), \(check.kind): \(check.text)")
            }
        }
    }

    private func answer(_ turn: DueTurn) async {
        let notes = AgentNotes()
        let decision = await decision(on: turn, notes)
        guard !Task.isCancelled else { return }
        do {
            let now = core.surroundings.now
            let outcome = try await core.store.decide(decision, notes: notes.taken, in: turn, at: now)
            core.surroundings.logger.info("agent \(turn.agent), \(turn.number.masked): \(outcome)")
            core.feed.tell(.agentAnswered(turn.number, outcome))
            core.bells.queue.ring()
        } catch {
            core.surroundings.logger.error("the answer of agent \(turn.agent) could not be stored: \(error)")
            if await escalated(turn, because: error) { return }
            // The turn is still due: it is not given again at once.
            try? await core.surroundings.clock.sleep(for: .seconds(5))
        }
    }

    /// An answer that does not fit the state of things will not fit a moment later: a person has to look.
    private func escalated(_ turn: DueTurn, because error: StorageError) async -> Bool {
        switch error {
        case .notFound, .conflict: break
        case .full, .unusable, .damaged, .closed, .failed: return false
        }
        let decision = AgentDecision.escalate(reason: "the answer cannot be carried out: \(error)", reply: nil)
        return (try? await core.store.decide(decision, in: turn, at: core.surroundings.now)) != nil
    }

    private func decision(on turn: DueTurn, _ notes: AgentNotes) async -> AgentDecision {
        guard turn.agent != Self.people else {
            return .escalate(reason: "people answer this campaign", reply: nil)
        }
        guard let agent = agents[turn.agent] else {
            notes.failed("there is no agent “\(turn.agent)”")
            return .escalate(reason: "there is no agent “\(turn.agent)”", reply: nil)
        }
        let history = (try? await core.store.history(before: turn)) ?? []
        let context = try? await core.store.context(of: turn, at: core.surroundings.now)
        var request = AgentTurn(
            id: "trn_\(turn.conversation)_\(turn.version)_\(turn.lastInbound)",
            conversation: turn.conversation,
            version: turn.version,
            number: turn.number,
            text: turn.text,
            fields: turn.fields,
            campaign: turn.campaign,
            at: core.surroundings.now,
            history: history,
            context: context ?? TurnContext()
        )
        request.notes = notes
        let asked = request
        let patience = agent.patience ?? patience
        return await withTaskGroup(of: AgentDecision.self) { group in
            group.addTask {
                do {
                    return try await agent.answer(asked)
                } catch {
                    if !Task.isCancelled { notes.failed("\(error)") }
                    return .escalate(reason: "agent “\(turn.agent)” failed: \(error)", reply: nil)
                }
            }
            group.addTask {
                try? await core.surroundings.clock.sleep(for: patience)
                if !Task.isCancelled { notes.failed("did not answer in time") }
                return .escalate(reason: "agent “\(turn.agent)” did not answer in time", reply: nil)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .escalate(reason: "no answer", reply: nil)
        }
    }
}
