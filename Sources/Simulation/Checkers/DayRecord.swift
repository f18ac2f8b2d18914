import Campaigns
public import Storage

/// Everything that is known about a simulated run: what the network saw, and what the gateway wrote down.
public struct DayRecord: Sendable {
    public let plan: DayPlan
    let cast: DayCast
    /// The network's own record, in order.
    public let log: [NetworkLogEntry]
    let modems: [SimulatedModem]
    public let facts: DayFacts
    /// What the product shows of it.
    let figures: DayFigures
    /// When each life of the gateway began.
    public let lives: [Duration]
    /// When each but the last was ended by a kill.
    let deaths: [Duration]
    let strikes: [Strike]
    let outages: [Outage]
    /// Where modems were.
    let placings: [PortBoard.Placing]
    /// What was odd about octets that were written and lines that were logged.
    let oddities: [String]
    /// Jobs that the scheduler ran, and commits of the database.
    public let jobs: Int
    public let commits: Int
    let index: DayIndex

    init(
        plan: DayPlan,
        cast: DayCast,
        log: [NetworkLogEntry],
        modems: [SimulatedModem],
        facts: DayFacts,
        figures: DayFigures,
        lives: [Duration],
        deaths: [Duration],
        strikes: [Strike],
        outages: [Outage],
        placings: [PortBoard.Placing],
        oddities: [String],
        jobs: Int,
        commits: Int
    ) {
        self.plan = plan
        self.cast = cast
        self.log = log
        self.modems = modems
        self.facts = facts
        self.figures = figures
        self.lives = lives
        self.deaths = deaths
        self.strikes = strikes
        self.outages = outages
        self.placings = placings
        self.oddities = oddities
        self.jobs = jobs
        self.commits = commits
        index = DayIndex(log: log, facts: facts, script: cast.script)
    }

    /// The gateway went round in a loop, and the run was ended before its time.
    public var isEndless: Bool { jobs > script.mostJobs }

    var script: DayScript { cast.script }

    /// The true time of a moment of the network's record.
    func time(_ moment: Duration) -> Timestamp { script.start + moment }

    /// The segments that the network took, in order.
    public var accepted: [(at: Duration, segment: NetworkSegment)] { index.taken.map { ($0.at, $0.segment) } }

    /// What people wrote, in order.
    public var replies: [(at: Duration, reply: NetworkReply)] {
        log.compactMap { entry in
            if case .replied(let reply) = entry.event { (entry.at, reply) } else { nil }
        }
    }

    /// How often each kind of fault struck.
    public var struck: [DayFault: Int] { strikes.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 } }

    /// Messages of which something left before a reply was known.
    public var raced: Int { facts.messages.count(where: \.raced) }

    /// Enrollments by state.
    public var enrollments: [String: Int] { facts.enrollments.reduce(into: [:]) { $0[$1.state, default: 0] += 1 } }

    public var halted: Int { enrollments["replied", default: 0] + enrollments["optedOut", default: 0] }

    /// What breaks a promise, each with its place.
    public var violations: [Violation] {
        DayChecker.all.flatMap { checker in
            checker.check(self).prefix(20).map {
                Violation(checker: checker.name, promise: checker.promise, what: $0)
            }
        }
    }
}

/// What the product shows at the end, for people and programs.
struct DayFigures: Sendable {
    var campaigns: [CampaignView]
    var queued: Int
    /// Segments by line, in the last 24 hours.
    var sentToday: [String: Int]
    var at: Timestamp
}

/// A promise of the product that a run shows to be broken.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// Who found it.
    public var checker: String
    /// The number of the promise.
    public var promise: Int
    public var what: String

    public var description: String { "promise \(promise), \(checker): \(what)" }
}
