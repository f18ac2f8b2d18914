import Campaigns
import Foundation
import GRDB
import SMS
import Testing

@testable import Storage

/// Monday, 2026-06-01T12:00:00Z.
let noon = Timestamp(seconds: 1_780_315_200)

/// A store whose lanes run beside a test, with what tests do to it again and again. Every transition of a message is
/// checked by a trigger.
struct Bench: Sendable {
    let store: Store

    /// Runs `body` on a store in memory, or in the file at `path`.
    static func run(
        memory: MemoryDatabase? = nil,
        path: String? = nil,
        planted: Set<PlantedFault> = [],
        policies: PolicyShelf = PolicyShelf(),
        mark: (any MarkKeeper)? = nil,
        key: [UInt8] = Array("the key of the tests".utf8),
        settings: (inout StoreSettings) -> Void = { _ in },
        _ body: @Sendable (Bench) async throws -> Void
    ) async throws {
        var storeSettings = StoreSettings()
        settings(&storeSettings)
        var context = StoreContext(
            zones: ZoneDirectory(),
            settings: storeSettings,
            policies: policies,
            planted: planted
        )
        context.mark = mark
        context.numberKey = key
        let store =
            try path.map { try Store(path: $0, context: context) }
            ?? Store(memory: memory ?? MemoryDatabase(), context: context)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.runWriter() }
            group.addTask { await store.runReader() }
            defer { store.close() }
            let bench = Bench(store: store)
            try await bench.guardTransitions()
            try await body(bench)
        }
    }

    /// Runs `body` with the path of a database file that is removed afterwards.
    static func withFile(_ body: (_ folder: String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func guardTransitions() async throws {
        let allowed = MessageState.allCases.flatMap { old in
            MessageState.allCases.filter { old == $0 || old.canBecome($0) }.map {
                "('\(old.rawValue)', '\($0.rawValue)')"
            }
        }
        _ = try await store.write { transaction in
            try transaction.run(
                """
                CREATE TRIGGER IF NOT EXISTS message_never_backwards BEFORE UPDATE OF state ON message
                WHEN (OLD.state, NEW.state) NOT IN (VALUES \(allowed.joined(separator: ", ")))
                BEGIN SELECT RAISE(ABORT, 'a message went backwards'); END
                """
            )
        }
    }

    // MARK: Routes

    func line(
        _ name: String = "one",
        limits: RateLimits = .unlimited,
        campaigns: Bool = true,
        at: Timestamp = noon
    ) async throws -> RouteTerms {
        let route = try await store.register(RouteDescription(kind: .line, key: "8949\(name)", name: name), at: at)
        return RouteTerms(route: route, limits: limits, campaignsMayLeave: campaigns)
    }

    func provider(takesUnbound: Bool = false) async throws -> RouteTerms {
        let route = try await store.register(
            RouteDescription(kind: .provider, key: "provider:cloud", name: "cloud"),
            at: noon
        )
        return RouteTerms(route: route, limits: .unlimited, takesUnbound: takesUnbound)
    }

    // MARK: Sending

    /// The number of person `index`, 0 to 999.
    static func number(_ index: Int) -> PhoneNumber {
        guard let number = PhoneNumber(e164: "+4915100000" + String(String(1000 + index).dropFirst())) else {
            preconditionFailure("there is no person \(index)")
        }
        return number
    }

    @discardableResult
    func enqueue(
        _ text: String = "Hello",
        to index: Int = 1,
        origin: MessageOrigin = .api,
        key: String? = nil,
        deadline: Timestamp? = nil,
        at: Timestamp = noon
    ) async throws -> Int64 {
        let message = NewMessage(
            number: Self.number(index),
            text: text,
            origin: origin,
            dueAt: at,
            deadline: deadline,
            idempotencyKey: key
        )
        return try #require(try await store.enqueue([message], at: at).first).id
    }

    func claim(_ terms: RouteTerms, at: Timestamp = noon) async throws -> ClaimedMessage? {
        guard case .message(let message) = try await store.claim(terms, at: at) else { return nil }
        return message
    }

    /// Claims a message and hands its first pending segment over.
    func handOver(_ terms: RouteTerms, at: Timestamp = noon) async throws -> ClaimedMessage {
        let message = try #require(try await claim(terms, at: at))
        let sequence = try #require(message.pending.first)
        let verdict = try await store.handOver(message, sequence: sequence, on: terms, at: at)
        guard case .go = verdict else {
            Issue.record("\(verdict)")
            return message
        }
        return message
    }

    /// Claims a message and has every pending segment accepted.
    @discardableResult
    func send(_ terms: RouteTerms, at: Timestamp = noon) async throws -> ClaimedMessage? {
        guard let message = try await claim(terms, at: at) else { return nil }
        for sequence in message.pending {
            guard case .go = try await store.handOver(message, sequence: sequence, on: terms, at: at) else {
                return message
            }
            _ = try await store.answered(
                message,
                sequence: sequence,
                on: terms.route,
                .accepted(reference: Int(message.id) % 256),
                at: at
            )
        }
        return message
    }

    func answer(
        _ message: ClaimedMessage,
        _ answer: SegmentAnswer,
        on terms: RouteTerms,
        at: Timestamp = noon
    ) async throws {
        _ = try await store.answered(message, sequence: message.pending[0], on: terms.route, answer, at: at)
    }

    // MARK: Campaigns

    /// Imports the contacts with consent and starts a campaign for them.
    @discardableResult
    func campaign(
        _ name: String = "news",
        steps: [CampaignStep]? = nil,
        contacts: ClosedRange<Int> = 1...1,
        window: CampaignWindow = .always,
        limits: RateLimits = .unlimited,
        endsOnFailure: Bool = true,
        fields: [String: String] = [:],
        lastDay: CivilDate? = nil,
        onLate: LatePolicy = .send,
        people: [ImportedContact]? = nil,
        at: Timestamp = noon,
        define: (inout CampaignDefinition) -> Void = { _ in }
    ) async throws -> Int64 {
        let batch = try await store.beginImport(name: "\(name).csv", by: nil, at: at)
        let consent = ConsentRecord(kind: .express, source: "paper", capturedAt: at, capturedBy: "reception")
        let rows = contacts.map {
            ImportedContact(number: Self.number($0), name: "N\($0)", fields: fields, consent: consent, line: $0)
        }
        try await store.importRows(people ?? rows, rejected: [], into: batch, at: at)
        var definition = CampaignDefinition(
            name: name,
            agent: "rules",
            steps: try steps ?? [CampaignStep(text: MessageTemplate("Hello {{name}}"))],
            window: window,
            limits: limits,
            lastDay: lastDay,
            endsOnFailure: endsOnFailure,
            onLate: onLate,
            contactPolicy: .parallel
        )
        define(&definition)
        let id = try await store.createCampaign(definition, audience: .importBatch(batch), at: at)
        try await store.start(campaign: name, at: at)
        _ = try await store.plan(at: at)
        return id
    }

    // MARK: Receiving

    @discardableResult
    func receive(
        _ text: String,
        from sender: SenderAddress = .person(Bench.number(1)),
        on terms: RouteTerms,
        id: String? = nil,
        confirmed: Bool = false,
        at: Timestamp = noon
    ) async throws -> Receipt {
        try await receive(.text(text), from: sender, on: terms, id: id ?? "\(text) \(at)", confirmed: confirmed, at: at)
    }

    func receive(
        _ content: InboundPart.Content,
        from sender: SenderAddress = .person(Bench.number(1)),
        on terms: RouteTerms,
        id: String,
        raw: String = "",
        confirmed: Bool = false,
        verdict: ProviderVerdict? = nil,
        at: Timestamp = noon
    ) async throws -> Receipt {
        try await store.receive(
            InboundPart(
                route: terms.route,
                fingerprint: id,
                sender: sender,
                content: content,
                encoding: "gsm7",
                raw: raw,
                receivedAt: at,
                alreadyConfirmed: confirmed,
                verdict: verdict
            )
        )
    }

    // MARK: Looking

    func text(_ sql: String) async throws -> String? {
        try await store.read { try $0.text(sql) }
    }

    func count(_ sql: String) async throws -> Int {
        Int(try await store.read { try $0.number(sql) } ?? 0)
    }

    func texts(_ sql: String) async throws -> [String] {
        try await store.read { transaction in try transaction.all(sql).map { $0[0] as String } }
    }

    func moments(_ sql: String) async throws -> [Timestamp] {
        try await store.read { transaction in
            try transaction.all(sql).map { Timestamp(milliseconds: $0[0]) }
        }
    }

    func state(_ message: Int64) async throws -> MessageState? {
        try await store.read { try $0.state(of: message) }
    }

    func enrollments() async throws -> [String] {
        try await texts("SELECT state FROM enrollment ORDER BY id")
    }

    func campaignState() async throws -> String? {
        try await text("SELECT state FROM campaign ORDER BY id DESC LIMIT 1")
    }
}

extension SegmentAnswer {
    static func refused(_ failure: SendFailure) -> SegmentAnswer {
        .refused(failure, reason: "refused", jitter: 0)
    }
}

extension CampaignStep {
    init(_ text: String, after delay: CampaignDelay = .none) throws {
        self.init(delay: delay, text: try MessageTemplate(text))
    }
}
