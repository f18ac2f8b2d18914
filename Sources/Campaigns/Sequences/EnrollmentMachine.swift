/// What happened to an enrollment.
public enum EnrollmentEvent: Hashable, Sendable {
    case started
    /// The time that ``EnrollmentAction/wait(step:until:)`` named has come.
    case stepDue
    /// All segments of the queued step were accepted, or one of them is uncertain, which is never sent again.
    case stepSent
    /// The queued step was given up. `permanent` when the number cannot be reached by anyone.
    case stepFailed(permanent: Bool)
    /// The contact lacks a field that the step's text needs.
    case fieldMissing
    case replied
    case optedOut
    /// What the campaign is for has been reached.
    case goalReached
    /// Somebody outside asked that the campaign stop for this number.
    case stopped
    /// The step's message waited in the queue until it was late.
    case stepLate
    /// The campaign may send nothing more, to anybody.
    case campaignOver(EnrollmentEnd)
    /// The campaign says something else from now on. When the step is due is counted anew, from `since`.
    case edited(since: Timestamp)
    /// The consent ended or was revoked.
    case consentEnded
    case paused
    case resumed
    case cancelled
    /// The message before the step that waits for it was reported as delivered, or as not.
    case delivered
    case undelivered
    /// It failed, or an automatic reply ended it, and it goes on with this step, from 0: after its delay, `anew`, or now.
    case putBack(step: Int, anew: Bool)
}

/// What is to be done about it.
public enum EnrollmentAction: Hashable, Sendable {
    /// Send ``EnrollmentEvent/stepDue`` at that time.
    case wait(step: Int, until: Timestamp)
    /// Look whether the message before the step was delivered, and send ``EnrollmentEvent/delivered`` or
    /// ``EnrollmentEvent/undelivered`` once that is known; ``EnrollmentEvent/stepDue`` where it is not by `until`.
    case awaitDelivery(step: Int, until: Timestamp)
    /// Put the message of the step into the queue.
    case queue(step: Int, notBefore: Timestamp)
    /// Take back what is queued and not handed over.
    case takeBack
    /// Nothing more will be sent. The state is final.
    case end(EnrollmentState, EnrollmentEnd)
}

/// Why an enrollment ended.
public enum EnrollmentEnd: String, Sendable, Codable, CaseIterable {
    case lastStep, reply, optOut, consent, failure, lastDay, total, late, cancelled, goal, stopped
    case undelivered, noReport

    /// For people.
    public var meaning: String {
        switch self {
        case .lastStep: "every step was sent"
        case .reply: "the person replied"
        case .optOut: "opted out"
        case .consent: "the consent ended"
        case .failure: "a step failed"
        case .lastDay: "the campaign's last day came"
        case .total: "the campaign's total is used up"
        case .late: "a step was late"
        case .cancelled: "the campaign was cancelled"
        case .goal: "the goal was reached"
        case .stopped: "stopped from outside"
        case .undelivered: "the message before the step was not delivered"
        case .noReport: "no report came that the message before the step was delivered"
        }
    }
}

/// One contact's way through one campaign: which step is due when, and what ends it.
public struct EnrollmentMachine: Hashable, Sendable {
    /// Where it stands, as it is stored.
    public struct Position: Hashable, Sendable, Codable {
        public var state: EnrollmentState
        /// The step that is waited for or queued, from 0.
        public var step: Int
        public var dueAt: Timestamp?
        /// Whether the step is in the queue.
        public var isQueued: Bool
        /// Whether the step waits for the delivery of the message before it, until `dueAt` at the latest.
        public var awaitsDelivery: Bool
        public var end: EnrollmentEnd?

        public init(
            state: EnrollmentState = .pending,
            step: Int = 0,
            dueAt: Timestamp? = nil,
            isQueued: Bool = false,
            awaitsDelivery: Bool = false,
            end: EnrollmentEnd? = nil
        ) {
            self.state = state
            self.step = step
            self.dueAt = dueAt
            self.isQueued = isQueued
            self.awaitsDelivery = awaitsDelivery
            self.end = end
        }
    }

    public private(set) var position: Position
    private let definition: CampaignDefinition
    /// The recipient's zone, in which days are counted.
    private let zone: ZoneRules
    /// By step, where its window is read on another clock.
    private let ownZones: [Int: ZoneRules]

    public init(
        definition: CampaignDefinition,
        zone: ZoneRules,
        ownZones: [Int: ZoneRules] = [:],
        position: Position = Position()
    ) {
        self.definition = definition
        self.zone = zone
        self.ownZones = ownZones
        self.position = position
    }

    public var state: EnrollmentState { position.state }

