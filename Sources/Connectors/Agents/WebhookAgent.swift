public import AsyncHTTPClient
public import Campaigns
import Foundation
public import Gateway

/// Asks a program over HTTP, signed as the Standard Webhooks specification says. It answers within the request (200), or
/// promises to (202) and answers by a request of its own.
public struct WebhookAgent: AgentLink {
    /// The largest answer that is read, in octets.
    static let answerLimit = 65_536
    /// How long after a failure it is asked again; then the next of the chain is.
    static let pauses: [Duration] = [.milliseconds(250), .seconds(1)]

    public let kind = "webhook"
    public let version: ContentHash
    public var patience: Duration { settings.timeout + .seconds(1) }
    public var isService: Bool { true }

    private let settings: WebhookAgentSettings
    private let permits: AnswerPermits
    private let endpoint: SignedEndpoint
    private let pending: PendingTurns
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Timestamp
    private let service: AgentService
    private let memory: any AgentMemory

    /// Checks the settings; connects to nothing yet.
    ///
    /// - Parameters:
    ///   - settings: Where it is asked, and how.
    ///   - permits: What is told to the program as its limits. They are kept whatever it answers.
    ///   - client: Made with `HTTPClient.Configuration.connectors`. Whoever passes it shuts it down.
    ///   - pending: Where answers come in that were promised.
    ///   - agent: Whose webhook it is.
    ///   - memory: Where it is kept that the program wants no more questions.
    ///   - clock: What deadline and retries wait on.
    ///   - now: The wall clock, for signatures.
    /// - Throws: ``SettingProblem`` where a setting cannot work.
    public init(
        settings: WebhookAgentSettings,
        permits: AnswerPermits,
        client: HTTPClient,
        pending: PendingTurns,
        agent: String = "",
        memory: any AgentMemory = PassingAgentMemory(),
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp
    ) throws(SettingProblem) {
        endpoint = try SignedEndpoint(
            url: settings.url,
            secrets: settings.secrets,
            timeout: settings.timeout,
            longest: 120,
            example: "https://example.org/agent",
            answerLimit: Self.answerLimit,
            client: client,
            clock: clock
        )
        self.settings = settings
        self.permits = permits
        self.pending = pending
        self.clock = clock
        self.now = now
        // Where it is asked, not how it signs: a new secret is no new agent.
        version = ContentHash(of: "webhook \(settings.url.value)")
        self.memory = memory
        service = AgentService(agent: agent, kind: kind, address: version)
    }

    private var host: String { endpoint.host }

    public func check() async -> AgentCheck {
        if let note = await note() { return AgentCheck(kind: kind, isGood: false, text: note) }
        return AgentCheck(kind: kind, isGood: true, text: "\(host), asked when it is its turn")
    }

    public func note() async -> String? {
        guard let since = await memory.goneSince(service) else { return nil }
        return "\(host) wants no more questions since \(since) (HTTP 410): smsbridge agent enable \(service.agent)"
    }

    public func answer(_ turn: AgentTurn) async throws(AgentProblem) -> LinkAnswer {
        if let note = await note() { throw AgentProblem(note) }
        if let reason = turn.rehearsal?.reasonGone(kind) { throw AgentProblem(reason) }
        let reader: PendingTurns.Reader = { [signer = endpoint.signer, now] request throws(AgentProblem) in
            try Self.verify(request, signer, of: turn.id, at: now())
            return try Self.read(request.body)
        }
        guard let promised = pending.expect(turn.id, reader: reader) else {
            throw AgentProblem("too many answers are waited for already, or this one is")
        }
        defer { pending.close(turn.id) }
        let body = try WebhookTurn(turn, deadline: now() + settings.timeout, permits: permits, at: now()).octets()
        return .proposed(try await withinDeadline(turn, body, promised), AnswerGrounds())
    }

    private enum Step: Sendable {
        case answered(Result<AgentAnswer?, AgentProblem>)
        case promised(AgentAnswer?)
        case late
    }

