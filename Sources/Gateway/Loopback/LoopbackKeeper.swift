import Campaigns
import Logging
import Modems
import Storage

/// Has our lines write to each other when it is time, and tells what that shows: alarms, and who leaves the rotation.
struct LoopbackKeeper: Sendable {
    let core: Core

    /// What it knows beside the tables.
    private struct Memory {
        /// Since when lines have been there without a break.
        var since: [RouteID: Timestamp] = [:]
        var hasLooked = false
        var lastRound: Timestamp?
        /// Lines that have sent a test since then.
        var senders: Set<RouteID> = []
        /// What the log said last of each line.
        var said: [RouteID: LoopbackVerdict] = [:]
    }

    /// Nothing of it hurries.
    private static let shortest: Duration = .milliseconds(100)

    func run() async {
        var memory = Memory()
        while !Task.isCancelled {
            let seen = (core.bells.loopbacks.count, core.roster.changes.count)
            var wait: Duration?
            do {
                wait = try await step(&memory)
            } catch StorageError.closed {
                return
            } catch {
                core.surroundings.logger.error("loopbacks: \(error)")
                wait = .seconds(5)
            }
            await Waiter.wait(
                on: [(core.bells.loopbacks, seen.0), (core.roster.changes, seen.1)],
                atMost: wait.map { (max($0, Self.shortest), core.timers) }
            )
        }
    }

    /// Does what is due now. Returns how long nothing changes by time alone; `nil`: never.
    private func step(_ memory: inout Memory) async throws(StorageError) -> Duration? {
        let now = core.surroundings.now
        let members = try await core.loopbackMembers()
        memory.since = members.reduce(into: [:]) { $0[$1.member.id] = memory.since[$1.member.id] ?? now }
        let open = try await core.store.openLoopbacks()
        var next: [Timestamp] = []
        for round in open.map(\.round).reduce(into: [Int64](), { if !$0.contains($1) { $0.append($1) } }) {
            if let time = try await review(round, members.map(\.member), &memory, at: now) { next.append(time) }
        }
        let left = open.isEmpty ? [] : try await core.store.openLoopbacks()
        var checking = Set(left.filter { $0.cause == .return }.flatMap(\.lines))
        for route in core.loopbacks.wishes {
            if checking.insert(route).inserted { try await check(route, members, at: now) }
            core.loopbacks.fulfil(route)
        }
        core.loopbacks.setChecking(checking)
        if left.allSatisfy({ $0.cause == .return }), let time = try await begin(&memory, members, at: now) {
            next.append(time)
        }
        return next.min().map { $0 - now }
    }

    // MARK: Looking at what came back

    /// Looks at one round and does what follows. Returns when time changes something.
    private func review(
        _ id: Int64,
        _ members: [LoopbackMember],
        _ memory: inout Memory,
        at now: Timestamp
    ) async throws(StorageError) -> Timestamp? {
        let settings = core.loopbacks.settings
        let tests = try await core.store.loopbacks(ofRound: id)
        let since = memory.since
        let round = LoopbackRound(tests, within: settings.within, at: now) { since[$0] }
        let names = try await core.store.routeNames()
        let findings = round.findings { names[$0] ?? "a line" }
        guard !findings.isEmpty, let first = tests.first else { return round.next }
        // Before they are concluded: after a kill between, what follows is found again.
        let isRecent = now - first.createdAt <= settings.sending + settings.within * 3
        if isRecent, first.cause != .return {
            let followUps = round.followUps(among: members)
            try await send(followUps, first.cause, following: id, at: now)
        }
        try await core.store.conclude(findings)
        if first.cause == .return {
            if let verdict = round.verdict, let line = first.sender { tell(line, verdict) }
        }
        for line in round.lines {
            guard let verdict = round.review.verdict(on: line), isRecent || verdict == .works else { continue }
            show(verdict, of: line, isCheck: first.cause == .return, names, &memory)
        }
        // A follow-up has its own time.
        core.bells.loopbacks.ring()
        return round.next
    }

