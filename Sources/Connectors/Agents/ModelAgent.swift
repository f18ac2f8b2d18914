public import AsyncHTTPClient
public import Campaigns
public import Gateway
import SMS

/// Lets a language model answer. It proposes; what is done about it, the chain decides.
public struct ModelAgent: AgentLink {
    public let kind = "llm"
    public let version: ContentHash
    public var patience: Duration { settings.timeout + .seconds(1) }
    public var isService: Bool { true }

    private let settings: ModelAgentSettings
    private let permits: AnswerPermits
    private let prompt: ModelPrompt
    private let knowledge: (any KnowledgeSource)?
    private let server: ModelServer
    private let quota: ModelQuota
    private let service: AgentService
    private let memory: any AgentMemory
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Timestamp

    /// Checks the settings; connects to nothing yet.
    ///
    /// - Parameters:
    ///   - settings: Where it is asked, and how.
    ///   - permits: How long an answer may be. The rest is for the chain.
    ///   - knowledge: Where it looks things up.
    ///   - senderName: For whom it answers.
    ///   - client: Made with `HTTPClient.Configuration.connectors`. Whoever passes it shuts it down.
    ///   - agent: Whose model it is.
    ///   - memory: Where the tokens of a day are counted.
    ///   - clock: What deadlines wait on.
    ///   - now: The wall clock, for the tokens of a day.
    /// - Throws: ``SettingProblem`` where a setting cannot work.
    public init(
        settings: ModelAgentSettings,
        permits: AnswerPermits,
        knowledge: (any KnowledgeSource)? = nil,
        senderName: String? = nil,
        client: HTTPClient,
        agent: String = "",
        memory: any AgentMemory = PassingAgentMemory(),
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp
    ) throws(SettingProblem) {
        try settings.check()
        let schema = ModelPrompt.schema(permitting: permits.actions)
        server = try ModelServer(settings: settings, schema: schema, client: client, clock: clock)
        quota = ModelQuota(atOnce: min(max(settings.atOnce, 1), 16))
        self.memory = memory
        service = AgentService(agent: agent, kind: kind, address: ContentHash(of: settings.url))
        prompt = ModelPrompt(
            instructions: settings.instructions,
            maxSegments: permits.maxSegments,
            senderName: senderName,
            actions: permits.actions
        )
        self.settings = settings
        self.permits = permits
        self.knowledge = knowledge
        self.clock = clock
        self.now = now
        version = Self.version(settings, schema, knowledge, senderName)
    }

    private static func version(
        _ settings: ModelAgentSettings,
        _ schema: String,
        _ knowledge: (any KnowledgeSource)?,
        _ sender: String?
    ) -> ContentHash {
        let parts = [
            settings.url, settings.model, settings.instructions, "\(settings.temperature)", "\(settings.maxTokens)",
            "\(settings.passages)", "\(settings.needsKnowledge)", settings.fields.joined(separator: ","), sender ?? "",
            knowledge?.version.hex ?? "", schema,
        ]
        return ContentHash(of: parts.joined(separator: "\u{0}"))
    }

    public func check() async -> AgentCheck {
        if let usedUp = await usedUp() {
            return AgentCheck(kind: kind, isGood: false, text: "\(usedUp); it is asked again from 00:00 UTC on")
        }
        do throws(AgentProblem) {
            if let models = try await server.models(within: .seconds(10)), !models.isEmpty,
                !models.contains(settings.model)
            {
                // llama.cpp answers for any name, with a file's path as its own.
                let names = models.prefix(5).joined(separator: ", ")
                return AgentCheck(
                    kind: kind,
                    isGood: true,
                    text: "\(server.host) calls its models \(names), not \(settings.model)"
                )
            }
            // Also warms it up.
            let question = [
                ModelPrompt.Message(
                    role: "user",
                    content: "Say hello, as JSON with the keys reply, action and confidence."
                )
            ]
            let start = ContinuousClock.now
            let answer = try await server.complete(question, within: settings.timeout)
            await spend(answer.tokens)
            let time = start.duration(to: .now)
            let milliseconds = time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
            let text =
                "\(settings.model) on \(server.host) \(server.knownForm.text), \(milliseconds) ms for \(answer.tokens) tokens"
            let budget = await note().map { "; \($0)" } ?? ""
            return AgentCheck(kind: kind, isGood: true, text: text + budget)
        } catch {
            return AgentCheck(kind: kind, isGood: false, text: "\(error)")
        }
    }

