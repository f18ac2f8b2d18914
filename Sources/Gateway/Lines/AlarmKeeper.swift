import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// Tells what a person must do something about: in the log, to the webhooks, in the modem's history. Once when it begins,
/// once when it is over.
struct AlarmKeeper: Sendable {
    let core: Core

    /// What stands, and what lines and workers say is wrong, by the handles of the modems.
    final class Board: Sendable {
        private struct State {
            var board: AlarmBoard
            var wrong: [String: [Alarm.Kind: String]] = [:]
        }

        private let state: Mutex<State>
        let changes = Bell()

        init(divisor: Int) {
            state = Mutex(State(board: AlarmBoard(divisor: divisor)))
        }

        /// Says what is wrong with a modem, or with `nil` that it is not.
        func set(_ kind: Alarm.Kind, of modem: String, _ detail: String?) {
            let isNew = state.withLock { state in
                defer { state.wrong[modem, default: [:]][kind] = detail }
                return state.wrong[modem]?[kind] != detail
            }
            if isNew { changes.ring() }
        }

        /// The handles of the modems of which it knows something.
        var modems: [String] { state.withLock { $0.board.modems } }

        func wrong(with modem: String) -> [Alarm.Kind: String] { state.withLock { $0.wrong[modem] ?? [:] } }

        func handle(_ event: AlarmBoard.Event, at now: Duration) -> [AlarmBoard.Action] {
            state.withLock { $0.board.handle(event, at: now) }
        }

        func stands(_ kind: Alarm.Kind, of modem: String) -> Bool {
            raised.contains { $0.kind == kind && $0.modem == modem }
        }

        /// What the alarm that stands says; `nil` where none does.
        func detail(_ kind: Alarm.Kind, of modem: String) -> String? {
            raised.first { $0.kind == kind && $0.modem == modem }?.detail
        }

        var raised: [Alarm] { state.withLock { $0.board.raised } }
    }

    func run() async {
        var lookedAtPauses: Int?
        while !Task.isCancelled {
            let (seenRoster, seenBoard) = (core.roster.changes.count, core.alarms.changes.count)
            let seenPauses = core.bells.pauses.count
            if lookedAtPauses != seenPauses {
                await lookForPauses()
                lookedAtPauses = seenPauses
            }
            let now = core.stopwatch.elapsed
            var wake: Duration?
            for action in look(at: now) {
                switch action {
                case .raised(let alarm): await tell(alarm, isRaised: true)
                case .cleared(let alarm): await tell(alarm, isRaised: false)
                case .wake(let at): wake = min(wake ?? at, at)
                }
            }
            await Waiter.wait(
                on: [
                    (core.roster.changes, seenRoster), (core.alarms.changes, seenBoard),
                    (core.bells.pauses, seenPauses),
                ],
                atMost: wake.map { (max($0 - core.stopwatch.elapsed, .milliseconds(1)), core.timers) }
            )
        }
    }

    private func lookForPauses() async {
        do {
            try await core.lookForPauses()
        } catch {
            core.surroundings.logger.error("which campaigns paused by themselves could not be read: \(error)")
        }
    }

    private func look(at now: Duration) -> [AlarmBoard.Action] {
        let modems = core.roster.entries
        var actions: [AlarmBoard.Action] = []
        for (handle, modem) in modems {
            var wrong = core.alarms.wrong(with: handle)
            if modem.state == "absent" { wrong = [.modemGone: modem.reason ?? "its port went away"] }
            // One that is tried again now and then is not back before it works.
            let stands = core.alarms.stands(.ladderExhausted, of: handle)
            // One that was plugged in again is to show what it can do.
            let isOut = core.upkeep.isExhausted(handle) && modem.state != "starting"
            if isOut || stands, !["ready", "absent"].contains(modem.state), wrong[.pinNeeded] == nil,
                wrong[.simBlocked] == nil
            {
                // While it is tried again, what was found stays said.
                let isSuspended = modem.state == "suspended"
                wrong[.ladderExhausted] =
                    isSuspended || !stands
                    ? modem.reason ?? "nothing helped" : core.alarms.detail(.ladderExhausted, of: handle)
            }
            twins(of: handle, modem, in: modems, &wrong)
            actions += core.alarms.handle(.seen(modem: handle, wrong), at: now)
        }
        for handle in core.alarms.modems where !modems.contains(where: { $0.handle == handle }) {
            actions += core.alarms.handle(.forgotten(modem: handle), at: now)
        }
        // One that is lent comes back by itself.
        let isLost = !modems.isEmpty && !core.roster.hasLine && !modems.contains { $0.view.lentTo != nil }
        var all: [Alarm.Kind: String] = isLost ? [.noModemLeft: "none of \(modems.count) is ready"] : [:]
        if let problem = core.clockProblem() { all[.clockWrong] = problem }
        if let restored = core.restored.text { all[.databaseOlder] = restored }
        if let paused = core.pauses.text { all[.campaignPaused] = paused }
        return actions + core.alarms.handle(.seen(modem: nil, all), at: now)
    }

    /// Of two modems or SIMs that cannot be told apart, the later one by name is told of.
    private func twins(
        of handle: String,
        _ modem: ModemView,
        in modems: [(handle: String, view: ModemView)],
        _ wrong: inout [Alarm.Kind: String]
    ) {
        guard modem.state != "absent", let imei = modem.imei, let iccid = modem.iccid else { return }
        for other in modems where other.handle < handle && other.view.state != "absent" {
            guard let otherIMEI = other.view.imei, let otherICCID = other.view.iccid else { continue }
            if imei == otherIMEI, iccid != otherICCID {
                wrong[.equalIMEI] = "\(other.view.name) has the IMEI \(imei) too"
            } else if iccid == otherICCID, imei != otherIMEI {
                wrong[.copiedSIM] = "\(other.view.name) holds a SIM \(iccid) too"
            }
        }
    }

    private func tell(_ alarm: Alarm, isRaised: Bool) async {
        let logger = core.surroundings.logger
        let handle = alarm.modem
        let alarm = core.named(alarm)
        let detail = isRaised ? alarm.words : "over: \(alarm.modem.map { "\($0): " } ?? "")\(alarm.kind.title)"
        if isRaised { logger.error("alarm: \(detail)") } else { logger.notice("alarm \(detail)") }
        let now = core.surroundings.now
        let view = AlarmView(alarm, since: now - (core.stopwatch.elapsed - alarm.since))
        do {
            try await core.store.record(event: isRaised ? .alarmRaised : .alarmCleared, payload: view.json, at: now)
            core.bells.events.ring()
            try await core.store.record(
                ModemHistoryEntry(at: now, modem: handle ?? "", kind: .alarm, detail: detail),
                of: nil
            )
        } catch {
            logger.error("an alarm could not be written down: \(error)")
        }
    }
}

extension Core {
    /// An alarm as people see it: with the name that they gave the modem.
    func named(_ alarm: Alarm) -> Alarm {
        var alarm = alarm
        alarm.modem = alarm.modem.map(roster.name(of:))
        return alarm
    }
}
