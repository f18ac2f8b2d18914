import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// In rotation or not, and what people see of it.
extension Line {
    /// A line that begins takes over what an earlier opening of its port left.
    func begin() {
        core.alarms.set(.pinNeeded, of: handle, nil)
        if case .out = core.upkeep.standing(of: route) {
            state.withLock { $0.checkAt = core.stopwatch.elapsed }
        } else {
            core.alarms.set(.simBlocked, of: handle, nil)
        }
    }

    /// Whether it takes messages.
    var maySend: Bool { canSend && !isOut }

    /// Whether modem and network would take a message.
    var canSend: Bool { profile.canSend && state.withLock(\.isRegistered) }

    var isOut: Bool { if case .out = core.upkeep.standing(of: route) { true } else { false } }

    /// Why it sends nothing of campaigns; `nil` where it does.
    var campaignObstacle: String? {
        guard !worker.settings.roaming, state.withLock({ $0.isRoaming }) else { return nil }
        return "\(name) is in a foreign network, where campaigns are not sent"
    }

    /// How it stands for campaigns.
    var situation: Situation.Route {
        let view = core.roster.view(of: handle)
        let lent = view?.lentTo.map { "lent to \($0)" }
        let unable = maySend ? nil : view.map { $0.reason ?? $0.state } ?? "not ready"
        return Situation.Route(name: name, obstacle: lent ?? unable ?? campaignObstacle, terms: terms())
    }

    /// Shows how the line stands.
    func show() {
        guard !isEnded else { return }
        let (isRegistered, registration) = state.withLock { ($0.isRegistered, $0.registration ?? .unknown) }
        let standing = core.upkeep.standing(of: route)
        let obstacle = campaignObstacle
        worker.update { view in
            if case .out(let outage) = standing {
                (view.state, view.reason) = ("suspended", outage.reason)
            } else if !isRegistered {
                (view.state, view.reason) = ("suspended", "\(registration.words). \(registration.remedy)")
            } else if !profile.canSend {
                (view.state, view.reason) = ("suspended", "the modem says that it cannot send messages")
            } else if !view.inboxUnread {
                view.state = "ready"
                view.reason =
                    switch standing {
                    case .suspect: "suspect: its last messages failed"
                    case .onTrial: "on trial: its check passed, the next message decides"
                    case .inRotation, .out: obstacle.map { "\($0): set roaming: true to allow it" }
                    }
            }
        }
    }

    /// A segment was accepted, or failed by the line's own fault or another's.
    func rotate(_ event: Rotation.Event) async {
        let actions = core.upkeep.rotate(route, event, at: core.stopwatch.elapsed)
        for action in actions { await carryOut(action) }
        if !actions.isEmpty { show() }
    }

    private func carryOut(_ action: Rotation.Action) async {
        switch action {
        case .suspect(let why):
            logger.warning("\(name): suspect: \(why)")
            await worker.record(.rotation, "suspect: \(why)", route: route)
        case .takeOut(let outage):
            if !outage.isByLoopback { core.alarms.set(.simBlocked, of: handle, outage.reason) }
            core.keepRecording(of: handle, "out of rotation: \(outage.reason)")
            await worker.record(.rotation, "out: \(outage.reason)", route: route)
            await worker.handOff(route, reason: "\(name) is out of rotation: others may send it")
        case .check: break
        case .wake(let at): state.withLock { $0.checkAt = at }
        case .onTrial:
            state.withLock { $0.checkAt = nil }
            core.alarms.set(.simBlocked, of: handle, nil)
            await worker.record(.rotation, "on trial: its check passed", route: route)
        case .returned:
            state.withLock { $0.checkAt = nil }
            core.alarms.set(.simBlocked, of: handle, nil)
            core.alarms.set(.loopbackFailed, of: handle, nil)
            await worker.record(.rotation, "back in rotation", route: route)
        case .climb(let fault):
            if core.upkeep.mayClimb(handle, at: core.stopwatch.elapsed) { end(.broken(fault)) }
        case .emptyStorage:
            state.withLock { $0.isUnread = true }
            attention.ring()
        case .survey:
            state.withLock { $0.wantsSurvey = true }
            attention.ring()
        case .slowDown(let pause):
            let until = core.stopwatch.elapsed + pause
            state.withLock { $0.restsUntil = max($0.restsUntil, until) }
        case .startAgain: end(.startsAgain)
        }
    }

    private var isOutByLoopback: Bool {
        if case .out(let outage) = core.upkeep.standing(of: route) { outage.isByLoopback } else { false }
    }

    /// The check of a line that is out of rotation, when it is due.
    func checkReturn() async {
        guard let checkAt = state.withLock({ $0.checkAt }), core.stopwatch.elapsed >= checkAt else { return }
        guard case .check(let check)? = core.upkeep.rotate(route, .timer, at: core.stopwatch.elapsed).first else {
            return await rotate(.timer)
        }
        var objection: String?
        for question in check.questions where objection == nil {
            var answers: [ATAnswer] = []
            for command in question.commands where answers.isEmpty || question.objection(to: answers) != nil {
                answers.append(await ask(command))
                if isEnded { return }
            }
            objection = question.objection(to: answers)
        }
        guard objection == nil, core.loopbacks.settings.every != nil || isOutByLoopback else {
            return await rotate(.checked(objection: objection, loopback: nil))
        }
        // What the test shows is told as a verdict.
        state.withLock { $0.checkAt = nil }
        core.loopbacks.wish(route)
        core.bells.loopbacks.ring()
    }
}