    private func show(
        _ verdict: LoopbackVerdict,
        of line: RouteID,
        isCheck: Bool,
        _ names: [RouteID: String],
        _ memory: inout Memory
    ) {
        let words = verdict.words(within: core.loopbacks.settings.within, line: line) { names[$0] ?? "a line" }
        let name = names[line] ?? "a line"
        if memory.said.updateValue(verdict, forKey: line) != verdict {
            if let words {
                core.surroundings.logger.warning("loopback: \(name): \(words)")
            } else {
                core.surroundings.logger.info("loopback: \(name) sends and receives")
            }
        }
        if let handle = core.roster.servant(of: line) { core.alarms.set(.loopbackFailed, of: handle, words) }
        guard !isCheck else { return }
        if let words, verdict.isProven { tell(line, .proven(words)) }
        // What came late is a passed test, too.
        if verdict == .works, case .out(let outage) = core.upkeep.standing(of: line), outage.isByLoopback {
            tell(line, .checked(objection: nil, loopback: true))
        }
    }

    private func tell(_ line: RouteID, _ event: Rotation.Event) {
        core.loopbacks.tell(line, event)
        core.bells.queue.ring()
    }

    // MARK: Sending

    private func send(
        _ pairs: [LoopbackPair],
        _ cause: Loopback.Cause,
        following round: Int64,
        at now: Timestamp
    ) async throws(StorageError) {
        guard !pairs.isEmpty else { return }
        _ = try await core.begin(pairs, cause, following: round, at: now)
    }

    /// Proves a line that is out of rotation: another line writes to it and it to the other; itself where there is no other.
    private func check(_ route: RouteID, _ members: [Core.LoopbackLine], at now: Timestamp) async throws(StorageError) {
        let hasNumber = try await core.store.ownNumbers()[route] != nil
        let pairs = LoopbackRing.pairs(returning: route, hasNumber: hasNumber, among: members.map(\.member))
        guard !pairs.isEmpty else {
            // Nobody can write to it: the next message decides.
            return tell(route, .checked(objection: nil, loopback: nil))
        }
        _ = try await core.begin(pairs, .return, at: now)
    }

    /// Begins what the schedule has for now. Returns when it has something next.
    private func begin(
        _ memory: inout Memory,
        _ members: [Core.LoopbackLine],
        at now: Timestamp
    ) async throws(StorageError) -> Timestamp? {
        let settings = core.loopbacks.settings
        guard settings.every != nil else { return nil }
        if !memory.hasLooked {
            let last = try await core.store.lastLoopbackRound()
            (memory.lastRound, memory.senders, memory.hasLooked) = (last?.at, Set(last?.senders ?? []), true)
        }
        // Somebody who comes is noticed.
        guard !members.isEmpty, let due = settings.next(after: memory.lastRound, at: now) else { return nil }
        let ring = LoopbackRing(members.map(\.member))
        let newcomer = ring.members.first { !memory.senders.contains($0.id) }
        guard due <= now || newcomer != nil else { return due }
        // Everybody who is about to be there takes part, and what came in is read first.
        guard core.gate.campaignsMayLeave().allowed, members.count == core.roster.ready.count,
            !core.roster.modems.contains(where: { $0.state == "starting" })
        else { return now + .seconds(30) }
        if due <= now {
            _ = try await core.begin(ring.pairs, unnumbered: ring.unnumbered.map(\.id), .schedule, at: now)
            (memory.lastRound, memory.senders) = (now, Set(ring.members.map(\.id)))
        } else if let newcomer {
            guard settings.window.isOpen(at: now, zone: settings.zone) else {
                return settings.window.nextOpening(from: now, zone: settings.zone).map { min($0, due) } ?? due
            }
            let unnumbered = newcomer.hasNumber ? [] : [newcomer.id]
            _ = try await core.begin(ring.pairs(about: newcomer.id), unnumbered: unnumbered, .newcomer, at: now)
            memory.senders.insert(newcomer.id)
        }
        return settings.next(after: memory.lastRound, at: now)
    }
}

extension LoopbackRing {
    /// What proves that a line works again.
    static func pairs(returning line: Int64, hasNumber: Bool, among members: [LoopbackMember]) -> [LoopbackPair] {
        let ring = LoopbackRing(members.filter { $0.id != line })
        guard let other = ring.members.first(where: \.hasNumber) ?? ring.members.first else {
            return hasNumber ? [LoopbackPair(from: line, to: line)] : []
        }
        var pairs: [LoopbackPair] = []
        if other.hasNumber { pairs.append(LoopbackPair(from: line, to: other.id)) }
        if hasNumber { pairs.append(LoopbackPair(from: other.id, to: line)) }
        return pairs
    }
}

extension Loopback {
    fileprivate var lines: [RouteID] { [sender, receiver].compactMap(\.self) }
}
