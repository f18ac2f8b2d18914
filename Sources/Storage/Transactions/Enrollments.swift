import Campaigns
import GRDB

extension Transaction {
    /// Lets something happen to an enrollment and carries out what follows, in this transaction.
    func happened(_ event: EnrollmentEvent, to enrollment: Int64, why: String, at: Timestamp) throws {
        guard let row = try first("SELECT * FROM enrollment WHERE id = ?", [enrollment]) else { return }
        let campaign: Int64 = row["campaign_id"]
        let definition = try definition(of: campaign)
        let number: String = row["number"]
        guard let state = EnrollmentState(rawValue: row["state"]) else { return }
        var machine = EnrollmentMachine(
            definition: definition,
            // Days are counted wrongly by some hours then, and the window is not judged by this: a halt must not fail.
            zone: (try? zone(of: definition.window, for: number)) ?? .utc,
            ownZones: ownZones(of: definition, for: number),
            position: EnrollmentMachine.Position(
                state: state,
                step: row["step"],
                dueAt: row.moment("due_at"),
                isQueued: row["queued"],
                awaitsDelivery: row["awaits_delivery"]
            )
        )
        let actions = machine.handle(event, at: at)
        try save(machine.position, of: enrollment)
        for action in actions {
            switch action {
            case .wait(let step, let until):
                if event == .fieldMissing { try decide("leftOut", why, enrollment: enrollment, at: at) }
                try decide("waiting", "step \(step + 1) is due at \(until)", enrollment: enrollment, at: at)
            case .awaitDelivery(let step, let until):
                let why =
                    "step \(step + 1) waits for the report that the message before it was delivered, until \(until)"
                try decide("waiting", why, enrollment: enrollment, at: at)
                try lookForDelivery(before: enrollment, at: at)
            case .queue(let step, let notBefore):
                try queueStep(step, notBefore: notBefore, of: row, definition, at: at)
            case .takeBack:
                try takeBack(enrollment: enrollment, why: why, at: at)
            case .end(let state, let end):
                try ended(enrollment, of: campaign, as: state, reason: why.isEmpty ? end.meaning : why, at: at)
            }
        }
    }

    /// The zones of steps whose windows are read on another clock than the campaign's.
    func ownZones(of definition: CampaignDefinition, for number: String) -> [Int: ZoneRules] {
        var zones: [Int: ZoneRules] = [:]
        for (index, step) in definition.steps.enumerated() {
            guard let window = step.window, window.zone != definition.window.zone else { continue }
            zones[index] = try? zone(of: window, for: number)
        }
        return zones
    }

    private func save(_ position: EnrollmentMachine.Position, of enrollment: Int64) throws {
        try run(
            "UPDATE enrollment SET state = ?, step = ?, due_at = ?, queued = ?, awaits_delivery = ? WHERE id = ?",
            [
                position.state.rawValue, position.step, position.dueAt?.milliseconds, position.isQueued,
                position.awaitsDelivery, enrollment,
            ]
        )
    }

    private func ended(
        _ enrollment: Int64,
        of campaign: Int64,
        as state: EnrollmentState,
        reason: String,
        at: Timestamp
    ) throws {
        try run(
            "UPDATE enrollment SET ended_at = ?, reason = ? WHERE id = ?",
            [at.milliseconds, reason, enrollment]
        )
        if !context.planted.contains(.unwritten) {
            try decide(state.rawValue, reason, enrollment: enrollment, at: at)
        }
        try run("DELETE FROM enrollment_fields WHERE enrollment_id = ?", [enrollment])
        try completeCampaignIfDone(campaign, at: at)
        if let number = try text("SELECT number FROM enrollment WHERE id = ?", [enrollment]) {
            try startWaiting(for: number, at: at)
        }
    }

