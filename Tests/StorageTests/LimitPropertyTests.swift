import Campaigns
import Foundation
import Synchronization
import Testing

@testable import Storage

/// No limit lets one more through in any stretch of true time: whatever is sent by whom, across restarts, restored backups,
/// and a clock that is set forwards and back. `LIMIT_SEEDS=500` tries more, `LIMIT_SEED=7` one again.
@Suite("Limits in true time")
struct LimitPropertyTests {
    static let seeds: ClosedRange<UInt64> = {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["LIMIT_SEED"].flatMap(UInt64.init) { return one...one }
        return 1...(environment["LIMIT_SEEDS"].flatMap(UInt64.init) ?? 24)
    }()

    @Test(arguments: seeds)
    func neverOneMore(seed: UInt64) async throws {
        try await Bench.withFile { folder in
            let world = World(seed: seed, folder: folder)
            for life in 0..<5 {
                let (path, backup) = (folder + "/live.db", folder + "/backup.db")
                try await Bench.run(path: path, mark: world.mark, settings: { $0.recipientLimits = World.recipients }) {
                    bench in
                    try await world.live(bench, life: life)
                    if life == 1 || life == 2 { try world.copy(path, to: backup) }
                }
                // While nobody is there, time passes and the clock may be set; then an old database may come back.
                world.rest()
                if life == 3 {
                    try world.copy(backup, to: path)
                    world.didRestore()
                }
            }
            world.check()
        }
    }
}

/// The world outside of the store: true time, a clock on the wall, and what left when.
private final class World: Sendable {
    struct Sent {
        var at: Duration
        var line: Int
        var isCampaign: Bool
        var number: String
        var message: String
        /// The first segment of its message that the person did not ask for.
        var leads: Bool
    }

    private struct State {
        var truth: Duration = .seconds(3600)
        var error: Duration = .zero
        var chance: SeededGenerator
        var sent: [Sent] = []
        var restored: Duration?
        var begun: Set<String> = []
    }

    static let recipients = RecipientLimits(
        all: [SlidingLimit(count: 1, seconds: 60), SlidingLimit(count: 3, seconds: 900)],
        campaigns: [.marketing: [SlidingLimit(count: 2, seconds: SlidingLimit.day)]]
    )

    private let state: Mutex<State>
    let seed: UInt64
    let mark: TrueMark
    let lines: [RateLimits]
    let campaign: RateLimits

    init(seed: UInt64, folder: String) {
        self.seed = seed
        var chance = SeededGenerator(seed: seed)
        func limits(_ chance: inout SeededGenerator) -> RateLimits {
            RateLimits(
                perMinute: Int.random(in: 2...6, using: &chance),
                perHour: Int.random(in: 5...14, using: &chance),
                perDay: Int.random(in: 12...40, using: &chance),
                perMonth: Bool.random(using: &chance) ? Int.random(in: 30...60, using: &chance) : nil,
                recipientsPerMonth: Bool.random(using: &chance) ? Int.random(in: 5...15, using: &chance) : nil,
                warmUp: Bool.random(using: &chance) ? WarmUp(start: 5, percent: 200) : nil,
                spacing: Int.random(in: 0...3, using: &chance)
            )
        }
        lines = [limits(&chance), limits(&chance)]
        campaign = RateLimits(perMinute: Int.random(in: 3...6, using: &chance), perHour: 15, perDay: 50)
        mark = TrueMark()
        state = Mutex(State(chance: chance))
    }

    private var now: (truth: Duration, wall: Timestamp) {
        state.withLock { ($0.truth, noon + $0.truth + $0.error) }
    }

    private func random<Value>(_ draw: (inout SeededGenerator) -> Value) -> Value {
        state.withLock { draw(&$0.chance) }
    }

    private func pass(_ time: Duration) { state.withLock { $0.truth += time } }

    /// Sets the clock. Answers by how much.
    private func setClock() -> Duration {
        let step = Duration.seconds(
            random { [-86_400 * 3, -7200, -90, -20, 25, 300, 7200, 86_400 * 20].randomElement(using: &$0) ?? 0 }
        )
        state.withLock { $0.error += step }
        return step
    }

    func live(_ bench: Bench, life: Int) async throws {
        let (truth, wall) = now
        mark.truth.withLock { $0 = truth }
        _ = try await bench.store.compareWithMark(at: wall)
        _ = try await bench.store.recover(at: wall)
        let terms = try await [0, 1].asyncMap { index in
            try await bench.line("line\(index)", limits: lines[index], at: wall)
        }
        if life == 0 {
            try await bench.campaign(
                steps: [
                    CampaignStep("Hello"), CampaignStep(String(repeating: "long ", count: 60), after: .minutes(30)),
                ],
                contacts: 1...25,
                limits: campaign,
                at: wall
            ) {
                $0.category = .marketing
                $0.breakers = .off
            }
        } else if try await bench.campaignState() == "paused" {
            try await bench.store.change(campaign: "news", .resume, at: wall)
        }
        for _ in 0..<50 {
            if random({ Int.random(in: 0..<12, using: &$0) }) == 0 {
                let step = setClock()
                bench.store.clockStepped(by: step)
            }
            if random({ Int.random(in: 0..<3, using: &$0) }) == 0 {
                let long = random { Bool.random(using: &$0) }
                let text = long ? String(repeating: "longer ", count: 50) : "Short"
                let person = random { Int.random(in: 1...40, using: &$0) }
                try await bench.enqueue(text, to: person, at: now.wall)
            }
            _ = try await bench.store.plan(at: now.wall)
            try await send(bench, random { Int.random(in: 0...1, using: &$0) }, terms)
            let pause = random { Int.random(in: 0...25_000, using: &$0) }
            pass(.milliseconds(pause))
            switch random({ Int.random(in: 0..<25, using: &$0) }) {
            case 0: pass(.seconds(3700))
            case 1: pass(.seconds(86_400))
            default: break
            }
        }
    }

