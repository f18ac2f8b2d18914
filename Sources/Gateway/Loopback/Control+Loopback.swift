import Campaigns
import Modems
public import Storage

/// Tests that were begun together, as they stand at a moment.
public struct LoopbackReport: Hashable, Sendable, Codable {
    public var tests: [LoopbackView]
    /// Nothing is waited for any more.
    public var isOver: Bool

    public init(tests: [LoopbackView]) {
        self.tests = tests
        isOver = tests.allSatisfy(\.isConcluded)
    }

    /// Every test that was sent came to the line that it was for, and no line was left out.
    public var isGood: Bool {
        isOver && !tests.isEmpty && tests.allSatisfy { $0.outcome == .arrived && $0.blame == nil }
    }
}

extension Control {
    /// Tests of our lines with each other, the newest first; of one line, or of all (`nil`).
    public func loopbacks(
        of modem: String? = nil,
        round: Int64? = nil,
        before: Int64? = nil,
        limit: Int = 50
    ) async throws(ControlProblem) -> [LoopbackView] {
        try await stored { () async throws(StorageError) in
            try await core.store.loopbacks(of: modem, round: round, before: before, limit: limit)
        }
    }

    /// Tells how a round goes until it is over. It goes on also where nobody listens any more.
    public func followLoopback(_ round: Int64, _ tell: (LoopbackReport) async throws -> Void) async throws {
        var last: LoopbackReport?
        while !Task.isCancelled {
            let seen = core.bells.loopbacks.count
            let tests = try await loopbacks(round: round, limit: 1000)
            let report = LoopbackReport(tests: tests.sorted { $0.id < $1.id })
            if report != last { try await tell(report) }
            last = report
            if report.isOver { return }
            // What is accepted rings no bell of its own.
            await core.bells.loopbacks.wait(since: seen, atMost: .seconds(5), core.timers)
        }
    }

    /// Has every line that is ready write to the next one, or what proves one line alone. Returns the round.
    public func beginLoopback(_ modem: String?) async throws(ControlProblem) -> Int64 {
        let members = try await stored { () async throws(StorageError) in try await core.loopbackMembers() }
        let ring = LoopbackRing(members.map(\.member))
        var (pairs, unnumbered) = (ring.pairs, ring.unnumbered.map(\.id))
        var cause = Loopback.Cause.command
        if let modem {
            let handle = try handle(of: modem)
            if let line = members.first(where: { $0.handle == handle })?.member {
                pairs = ring.pairs(about: line.id)
                unnumbered = line.hasNumber ? [] : [line.id]
            } else if let route = core.roster.route(of: handle), case .out = core.upkeep.standing(of: route) {
                let numbers = try await stored { () async throws(StorageError) in try await core.store.ownNumbers() }
                pairs = LoopbackRing.pairs(
                    returning: route,
                    hasNumber: numbers[route] != nil,
                    among: members.map(\.member)
                )
                (unnumbered, cause) = ([], .return)
            } else {
                let view = view(of: handle)
                let state = view.map { "\($0.state)\($0.reason.map { ": " + $0 } ?? "")" } ?? "absent"
                throw .conflict("\(modem) cannot be tested now: it is \(state)")
            }
        } else if members.isEmpty {
            throw .unavailable("no line is ready: see `smsbridge modem list`")
        }
        guard !pairs.isEmpty else {
            throw .conflict(
                "no line's own number is known, so nobody can be written to: give it as number: of a modem in the configuration"
            )
        }
        let (tests, skipped, why) = (pairs, unnumbered, cause)
        let round = try await stored { () async throws(StorageError) in
            try await core.begin(tests, unnumbered: skipped, why, at: now)
        }
        guard let round else { throw .unavailable("no test could be begun") }
        return round
    }

    /// A technician's test by a borrowed modem. What comes back is read by the line itself, as everything that comes in.
    func loopback(
        _ technician: Technician,
        of route: RouteID?,
        _ number: String?
    ) async throws(ControlProblem) -> LoopbackTest {
        let (token, begun) = (core.loopbackToken(), now)
        let id = try await stored { () async throws(StorageError) in
            try await core.store.expect(token: token, from: route, at: begun)
        }
        let clock = core.surroundings.clock
        let test = try await technician.loopback(to: number, token: token, clock: clock) {
            rest async throws(ControlProblem) in
            let stopwatch = Stopwatch(clock)
            while !Task.isCancelled {
                let seen = core.bells.loopbacks.count
                let tests = try await stored { () async throws(StorageError) in
                    try await core.store.loopbacks(ofRound: id)
                }
                if tests.contains(where: { $0.arrivedAt != nil }) { return true }
                let left = rest - stopwatch.elapsed
                guard left > .zero else { return false }
                await core.bells.loopbacks.wait(since: seen, atMost: left, core.timers)
            }
            return false
        }
        let outcome: Loopback.Outcome =
            test.isGood ? .arrived : test.acceptedAfter == nil ? .unsent : .lost
        try await stored { () async throws(StorageError) in
            try await core.store.finish(
                id,
                handedOverAt: test.acceptedAfter == nil ? nil : begun,
                acceptedAt: test.acceptedAfter.map { begun + .milliseconds(Int($0 * 1000)) },
                outcome,
                reason: test.problem
            )
        }
        return test
    }
}
