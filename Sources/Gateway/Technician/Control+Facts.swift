import Campaigns
import Modems
import Storage

/// What is known of a modem without asking it, for its diagnosis.
extension Control {
    /// Everything, from the kernel, the ledger, the history, and what was counted since the daemon started.
    func facts(of handle: String) async -> DiagnosisFacts {
        var facts = DiagnosisFacts()
        facts.now = Int(now.seconds)
        let views = core.roster.entries
        let view = views.first { $0.handle == handle }?.view
        let others = views.filter { $0.handle != handle && $0.view.state != "absent" }.map(\.view)
        facts.neighbours = others.filter { $0.state == "ready" }.compactMap(\.signalDBm)
        if let imei = view?.imei { facts.twin = others.first { $0.imei == imei }?.name }
        facts.port = await portFacts(view)
        facts.history = await historyFacts(of: handle)
        if let route = core.roster.route(of: handle) ?? core.tallies[handle].route {
            facts.traffic = await trafficFacts(of: handle, route)
            facts.balance = await balanceFacts(of: handle, route)
        }
        return facts
    }

    private func portFacts(_ view: ModemView?) async -> PortFacts? {
        if let place = view.flatMap(IdleDevices.place(of:)) { return await core.portFacts.facts(ofDevice: place) }
        guard let path = view?.port ?? view?.source else { return nil }
        return await core.portFacts.facts(of: path)
    }

    private func trafficFacts(of handle: String, _ route: RouteID) async -> TrafficFacts? {
        let since = now - Tally.day
        guard let told = try? await core.store.traffic(of: route, since: since, now: now) else { return nil }
        let tally = core.tallies[handle]
        var facts = TrafficFacts()
        facts.accepted = told.accepted
        facts.uncertain = told.uncertain
        facts.refused = told.refused
        facts.failures = told.refusals.map { ATFailure(words: $0.reason) }
        facts.failuresInARow = told.refusedInARow
        if case .out(let outage) = core.upkeep.standing(of: route) {
            facts.outage = LineOutage(failure: outage.failure, reason: outage.reason)
        }
        facts.reports = told.reports
        facts.reportsExpected = told.reportsExpected
        facts.received = told.received
        facts.sinceReceived = told.lastReceived.map { now - $0 }
        facts.announced = tally.announced.count
        facts.unannounced = tally.unannounced.count
        let came = try? await core.store.lastLoopbackCame(to: route)
        facts.loopback = tally.loopback ?? came.flatMap(\.self)
        return facts
    }

    private func balanceFacts(of handle: String, _ route: RouteID) async -> BalanceFacts? {
        guard let last = try? await core.store.lastBalance(of: route) else { return nil }
        let isRead = !last.detail.hasPrefix("failed")
        let low = core.alarms.wrong(with: handle)[.balanceLow]
        return BalanceFacts(
            amount: isRead ? String(last.detail.prefix { $0 != ":" }) : nil,
            age: now - last.at,
            // Such as “1.20, below 2.00”.
            least: low?.split(separator: " ").last.map(String.init),
            isLow: low != nil
        )
    }

    private static let recoverySpan: Duration = .seconds(7 * 86_400)
    /// Steps nearer to each other belong to one recovery.
    private static let recoveryPause: Duration = .seconds(15 * 60)

    private func historyFacts(of handle: String) async -> HistoryFacts? {
        func rows(_ kind: ModemHistoryEntry.Kind, _ span: Duration) async -> [ModemHistoryEntry]? {
            let rows = try? await core.store.modemHistory(of: handle, kind: kind, since: now - span, limit: 1000)
            return rows?.reversed()
        }
        guard let health = await rows(.health, HistoryFacts.span), let resets = await rows(.reset, Tally.day),
            let steps = await rows(.recovery, Self.recoverySpan)
        else { return nil }
        var facts = HistoryFacts()
        facts.signals = health.compactMap(\.signalDBm)
        let usable = RegistrationState.allCases.filter(\.canSendSMS).map(\.words)
        for (before, after) in zip(health, health.dropFirst()) {
            guard let was = before.registration, let became = after.registration, usable.contains(was),
                !usable.contains(became)
            else { continue }
            facts.losses += 1
            facts.lastLoss = became
        }
        facts.resets = resets.count
        facts.recoveries = zip([nil] + steps.dropLast().map { Optional($0.at) }, steps).count { before, step in
            before.map { step.at - $0 > Self.recoveryPause } ?? true
        }
        let (elapsed, tally) = (core.stopwatch.elapsed, core.tallies[handle])
        facts.cellChanges = tally.cellChanges.count { elapsed - $0 <= Tally.hour }
        facts.sentAway = tally.sendings.count { elapsed - $0 <= Tally.hour }
        (facts.disconnects, facts.sharedDisconnects) = core.tallies.departures(of: handle, at: elapsed)
        return facts
    }
}

extension ATFailure {
    /// What was written down of a failure, read again.
    init(words: String) {
        func number(after head: String) -> Int? {
            guard words.hasPrefix(head) else { return nil }
            return Int(words.dropFirst(head.count).prefix { $0.isNumber })
        }
        if let code = number(after: "+CMS ERROR ") {
            self = .cms(code)
        } else if let code = number(after: "+CME ERROR ") {
            self = .cme(code)
        } else {
            let known: [ATFailure] = [
                .plain, .noCarrier, .notSupported, .timedOut, .hungUp, .restarted, .promptMissing, .takenBack,
            ]
            self = known.first { $0.description == words } ?? .words(words)
        }
    }
}
