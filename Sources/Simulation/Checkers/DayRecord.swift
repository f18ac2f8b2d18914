import Campaigns
public import Storage

/// Everything that is known about a simulated day: what the network saw, and what the gateway wrote down.
public struct DayRecord: Sendable {
    public let plan: DayPlan
    let cast: DayCast
    /// The network's own record, in order.
    public let log: [NetworkLogEntry]
    let modems: [SimulatedModem]
    public let facts: DayFacts
    /// When each life of the gateway began.
    public let lives: [Duration]
    public let struck: [DayFault: Int]
    let outages: [Outage]
    /// Jobs that the scheduler ran.
    public let jobs: Int

    /// The true time of a moment of the network's record.
    func time(_ moment: Duration) -> Timestamp { SimulatedDay.start + moment }

    /// The segments that the network took, in order.
    public var accepted: [(at: Duration, segment: NetworkSegment)] {
        log.compactMap { entry in
            if case .accepted(let segment) = entry.event { (entry.at, segment) } else { nil }
        }
    }

    /// What people wrote, in order.
    public var replies: [(at: Duration, reply: NetworkReply)] {
        log.compactMap { entry in
            if case .replied(let reply) = entry.event { (entry.at, reply) } else { nil }
        }
    }

    /// Messages of which something left before a reply was known.
    public var raced: Int { facts.messages.filter(\.raced).count }

    public var halted: Int { facts.enrollments["replied", default: 0] + facts.enrollments["optedOut", default: 0] }

    /// What breaks a promise, each with its place.
    public var violations: [Violation] {
        DayChecker.all.flatMap { checker in
            checker.check(self).prefix(20).map {
                Violation(checker: checker.name, promise: checker.promise, what: $0)
            }
        }
    }
}

/// A promise of the product that a day shows to be broken.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// Who found it.
    public var checker: String
    /// The number of the promise.
    public var promise: Int
    public var what: String

    public var description: String { "promise \(promise), \(checker): \(what)" }
}

/// Looks at a whole day for one promise. Knows the product only by what it wrote down.
struct DayChecker: Sendable {
    var name: String
    var promise: Int
    var check: @Sendable (DayRecord) -> [String]

    static let all: [DayChecker] = [
        .noTalkingOver, .inboxBeforeOutbox, .nothingReceivedIsLost, .nothingIsSentTwice, .neverOutsideWindow,
        .neverOverLimits, .optOutIsGlobal, .everythingEnds, .testsReachNobody,
    ]
}