    private func send(_ bench: Bench, _ line: Int, _ terms: [RouteTerms]) async throws {
        guard let message = try await bench.claim(terms[line], at: now.wall) else { return }
        let key = "\(message.id)"
        for sequence in message.pending {
            let (truth, wall) = now
            mark.truth.withLock { $0 = truth }
            guard case .go = try await bench.store.handOver(message, sequence: sequence, on: terms[line], at: wall)
            else {
                return
            }
            state.withLock { state in
                let leads = state.begun.insert(key).inserted
                state.sent.append(
                    Sent(
                        at: truth,
                        line: line,
                        isCampaign: message.origin == .campaign,
                        number: message.number.e164,
                        message: key,
                        leads: leads
                    )
                )
            }
            pass(.milliseconds(random { Int.random(in: 100...4000, using: &$0) }))
            let accepted = SegmentAnswer.accepted(reference: 1)
            _ = try await bench.store.answered(
                message,
                sequence: sequence,
                on: terms[line].route,
                accepted,
                at: now.wall
            )
        }
    }

    /// The daemon is away.
    func rest() {
        pass(.seconds(random { [2, 30, 600, 4000].randomElement(using: &$0) ?? 0 }))
        if random({ Bool.random(using: &$0) }) { _ = setClock() }
    }

    func copy(_ source: String, to target: String) throws {
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: target + ending)
            if FileManager.default.fileExists(atPath: source + ending) {
                try FileManager.default.copyItem(atPath: source + ending, toPath: target + ending)
            }
        }
    }

    /// The database does not know any more who got what: neither do ids of messages mean the same.
    func didRestore() {
        state.withLock { state in
            state.restored = state.truth
            state.begun = []
            for index in state.sent.indices { state.sent[index].message = "before \(state.sent[index].message)" }
        }
    }

    // MARK: Judging

    func check() {
        let (sent, restored) = state.withLock { ($0.sent, $0.restored) }
        #expect(sent.count > 40, "seed \(seed): only \(sent.count) segments left")
        for line in 0...1 {
            let own = sent.filter { $0.line == line }
            for limit in lines[line].sliding { within(limit, own.map(\.at), "line \(line)") }
            if let warmUp = lines[line].warmUp { check(warmUp, lines[line], own.map(\.at), line) }
            if let most = lines[line].recipientsPerMonth { recipients(most, own, restored, line) }
        }
        let campaigns = sent.filter(\.isCampaign)
        for limit in campaign.sliding { within(limit, campaigns.map(\.at), "campaign") }
        // Who got what after the backup is forgotten: what each person gets is judged before and after.
        for part in [sent.filter { $0.at < restored ?? .zero }, sent.filter { $0.at >= restored ?? .zero }] {
            for (number, own) in Dictionary(grouping: part.filter(\.leads), by: \.number) {
                for limit in Self.recipients.all { within(limit, own.map(\.at), number) }
                let marketing = own.filter(\.isCampaign).map(\.at)
                for limit in Self.recipients.campaigns[.marketing] ?? [] { within(limit, marketing, number) }
            }
        }
    }

    private func within(_ limit: SlidingLimit, _ times: [Duration], _ what: String) {
        for (first, last) in zip(times, times.dropFirst(limit.count)) where last - first <= .seconds(limit.seconds) {
            Issue.record("seed \(seed), \(what): \(limit.count + 1) within \(last - first), \(limit)")
            return
        }
    }

    private func check(_ warmUp: WarmUp, _ limits: RateLimits, _ times: [Duration], _ line: Int) {
        guard let first = times.first else { return }
        for (index, last) in times.enumerated() {
            let day = Int((last - first).components.seconds / SlidingLimit.day)
            let cap = warmUp.cap(onDay: day, most: limits.perDay)
            let count = times[...index].count { last - $0 <= .seconds(SlidingLimit.day) }
            #expect(count <= cap, "seed \(seed), line \(line): \(count) on day \(day) of the warm-up, \(cap) allowed")
        }
    }

    private func recipients(_ most: Int, _ sent: [Sent], _ restored: Duration?, _ line: Int) {
        for (index, last) in sent.enumerated() {
            let stretch = sent[...index].filter { last.at - $0.at <= .seconds(SlidingLimit.month) }
            let people = Set(stretch.map(\.number)).count
            guard people > most else { continue }
            Issue.record("seed \(seed), line \(line): \(people) recipients in 30 days, \(most) allowed")
            return
        }
    }
}

/// A mark whose age is told by true time, as that of one machine that was never started anew.
private final class TrueMark: MarkKeeper {
    let truth = Mutex<Duration>(.zero)
    private let mark = Mutex<(HighWaterMark, Duration)?>(nil)

    func read() -> FoundMark? {
        let now = truth.withLock(\.self)
        return mark.withLock { $0.map { FoundMark(mark: $0.0, age: now - $0.1, uptime: $0.1) } }
    }

    func write(_ mark: HighWaterMark) {
        let now = truth.withLock(\.self)
        self.mark.withLock { $0 = (mark, now) }
    }

    func sync() {}
}

extension Array {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
