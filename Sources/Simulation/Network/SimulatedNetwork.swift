import SMS

/// The service center and the people behind it, as a value. Randomness comes from its seed alone, time from outside.
public struct SimulatedNetwork: Sendable {
    /// Times and chances.
    public struct Settings: Sendable, Hashable {
        /// From the end of the PDU to the answer of the network.
        public var acceptance: ClosedRange<Duration> = .seconds(1)...(.seconds(3))
        /// From there to the recipient's phone.
        public var delivery: ClosedRange<Duration> = .seconds(2)...(.seconds(6))
        /// From there to the status report at our line.
        public var report: ClosedRange<Duration> = .seconds(1)...(.seconds(5))
        /// From a person's pressing "send" to our line.
        public var reply: ClosedRange<Duration> = .seconds(2)...(.seconds(5))
        /// How long an undeliverable message waits for the next try.
        public var retry: Duration = .seconds(30)
        /// Chance, 0 to 1, that an accepted message is lost.
        public var loss = 0.0
        /// Chance, 0 to 1, that a report is lost.
        public var reportLoss = 0.0
        /// Chance, 0 to 1, that a part for us is delivered twice.
        public var duplicates = 0.0
        /// Seconds since 1970 at the start, for the time stamps of the service center.
        public var startsAt: Int64 = 1_767_225_600
        /// Quarters of an hour that its clock is ahead of UTC.
        public var quarterHours = 4

        public init() {}
    }

    /// What happens to the network.
    public enum Event: Sendable, Hashable {
        case submission(line: String, submission: Int, reference: Int, pdu: String)
        case stored(delivery: Int, storage: String, index: Int)
        case routed(delivery: Int)
        case undeliverable(delivery: Int)
        case deleted(delivery: Int, storage: String, index: Int)
        /// The line with this IMSI can be reached.
        case reachable(line: String)
        case timer
    }

    /// What the network does, in order.
    public enum Action: Sendable, Hashable {
        case submitResult(line: String, submission: Int, SimulatedModem.Outcome)
        case deliver(line: String, delivery: Int, pdu: String, tpduLength: Int)
        case report(line: String, delivery: Int, pdu: String, tpduLength: Int)
    }

    enum Due: Sendable {
        case result(line: String, submission: Int, SimulatedModem.Outcome)
        case arrival(NetworkSegment, submittedAt: Duration, wantsReport: Bool)
        case delivery(Int)
        case writing(from: String, line: String, text: String, pause: Duration)
    }

    struct Delivery: Sendable {
        enum Content: Sendable {
            case part(reply: Int, part: Int)
            case report(recipient: String, reference: Int, status: UInt8)
        }

        var line: String
        var content: Content
        var pdu: String
        var tpduLength: Int
        /// True from the moment a modem has it.
        var isDone = false
    }

    /// Parts of a message that a person holds so far.
    struct Inbox: Sendable {
        var recipient: String
        var line: String
        var concatenation: Int
        var parts: [NetworkSegment]
    }

    struct Timed: Sendable {
        var at: Duration
        var due: Due
    }

    public var settings: Settings
    /// The truth, in the order in which it happened. Grows without bound.
    public private(set) var log: [NetworkLogEntry] = []
    public private(set) var people: [SimulatedPerson] = []
    private var positions: [String: Int] = [:]
    var random: SeededGenerator
    /// Numbers of our lines, by IMSI.
    var lines: [(imsi: String, number: String)] = []
    var faults: [(line: String?, fault: SubmissionFault)] = []
    /// Sorted by time; equal times in the order of their making.
    var agenda: [Timed] = []
    var deliveries: [Delivery] = []
    var inboxes: [Inbox] = []
    /// Whole messages that each person has received.
    var received: [String: Int] = [:]
    var replies = 0
    var duplicatesLeft = 0
    var nextConcatenation = 0

    public init(seed: UInt64, settings: Settings = Settings()) {
        self.settings = settings
        random = SeededGenerator(seed: seed)
    }

    /// Makes one of our lines known: its IMSI and its number. A second time with the same IMSI changes nothing.
    public mutating func add(line imsi: String, number: String) {
        guard !lines.contains(where: { $0.imsi == imsi }) else { return }
        lines.append((imsi, number))
    }