    /// Ends an enrollment whose number turned out to be unreachable after its message was sent.
    func fail(enrollment: Int64, reason: String, at: Timestamp) throws {
        guard let row = try first("SELECT state, campaign_id FROM enrollment WHERE id = ?", [enrollment]),
            let state = EnrollmentState(rawValue: row["state"]), !state.isFinal,
            try definition(of: row["campaign_id"]).endsOnFailure
        else { return }
        try takeBack(enrollment: enrollment, why: reason, isRace: false, at: at)
        // When the next step would have been due stays: who is put back does not get it before.
        try run(
            "UPDATE enrollment SET state = 'failed', queued = 0, awaits_delivery = 0 WHERE id = ?",
            [enrollment]
        )
        try ended(enrollment, of: row["campaign_id"], as: .failed, reason: reason, at: at)
    }

    /// Cancels what an enrollment has queued or on its way, as far as it has not left.
    func takeBack(enrollment: Int64, why: String, isRace: Bool = true, at: Timestamp) throws {
        let rows = try all(
            "SELECT id, state FROM message WHERE enrollment_id = ? AND state IN ('queued', 'claimed', 'submitting')",
            [enrollment]
        )
        for row in rows {
            try takeBack(message: row["id"], in: row["state"], why: why, isRace: isRace, at: at)
        }
    }

    /// Cancels what has not left of a message. Answers whether a part of it was on its way already. Where that is a race,
    /// with a reply or a call from outside, and no mere failure, it is marked as one.
    @discardableResult
    func takeBack(
        message: Int64,
        in state: String,
        why: String,
        isRace: Bool = true,
        at: Timestamp
    ) throws -> Bool {
        guard state == MessageState.submitting.rawValue else {
            let hasLeft = try hasLeft(message)
            if hasLeft, isRace { try run("UPDATE message SET raced = 1 WHERE id = ?", [message]) }
            try end(message, as: .cancelled, reason: hasLeft ? "partly sent; \(why)" : why, at: at)
            return hasLeft
        }
        if isRace { try run("UPDATE message SET raced = 1 WHERE id = ?", [message]) }
        let kept = try run(
            "UPDATE segment SET state = 'cancelled' WHERE message_id = ? AND state = 'pending'",
            [message]
        )
        try decide(
            isRace ? "raced" : "takenBack",
            kept > 0 ? "\(why); \(kept == 1 ? "1 segment was" : "\(kept) segments were") kept back" : why,
            message: message,
            at: at
        )
        let isInFlight = try exists(
            "SELECT 1 FROM segment WHERE message_id = ? AND state = 'submitting'",
            [message]
        )
        if !isInFlight {
            try end(message, as: .cancelled, reason: "partly sent; \(why)", at: at)
        }
        return true
    }

    /// Whether a segment of the message left, or may have.
    func hasLeft(_ message: Int64) throws -> Bool {
        try exists(
            "SELECT 1 FROM segment WHERE message_id = ? AND state IN ('accepted', 'uncertain')",
            [message]
        )
    }

    /// When a step's message may leave first, when it is late, and what keeps it.
    func schedule(
        _ step: Int,
        of definition: CampaignDefinition,
        for number: String,
        notBefore: Timestamp,
        at: Timestamp
    ) -> (opens: Timestamp, deadline: Timestamp?, closed: String?) {
        let hours = try? hours(of: definition, step: step, for: number, at: at)
        func opening(from time: Timestamp) -> Timestamp { hours?.nextOpening(from: time) ?? time }
        // What waits for a line until it is late leaves the queue.
        let isLate = opening(from: notBefore) + .seconds(definition.lateAfterSeconds)
        let from = max(notBefore, at)
        let opens = opening(from: from)
        let closed = opens > from ? hours?.joint.obstacle(at: from) ?? "the window is closed" : nil
        return (opens, definition.onLate == .send ? nil : isLate, closed)
    }

    /// What a text that cannot be written is to its enrollment.
    static func event(after problem: any Error) -> EnrollmentEvent {
        (problem as? TemplateProblem)?.isAboutTheContact == true ? .fieldMissing : .stepFailed(permanent: true)
    }

