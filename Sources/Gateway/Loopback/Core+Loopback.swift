import Campaigns
import Modems
import Storage

extension Core {
    /// A line that can take part in a loopback now.
    struct LoopbackLine: Sendable {
        var member: LoopbackMember
        var handle: String
    }

    /// The lines that send now and whose number is known, or known not to be.
    func loopbackMembers() async throws(StorageError) -> [LoopbackLine] {
        let ready = roster.ready.filter { loopbacks.isIntroduced($0.route) }
        guard !ready.isEmpty else { return [] }
        let numbers = try await store.ownNumbers()
        return ready.map { line in
            LoopbackLine(
                member: LoopbackMember(id: line.route, name: line.name, hasNumber: numbers[line.route] != nil),
                handle: line.handle
            )
        }
    }

    /// Queues tests. Returns the id of their round.
    func begin(
        _ pairs: [LoopbackPair],
        unnumbered: [RouteID] = [],
        _ cause: Loopback.Cause,
        following round: Int64? = nil,
        at now: Timestamp
    ) async throws(StorageError) -> Int64? {
        let numbers = try await store.ownNumbers()
        var tests: [NewLoopback] = []
        for pair in pairs {
            guard let number = numbers[pair.to] else { continue }
            tests.append(NewLoopback(token: loopbackToken(), sender: pair.from, receiver: pair.to, number: number))
        }
        let id = try await store.begin(
            tests,
            unnumbered: unnumbered,
            cause,
            following: round,
            deadline: loopbacks.settings.deadline(at: now),
            at: now
        )
        bells.queue.ring()
        // They have a deadline.
        bells.plan.ring()
        bells.loopbacks.ring()
        return id
    }

    /// Eight digits, by chance.
    func loopbackToken() -> String {
        let number = Int(surroundings.random.fraction() * 90_000_000)
        return "\(10_000_000 + min(max(number, 0), 89_999_999))"
    }
}