    /// Whatever comes first: the answer within the request, the promised one, the deadline.
    private func withinDeadline(
        _ turn: AgentTurn,
        _ body: [UInt8],
        _ promised: AsyncStream<AgentAnswer>
    ) async throws(AgentProblem) -> AgentAnswer {
        let result: Result<AgentAnswer, AgentProblem> = await withTaskGroup(of: Step.self) { group in
            group.addTask {
                do throws(AgentProblem) {
                    return .answered(.success(try await self.ask(turn, body)))
                } catch {
                    return .answered(.failure(error))
                }
            }
            group.addTask { .promised(await promised.first { _ in true }) }
            group.addTask {
                try? await self.clock.sleep(for: self.settings.timeout)
                return .late
            }
            defer { group.cancelAll() }
            var wasPromised = false
            while let step = await group.next() {
                switch step {
                case .answered(.success(let answer?)), .promised(let answer?): return .success(answer)
                case .answered(.success(nil)): wasPromised = true
                case .answered(.failure(let problem)): return .failure(problem)
                case .promised(nil): continue
                case .late:
                    let promise =
                        wasPromised
                        ? "the answer that \(self.host) promised did not come" : "\(self.host) did not answer"
                    return .failure(AgentProblem("\(promise) within \(self.settings.timeout.components.seconds) s"))
                }
            }
            return .failure(AgentProblem("cancelled"))
        }
        return try result.get()
    }

    /// Asks, at most three times with the same id. `nil`: the answer comes later.
    private func ask(_ turn: AgentTurn, _ body: [UInt8]) async throws(AgentProblem) -> AgentAnswer? {
        var attempt = 0
        while true {
            do throws(AskingProblem) {
                return try await askOnce(turn, body)
            } catch {
                guard error.mayPass, attempt < Self.pauses.count else {
                    throw AgentProblem(endpoint.redact(error.reason))
                }
                try? await clock.sleep(for: Self.pauses[attempt])
                if Task.isCancelled { throw AgentProblem(endpoint.redact(error.reason)) }
                attempt += 1
            }
        }
    }

    private struct AskingProblem: Error {
        var reason: String
        /// Whether asking again can help.
        var mayPass: Bool
    }

    private func askOnce(_ turn: AgentTurn, _ body: [UInt8]) async throws(AskingProblem) -> AgentAnswer? {
        guard case .answer(let answer) = await endpoint.post(body, id: turn.id, at: now()) else {
            throw AskingProblem(reason: "\(host) was not reached or gave no answer", mayPass: true)
        }
        switch answer.status {
        case 202: return nil
        case 200..<300:
            if let problem = answer.problem {
                throw AskingProblem(reason: "the answer of \(host): \(problem)", mayPass: true)
            }
            return try read(answer, of: turn.id)
        case 410:
            let reason = "\(host) wants no more questions (HTTP 410)"
            // Nobody was answered: for those who are, it is asked on.
            if let rehearsal = turn.rehearsal {
                rehearsal.isGone(kind, reason)
            } else {
                await memory.isGone(service, at: now())
            }
            throw AskingProblem(reason: reason, mayPass: false)
        case 408, 425, 429, 500...: throw AskingProblem(reason: "\(host) answered HTTP \(answer.status)", mayPass: true)
        default: throw AskingProblem(reason: "\(host) answered HTTP \(answer.status)", mayPass: false)
        }
    }

    private func read(_ answer: HTTPAnswer, of turn: String) throws(AskingProblem) -> AgentAnswer {
        do throws(AgentProblem) {
            // A signature that is there has to be right; without one the connection vouches, unless more is asked for.
            if settings.signedAnswers || answer.headers["webhook-signature"] != nil {
                let request = WebhookRequest(method: "POST", target: "", headers: answer.headers, body: answer.body)
                try Self.verify(request, endpoint.signer, of: turn, at: now())
            }
            return try Self.read(answer.body)
        } catch {
            throw AskingProblem(reason: error.reason, mayPass: false)
        }
    }

    private static func verify(
        _ request: WebhookRequest,
        _ signer: StandardWebhooks,
        of turn: String,
        at now: Timestamp
    ) throws(AgentProblem) {
        // So that an answer to one turn cannot be given to another.
        guard request.headers["webhook-id"] == turn else {
            throw AgentProblem("webhook-id is not the turn_id, \(turn)")
        }
        guard let signature = request.headers["webhook-signature"] else {
            throw AgentProblem("the answer is not signed: webhook-signature is missing")
        }
        do {
            try signer.verify(
                id: request.headers["webhook-id"] ?? "",
                timestamp: request.headers["webhook-timestamp"] ?? "",
                signature: signature,
                body: request.body,
                at: now
            )
        } catch {
            throw AgentProblem("\(error)")
        }
    }

    private static func read(_ octets: [UInt8]) throws(AgentProblem) -> AgentAnswer {
        guard let answer = try? JSONDecoder().decode(AgentAnswer.self, from: Data(octets)) else {
            throw AgentProblem("the answer is no JSON object with replies and actions")
        }
        return answer
    }
}