    private func queueStep(
        _ step: Int,
        notBefore: Timestamp,
        of enrollment: Row,
        _ definition: CampaignDefinition,
        at: Timestamp
    ) throws {
        let (id, number): (Int64, String) = (enrollment["id"], enrollment["number"])
        var text: String
        do {
            let fields = try templateFields(ofEnrollment: id, contact: enrollment["contact_id"])
            text = try self.text(ofStep: step, of: definition, for: number, fields: fields, enrollment: id)
            if context.planted.contains(.evaluate) { text = (try? MessageTemplate(text).render(fields)) ?? text }
        } catch {
            try happened(Self.event(after: error), to: id, why: "step \(step + 1): \(error)", at: at)
            return
        }
        let (opens, deadline, closed) = schedule(step, of: definition, for: number, notBefore: notBefore, at: at)
        // The line that the person knows. What a provider took in its place comes home to the lines.
        let last = try self.number(
            """
            SELECT route_id FROM message JOIN route ON route.id = message.route_id
            WHERE number = ? AND route.kind = 'line' ORDER BY message.id DESC LIMIT 1
            """,
            [number]
        )
        let why = "step \(step + 1) of \(definition.steps.count) of “\(definition.name)” is due"
        do {
            let message = try queue(
                QueueEntry(
                    number: number,
                    text: text,
                    origin: .campaign,
                    priority: MessageOrigin.campaign.priority + (step == 0 ? 1 : 0),
                    dueAt: opens,
                    deadline: deadline,
                    validitySeconds: Int(definition.validitySeconds),
                    campaign: enrollment["campaign_id"],
                    enrollment: id,
                    step: step,
                    epoch: enrollment["epoch"],
                    version: try version(of: enrollment["campaign_id"]),
                    wantedRoute: try last.flatMap { try goes(enrollment["campaign_id"], by: $0) ? $0 : nil },
                    why: closed.map { "\(why); \($0)" } ?? why
                ),
                at: at
            )
            if let variant = definition.variant(ofStep: step, number: number) {
                try note(variant: variant, on: message)
            }
        } catch StorageError.conflict(let reason) {
            // One contact's field that makes the text too long keeps nobody else waiting.
            try happened(.stepFailed(permanent: true), to: id, why: "step \(step + 1): \(reason)", at: at)
        }
    }

    /// Whether a step's message belongs to what its enrollment does now, and not to what it did before it was put back.
    func isOfItsEpoch(_ message: Int64) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM message JOIN enrollment ON enrollment.id = message.enrollment_id
            WHERE message.id = ? AND message.epoch = enrollment.epoch
            """,
            [message]
        )
    }

    /// The campaign has nothing more for anybody: its last day came, or its total is used up. Nothing failed.
    func enrollmentIsOver(after message: JudgedMessage, _ end: EnrollmentEnd, reason: String, at: Timestamp) throws {
        guard let enrollment = message.enrollment, try isOfItsEpoch(message.id) else { return }
        try happened(.campaignOver(end), to: enrollment, why: reason, at: at)
    }

    /// A step's message was given up.
    func enrollmentEnds(after message: JudgedMessage, as state: MessageState, reason: String, at: Timestamp) throws {
        guard let enrollment = message.enrollment, try isOfItsEpoch(message.id) || state == .suppressed else { return }
        switch state {
        case .suppressed: try happened(.optedOut, to: enrollment, why: reason, at: at)
        case .failed: try happened(.stepFailed(permanent: true), to: enrollment, why: reason, at: at)
        case .expired:
            let isLate = try message.deadline.map { $0 <= at } ?? false && !hasLeft(message.id)
            try happened(isLate ? .stepLate : .stepFailed(permanent: false), to: enrollment, why: reason, at: at)
        case .cancelled: try happened(.stepFailed(permanent: false), to: enrollment, why: reason, at: at)
        default: break
        }
    }
}
