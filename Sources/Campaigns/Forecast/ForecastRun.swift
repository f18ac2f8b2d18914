/// One campaign, lived on a virtual clock in whole minutes.
struct ForecastRun {
    /// Contacts who wait for the same step since the same minute.
    struct Cohort {
        var group: Int
        var step: Int
        var due: Int
        var contacts: Int
        /// The minutes in which they got something, the last one last, as far as they matter.
        var history: [Int] = []
        /// The route that wrote to them last, where some route may write to so many different people only.
        var route: Int?
        /// When it would be due but for what one person gets at most.
        var planned: Int?
        /// The minute from which on it is late.
        var deadline = Int.max
    }

    /// Whoever got a message in this minute, by what becomes of them.
    private struct Sent: Hashable, Comparable {
        var group: Int
        var step: Int
        var history: [Int]
        var route: Int?

        static func < (left: Sent, right: Sent) -> Bool {
            if (left.group, left.step) != (right.group, right.step) {
                return (left.group, left.step) < (right.group, right.step)
            }
            if left.history == right.history { return left.route ?? -1 < right.route ?? -1 }
            return left.history.lexicographicallyPrecedes(right.history)
        }
    }

    let input: ForecastInput
    /// Cohorts that are not due yet, a heap by ``Cohort/due``.
    private var waiting: [Cohort] = []
    private var queues: ForecastQueues
    private var routes: [ForecastLane]
    private var campaign: SlidingCounts
    private var left: (segments: Int?, budget: Int?)
    private var ledger: ForecastLedger
    /// How many were sent in this minute.
    private var sent: [Sent: Int] = [:]
    /// How many earlier messages of a contact matter.
    private let memory: Int
    /// Whether it matters by which route.
    private let knowsRoutes: Bool

    /// More minutes than this are not lived one by one: what is not through by then does not finish.
    private static let mostMinutes = 2_000_000

    init(_ input: ForecastInput) {
        self.input = input
        queues = ForecastQueues(input)
        routes = input.routes.map { ForecastLane($0, start: input.start) }
        campaign = SlidingCounts(input.definition.limits.sliding)
        left = (
            input.definition.totalSegments.map { max(0, $0 - input.usedSegments) },
            input.budget.map { max(0, $0 - input.usedBudget) }
        )
        ledger = ForecastLedger(input)
        let caps = input.clocks.flatMap(\.caps).map(\.count).max() ?? 0
        knowsRoutes = input.routes.contains { $0.months?.recipients != nil }
        memory = max(caps, knowsRoutes ? 1 : 0)
        for (index, group) in input.groups.enumerated() where group.contacts > 0 {
            let earlier = Array(group.earlier.suffix(memory))
            wait(group.contacts, of: index, for: group.step, from: 0, after: earlier, dueAt: group.dueAt)
        }
    }

    var forecast: CampaignForecast { ledger.forecast }

    mutating func live() {
        var minute = 0
        var lived = 0
        let end = CampaignForecast.longest * 1440
        while minute < end, lived < Self.mostMinutes, hasMore {
            lived += 1
            arrive(by: minute)
            send(in: minute)
            if left.segments == 0 { return giveUp(\.total) }
            if isBroke { return giveUp(\.budget) }
            minute = max(minute + 1, next(after: minute))
        }
        giveUp(\.never)
    }

    private var hasMore: Bool { !waiting.isEmpty || !queues.isEmpty || routes.contains(where: \.isBusy) }

    /// Nothing that is left can be paid. A message that has begun stays on its route.
    private var isBroke: Bool {
        guard let budget = left.budget, hasMore else { return false }
        let able = waiting.isEmpty && queues.isEmpty ? routes.filter(\.isBusy) : routes
        return able.allSatisfy { $0.price > budget }
    }

    private mutating func giveUp(_ reason: WritableKeyPath<CampaignForecast.Shortfall, Int>) {
        let contacts =
            waiting.reduce(0) { $0 + $1.contacts } + queues.contacts + routes.reduce(0) { $0 + ($1.isBusy ? 1 : 0) }
        ledger.forecast.shortfall[keyPath: reason] += contacts
    }

    // MARK: Coming due

    private mutating func arrive(by minute: Int) {
        while let first = waiting.first, first.due <= minute {
            popWaiting()
            queues.add(first)
        }
    }