    /// Takes an event and says what is to be done. What comes after the end changes nothing.
    public mutating func handle(_ event: EnrollmentEvent, at now: Timestamp) -> [EnrollmentAction] {
        if case .putBack(let step, let anew) = event { return putBack(step, anew: anew, at: now) }
        guard !position.state.isFinal else { return [] }
        switch event {
        case .started:
            guard position.state == .pending else { return [] }
            position.state = .active
            return wait(forStep: 0, from: now)
        case .stepDue: return due(at: now)
        case .stepSent:
            guard position.isQueued else { return [] }
            return wait(forStep: position.step + 1, from: now)
        case .stepFailed(let permanent):
            guard position.isQueued else { return [] }
            if permanent, definition.endsOnFailure { return end(.failed, .failure) }
            let isLast = position.step + 1 >= definition.steps.count
            return isLast ? end(.failed, .failure) : wait(forStep: position.step + 1, from: now)
        case .fieldMissing:
            guard position.isQueued else { return [] }
            switch definition.missing {
            case .skip: return wait(forStep: position.step + 1, from: now)
            case .end: return end(.failed, .failure)
            case .block: return handle(.stepFailed(permanent: true), at: now)
            }
        case .replied: return end(.replied, .reply)
        case .optedOut: return end(.optedOut, .optOut)
        case .consentEnded: return end(.excluded, .consent)
        case .cancelled: return end(.cancelled, .cancelled)
        case .goalReached: return end(.completed, .goal)
        case .stopped: return end(.cancelled, .stopped)
        case .campaignOver(let reason): return end(.cancelled, reason)
        case .stepLate:
            guard position.isQueued else { return [] }
            return late(at: now) ?? wait(forStep: position.step + 1, from: now)
        case .edited(let since):
            if position.step >= definition.steps.count {
                position.isQueued = false
                return end(.completed, .lastStep)
            }
            return position.isQueued || position.state == .pending ? [] : wait(forStep: position.step, from: since)
        case .paused:
            guard position.state == .active else { return [] }
            // What is queued stays there: nobody takes it while the campaign is paused, and what is already on its way
            // to the network cannot be queued again by mistake.
            position.state = .held
            return []
        case .resumed:
            guard position.state == .held else { return [] }
            position.state = .active
            guard !position.isQueued, let dueAt = position.dueAt else { return [] }
            // What is overdue is judged when it is taken up.
            return [.wait(step: position.step, until: max(dueAt, now))]
        case .delivered:
            guard position.awaitsDelivery else { return [] }
            return wait(forStep: position.step, from: now, isDelivered: true)
        case .undelivered:
            guard position.awaitsDelivery else { return [] }
            return end(.failed, .undelivered)
        case .putBack: return []
        }
    }

    /// The only way back from an end.
    private mutating func putBack(_ step: Int, anew: Bool, at now: Timestamp) -> [EnrollmentAction] {
        guard position.state == .failed || position.state == .replied, definition.steps.indices.contains(step) else {
            return []
        }
        position.state = .active
        position.end = nil
        if anew { return wait(forStep: step, from: now) }
        (position.step, position.dueAt, position.isQueued) = (step, now, false)
        return [.wait(step: step, until: now)]
    }

    private mutating func due(at now: Timestamp) -> [EnrollmentAction] {
        guard position.state == .active, !position.isQueued, let dueAt = position.dueAt else { return [] }
        guard dueAt <= now else { return [.wait(step: position.step, until: dueAt)] }
        if position.awaitsDelivery { return end(.failed, .noReport) }
        // An edit may have taken the step away.
        guard position.step < definition.steps.count else { return end(.completed, .lastStep) }
        if let last = definition.end(zone: zone), now >= last { return end(.cancelled, .lastDay) }
        if let superseding = superseding(position.step, at: now) { return wait(forStep: superseding, from: now) }
        // What the window kept waiting is not late.
        let window = definition.window(ofStep: position.step).window
        let opens = window.nextOpening(from: dueAt, zone: ownZones[position.step] ?? zone) ?? dueAt
        if now - opens > .seconds(definition.lateAfterSeconds), let actions = late(at: now) { return actions }
        position.isQueued = true
        return [.queue(step: position.step, notBefore: dueAt)]
    }

    /// What becomes of a step that is late; nil where it is sent all the same.
    private mutating func late(at now: Timestamp) -> [EnrollmentAction]? {
        switch definition.onLate {
        case .send: nil
        case .skip: wait(forStep: position.step + 1, from: now)
        case .drop: end(.cancelled, .late)
        }
    }

    /// Of several dates that have passed, the last one counts: nobody gets all of them at once.
    private func superseding(_ step: Int, at now: Timestamp) -> Int? {
        guard definition.steps[step].delay.isDate else { return nil }
        let later = definition.steps.indices.dropFirst(step + 1)
            .prefix { definition.steps[$0].delay.isDate && due($0, after: now) <= now }
        return later.last
    }

    private func due(_ step: Int, after now: Timestamp) -> Timestamp {
        definition.steps[step].delay.due(
            after: now,
            zone: ownZones[step] ?? zone,
            window: definition.window(ofStep: step).window
        )
    }

    /// A report may come after the network has given up.
    private static let reportPatience: Duration = .seconds(3600)

    private mutating func wait(
        forStep step: Int,
        from now: Timestamp,
        isDelivered: Bool = false
    ) -> [EnrollmentAction] {
        position.isQueued = false
        position.awaitsDelivery = false
        guard step < definition.steps.count else {
            position.dueAt = nil
            return end(.completed, .lastStep)
        }
        position.step = step
        if definition.steps[step].requiresDelivery, step > 0, !isDelivered {
            let until = now + .seconds(definition.validitySeconds) + Self.reportPatience
            (position.dueAt, position.awaitsDelivery) = (until, true)
            return [.awaitDelivery(step: step, until: until)]
        }
        let dueAt = due(step, after: now)
        position.dueAt = dueAt
        if let last = definition.end(zone: zone), dueAt >= last { return end(.cancelled, .lastDay) }
        return [.wait(step: step, until: dueAt)]
    }

    private mutating func end(_ state: EnrollmentState, _ reason: EnrollmentEnd) -> [EnrollmentAction] {
        let wasQueued = position.isQueued
        position.state = state
        position.end = reason
        position.dueAt = nil
        position.isQueued = false
        position.awaitsDelivery = false
        let isOver = reason == .lastStep || reason == .failure
        return (wasQueued && !isOver ? [.takeBack] : []) + [.end(state, reason)]
    }
}
