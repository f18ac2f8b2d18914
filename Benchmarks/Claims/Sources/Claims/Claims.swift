import Campaigns
import Foundation
import GRDB
import Storage

/// What a claim costs with few and with many messages in the queue, and with a long history: in one process, over the store
/// alone, on a real file.
@main
struct Claims {
    static let start = Timestamp(seconds: 1_780_315_200)

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let sizes = arguments.first.map { $0.split(separator: ",").compactMap { Int($0) } } ?? [10_000, 10_000_000]
        let messages = arguments.dropFirst().first.flatMap { Int($0) } ?? 3000
        let folder = arguments.dropFirst(2).first ?? FileManager.default.temporaryDirectory.path
        print("| queued | history | claim, processor | claim, median | whole message, processor | database |")
        print("| --- | --- | --- | --- | --- | --- |")
        var first: Figures?
        for size in sizes {
            let path = folder + "/claims-\(ProcessInfo.processInfo.processIdentifier)-\(size).db"
            defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) } }
            let history = size / 10
            try await prepare(path, queued: size, history: history)
            let figures = try await measure(path, messages: messages)
            let bytes = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
            print("| \(size) | \(history) | \(figures.words) | \(bytes >> 20) MiB |")
            if let first {
                let claim = figures.claim / first.claim
                let whole = figures.whole / first.whole
                let median = figures.median / first.median
                print(
                    "ratio to \(sizes[0]): claim \(claim.rounded(2)) (median \(median.rounded(2))), message \(whole.rounded(2))"
                )
            }
            first = first ?? figures
        }
    }

    struct Figures: Sendable {
        /// Processor time of a claim, and of a whole message, in seconds.
        var claim: Double
        var whole: Double
        /// Time of a claim by the clock.
        var median: Double

        var words: String {
            let numbers = [claim, median, whole].map { "\(($0 * 1e6).rounded(1)) µs" }
            return numbers.joined(separator: " | ")
        }
    }

    // MARK: The database

    private static func withStore<Answer: Sendable>(
        _ path: String,
        _ body: @Sendable (Store) async throws -> Answer
    ) async throws -> Answer {
        let store = try Store(path: path, context: StoreContext(zones: ZoneDirectory()))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.runWriter() }
            group.addTask { await store.runReader() }
            defer { store.close() }
            return try await body(store)
        }
    }

    private static func terms(_ store: Store) async throws -> RouteTerms {
        let line = RouteDescription(kind: .line, key: "89490000000000000001", name: "line1")
        // As many limits as a line may have, none of which is met.
        let limits = RateLimits(perMinute: 100_000, perHour: 6_000_000, perDay: 100_000_000, perMonth: 1_000_000_000)
        return RouteTerms(route: try await store.register(line, at: start), limits: limits)
    }

    /// One campaign whose messages are made in SQL, in one go.
    private static func prepare(_ path: String, queued: Int, history: Int) async throws {
        try await withStore(path) { store in
            _ = try await terms(store)
            let batch = try await store.beginImport(name: "list", by: nil, at: start)
            guard let number = PhoneNumber(e164: "+4915199999999") else { return }
            let consent = ConsentRecord(kind: .express, source: "form", capturedAt: start, capturedBy: "desk")
            let row = ImportedContact(number: number, consent: consent, line: 1)
            try await store.importRows([row], rejected: [], into: batch, at: start)
            let steps = try [
                CampaignStep(text: MessageTemplate("Hello")),
                CampaignStep(delay: .days(300), text: MessageTemplate("Again")),
            ]
            let window = try SendingWindow(days: "daily", hours: "08:00-20:00")
            let definition = CampaignDefinition(
                name: "news",
                agent: "human",
                steps: steps,
                window: CampaignWindow(window: window, zone: .named("Europe/Berlin")),
                limits: RateLimits(perHour: 1_000_000)
            )
            _ = try await store.createCampaign(definition, audience: .importBatch(batch), at: start)
            try await store.start(campaign: "news", at: start)
            while try await store.plan(at: start).steps > 0 {}
        }
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try await queue.write { database in
            let now = start.milliseconds
            try database.execute(
                sql: """
                    INSERT INTO message (number, text, encoding, segments, origin, state, campaign_id, step, stream, priority,
                        due_at, validity_seconds, version, created_at)
                    WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < \(queued))
                    SELECT '+491510' || (10000000 + i), 'Your appointment is tomorrow.', 'gsm7', 1, 'campaign', 'queued', 1, 0,
                        1, 5, \(now) - 1, 86400, 1, \(now) FROM counted;
                    INSERT INTO segment (message_id, sequence, state) SELECT id, 1, 'pending' FROM message WHERE id > 1;
                    INSERT INTO handover (message_id, sequence, route_id, campaign_id, number, at, route_ordinal,
                        campaign_ordinal, leading)
                    WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < \(history))
                    SELECT 1, 1, 1, 1, '+491520' || (10000000 + i), \(now) - (\(history) - i) * 100 - 1000, i, i, 1
                        FROM counted;
                    """
            )
        }
        try queue.close()
    }

    // MARK: Measuring

    private static func measure(_ path: String, messages: Int) async throws -> Figures {
        try await withStore(path) { store in
            let terms = try await terms(store)
            var at = start
            // The first ones bring what is needed into memory.
            for _ in 0..<200 { _ = try await send(store, terms, &at) }
            var (claims, whole, times) = (0.0, 0.0, [Double]())
            for _ in 0..<messages {
                guard let figures = try await send(store, terms, &at) else {
                    throw StorageError.failed("the queue gave nothing")
                }
                claims += figures.claim
                whole += figures.whole
                times.append(figures.time)
            }
            times.sort()
            let count = Double(messages)
            return Figures(claim: claims / count, whole: whole / count, median: times[times.count / 2])
        }
    }

    /// One message from its claim to its answer, each as a transaction of its own.
    private static func send(
        _ store: Store,
        _ terms: RouteTerms,
        _ at: inout Timestamp
    ) async throws -> (claim: Double, whole: Double, time: Double)? {
        at += .milliseconds(20)
        let (begin, clock) = (processorTime(), ContinuousClock.now)
        guard case .message(let message) = try await store.claim(terms, at: at) else { return nil }
        let claimed = processorTime()
        let time = clock.duration(to: .now)
        guard case .go = try await store.handOver(message, sequence: 1, on: terms, at: at) else { return nil }
        _ = try await store.answered(message, sequence: 1, on: terms.route, .accepted(reference: 1), at: at)
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        return (claimed - begin, processorTime() - begin, seconds)
    }

    /// Of all threads, user and system, in seconds.
    private static func processorTime() -> Double {
        var usage = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &usage)
        return Double(usage.tv_sec) + Double(usage.tv_nsec) / 1e9
    }
}

extension Double {
    fileprivate func rounded(_ places: Int) -> String { String(format: "%.\(places)f", self) }
}