    public func note() async -> String? {
        guard let most = settings.dailyTokens else { return nil }
        return "\(await spentToday()) of \(most) tokens of today are used"
    }

    private func usedUp() async -> String? {
        guard let most = settings.dailyTokens, await spentToday() >= most else { return nil }
        return "the \(most) tokens of today are used up (daily_tokens)"
    }

    private var today: Int64 { now().seconds / 86_400 }

    private func spentToday() async -> Int {
        await memory.tokens(service, day: today)
    }

    private func spend(_ tokens: Int) async {
        await memory.spend(max(0, min(tokens, 1_000_000)), service, day: today)
    }

    public func answer(_ turn: AgentTurn) async throws(AgentProblem) -> LinkAnswer {
        if let usedUp = await usedUp() { throw AgentProblem(usedUp) }
        let passages = try await knowledge?.passages(for: turn.text, limit: settings.passages) ?? []
        if settings.needsKnowledge, passages.isEmpty { return .passed("its knowledge has nothing about it") }
        var messages = prompt.messages(for: turn, passages: passages, contextFields: settings.fields)
        let start = ContinuousClock.now
        guard try await entered() else { throw AgentProblem("too many wait for the model") }
        defer { quota.leave() }
        let output = try await complete(messages, of: turn, since: start)
        var answer = try ModelAnswer.read(output)
        if Segmentation.preview(PlainText.folded(answer.text)).segments > permits.maxSegments {
            messages.append(.init(role: "assistant", content: output))
            messages.append(
                .init(
                    role: "user",
                    content: "Too long. The same in at most \(permits.maxSegments * 120) characters, as JSON."
                )
            )
            // Only shorter words are taken from the second answer; where it fails, the first one is cut.
            if let again = try? await complete(messages, of: turn, since: start),
                let shorter = try? ModelAnswer.read(again), !shorter.text.isEmpty,
                shorter.text.count < answer.text.count
            {
                answer.replies = shorter.replies
            }
        }
        let grounds = AnswerGrounds(
            sources: passages.map(\.source),
            texts: passages.map(\.text),
            secrets: [settings.instructions] + (settings.apiKey.map { [$0.value] } ?? [])
        )
        return .proposed(answer, grounds)
    }

    /// Waits for its turn, no longer than an answer may take.
    private func entered() async throws(AgentProblem) -> Bool {
        await withTaskGroup(of: Bool?.self) { group in
            group.addTask { await quota.enter() }
            group.addTask {
                try? await clock.sleep(for: settings.timeout)
                return nil
            }
            var isIn = false
            while let step = await group.next() {
                if let step { isIn = step }
                group.cancelAll()
            }
            return isIn
        }
    }

    private func complete(
        _ messages: [ModelPrompt.Message],
        of turn: AgentTurn,
        since start: ContinuousClock.Instant
    ) async throws(AgentProblem) -> String {
        let left = settings.timeout - start.duration(to: .now)
        guard left > .zero else { throw AgentProblem("the model had no time left for it") }
        let answer = try await server.complete(messages, within: left)
        await spend(answer.tokens)
        turn.notes.spent(
            ModelTokens(
                input: answer.tokensIn,
                output: answer.tokensOut,
                price: settings.price?.price(input: answer.tokensIn, output: answer.tokensOut)
            )
        )
        if answer.isCut, (try? ModelAnswer.read(answer.text)) == nil {
            throw AgentProblem("the model had more to say than \(settings.maxTokens) tokens (max_tokens)")
        }
        return answer.text
    }
}