    /// Lets contacts wait for a step, or finish.
    private mutating func wait(
        _ contacts: Int,
        of group: Int,
        for step: Int,
        from minute: Int,
        after history: [Int] = [],
        by route: Int? = nil,
        dueAt: Timestamp? = nil
    ) {
        let members = input.groups[group]
        var step = step
        let clock = input.clocks[members.clock]
        func due(_ step: Int, after time: Timestamp) -> Timestamp {
            input.definition.steps[step].delay.due(
                after: time,
                zone: clock.ownZones[step] ?? clock.zone,
                window: input.definition.window(ofStep: step).window
            )
        }
        var (now, dueAt) = (input.start + .seconds(60 * minute), dueAt)
        // From when a step that is left out would have been due, the next one counts.
        while step < members.segments.count, members.segments[step] == 0 {
            now = max(now, dueAt ?? due(step, after: now))
            dueAt = nil
            step += 1
        }
        guard step < members.segments.count else { return }
        let due = dueAt ?? due(step, after: now)
        if let last = input.definition.end(zone: clock.zone), due >= last {
            ledger.forecast.shortfall.lastDay += contacts
            return
        }
        let planned = max(0, Int(((due - input.start).components.seconds + 59) / 60))
        var cohort = Cohort(group: group, step: step, due: planned, contacts: contacts, history: history, route: route)
        for cap in clock.caps where history.count >= cap.count {
            cohort.due = max(cohort.due, history[history.count - cap.count] + Int((cap.seconds + 59) / 60))
        }
        if cohort.due > planned {
            cohort.planned = planned
            ledger.forecast.heldForRecipients = (ledger.forecast.heldForRecipients ?? 0) + contacts
        }
        pushWaiting(cohort)
    }

    // MARK: Sending

    private mutating func send(in minute: Int) {
        guard !queues.isEmpty || routes.contains(where: \.isBusy) else { return }
        sent.removeAll(keepingCapacity: true)
        var free = campaign.left(at: minute)
        for index in routes.indices { routes[index].begin(minute) }
        var isMoving = true
        // In turns, so that every route gets its share of a minute.
        while isMoving, free > 0, left.segments != 0 {
            isMoving = false
            for index in routes.indices where free > 0 && left.segments != 0 && routes[index].room > 0 {
                if let budget = left.budget, routes[index].price > budget { continue }
                guard routes[index].isBusy || take(for: index, in: minute) else { continue }
                isMoving = true
                free -= 1
                left.segments = left.segments.map { $0 - 1 }
                left.budget = left.budget.map { $0 - routes[index].price }
                campaign.add(1, at: minute)
                let isDone = routes[index].handOver(in: minute)
                ledger.handedOver(by: index, price: routes[index].price, minute)
                if isDone, let message = routes[index].finishMessage() { done(message, by: index, in: minute) }
            }
        }
        for (place, contacts) in sent.sorted(by: { $0.key < $1.key }) {
            let history = memory == 0 ? [] : Array((place.history + [minute]).suffix(memory))
            wait(contacts, of: place.group, for: place.step + 1, from: minute, after: history, by: place.route)
        }
    }

    private mutating func done(_ message: ForecastQueues.Message, by route: Int, in minute: Int) {
        ledger.sent(message, minute)
        let place = Sent(
            group: message.group,
            step: message.step,
            history: message.history,
            route: knowsRoutes ? route : nil
        )
        sent[place, default: 0] += 1
    }

    /// Gives a route the next message that may leave now. What is late meanwhile obeys the campaign's policy.
    private mutating func take(for route: Int, in minute: Int) -> Bool {
        guard !routes[route].isBlocked else { return false }
        let knownSince = routes[route].knownSince(in: minute)
        while let next = queues.take(in: minute, for: route, knownSince: knownSince) {
            switch next {
            case .message(let message):
                let segments = Int(input.groups[message.group].segments[message.step])
                routes[route].take(message, isKnown: message.route == route, segments: segments, in: minute)
                return true
            case .unknown:
                routes[route].block()
                return false
            case .late(let cohort):
                if input.definition.onLate == .drop {
                    ledger.forecast.shortfall.dropped += cohort.contacts
                } else {
                    ledger.forecast.shortfall.skipped += cohort.contacts
                    wait(
                        cohort.contacts,
                        of: cohort.group,
                        for: cohort.step + 1,
                        from: minute,
                        after: cohort.history,
                        by: cohort.route
                    )
                }
            case .over(let cohort):
                ledger.forecast.shortfall.lastDay += cohort.contacts
            case .never(let cohort):
                ledger.forecast.shortfall.never += cohort.contacts
            }
        }
        return false
    }

    // MARK: Leaping

    /// The next minute in which something can happen.
    private mutating func next(after minute: Int) -> Int {
        let due = waiting.first?.due ?? .max
        guard !queues.isEmpty || routes.contains(where: \.isBusy) else { return due }
        let opens = routes.contains(where: \.isBusy) ? minute + 1 : queues.opens(after: minute)
        let free = routes.map { $0.opens(after: minute) }.min() ?? .max
        return min(due, max(opens, free, campaign.opens(after: minute)))
    }

    // MARK: The heap

    private mutating func pushWaiting(_ cohort: Cohort) {
        waiting.append(cohort)
        var child = waiting.count - 1
        while child > 0, waiting[child].due < waiting[(child - 1) / 2].due {
            waiting.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func popWaiting() {
        waiting.swapAt(0, waiting.count - 1)
        waiting.removeLast()
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < waiting.count }
            guard let least = children.min(by: { waiting[$0].due < waiting[$1].due }),
                waiting[least].due < waiting[parent].due
            else { return }
            waiting.swapAt(parent, least)
            parent = least
        }
    }
}