    /// Adds a person, or changes the behaviour of the one with that number.
    public mutating func add(_ person: SimulatedPerson) {
        if let position = positions[person.number] {
            people[position] = person
        } else {
            positions[person.number] = people.count
            people.append(person)
        }
    }

    /// The person with this number.
    public func person(_ number: String) -> SimulatedPerson? {
        positions[number].map { people[$0] }
    }

    /// The next submissions of `line` (its IMSI; nil: of any line) meet these faults, one each.
    public mutating func add(_ faults: [SubmissionFault], line: String? = nil) {
        for fault in faults { self.faults.append((line, fault)) }
    }

    /// So many of the next parts for us are delivered twice.
    public mutating func duplicateNext(_ count: Int) {
        duplicatesLeft += count
    }

    /// Somebody writes to one of our lines (its number) at a time, unasked.
    public mutating func write(
        from sender: String,
        to number: String,
        text: String,
        at time: Duration,
        pause: Duration = .zero
    ) {
        guard let line = lines.first(where: { $0.number == number }) else { return }
        schedule(.writing(from: sender, line: line.imsi, text: text, pause: pause), at: time)
    }

    /// When the next `timer` is due; nil while nothing is on its way.
    public var deadline: Duration? { agenda.first?.at }

    /// Takes one event and says what the network does.
    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        var actions: [Action] = []
        switch event {
        case .submission(let line, let submission, let reference, let pdu):
            submitted(line, submission, reference, pdu, at: now)
        case .timer:
            while let first = agenda.first, first.at <= now {
                agenda.removeFirst()
                perform(first.due, at: now, &actions)
            }
        case .stored(let delivery, let storage, let index):
            guard let done = finish(delivery, at: now) else { break }
            if case .part(let reply, let part) = done.content {
                record(.stored(reply: reply, part: part, line: done.line, storage: storage, index: index), at: now)
            }
        case .routed(let delivery):
            guard let done = finish(delivery, at: now) else { break }
            if case .part(let reply, let part) = done.content {
                record(.routed(reply: reply, part: part, line: done.line), at: now)
            }
        case .undeliverable(let delivery): schedule(.delivery(delivery), at: now + settings.retry)
        case .deleted(let delivery, let storage, let index):
            guard deliveries.indices.contains(delivery) else { break }
            let content = deliveries[delivery]
            if case .part(let reply, let part) = content.content {
                record(
                    .deleted(reply: reply, part: part, line: content.line, storage: storage, index: index),
                    at: now
                )
            }
        case .reachable(let line): hurry(line, at: now)
        }
        return actions
    }

    mutating func record(_ event: NetworkLogEvent, at now: Duration) {
        log.append(NetworkLogEntry(at: now, event: event))
    }

    mutating func schedule(_ due: Due, at time: Duration) {
        var low = 0
        var high = agenda.count
        while low < high {
            let middle = (low + high) / 2
            if agenda[middle].at <= time { low = middle + 1 } else { high = middle }
        }
        agenda.insert(Timed(at: time, due: due), at: low)
    }

    private mutating func finish(_ delivery: Int, at now: Duration) -> Delivery? {
        guard deliveries.indices.contains(delivery) else { return nil }
        deliveries[delivery].isDone = true
        if case .report(let recipient, let reference, let status) = deliveries[delivery].content {
            record(
                .reported(
                    line: deliveries[delivery].line,
                    recipient: recipient,
                    reference: reference,
                    status: status
                ),
                at: now
            )
        }
        return deliveries[delivery]
    }

    /// What waits for a line is tried at once.
    private mutating func hurry(_ line: String, at now: Duration) {
        var kept: [Timed] = []
        var hurried: [Timed] = []
        for timed in agenda {
            if case .delivery(let delivery) = timed.due, deliveries[delivery].line == line, timed.at > now {
                hurried.append(Timed(at: now, due: timed.due))
            } else {
                kept.append(timed)
            }
        }
        agenda = kept
        for timed in hurried { schedule(timed.due, at: timed.at) }
    }

    func stamp(_ time: Duration) -> ServiceCentreTime {
        ServiceCentreTime(
            unixSeconds: settings.startsAt + time.components.seconds,
            quarterHours: settings.quarterHours
        )
    }
}
