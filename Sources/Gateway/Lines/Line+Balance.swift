import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// The balance of the SIM, asked for by USSD when there is nothing to send. Messages go on while the answer is waited for.
extension Line {
    /// A check that failed is made again after so long.
    private static let balanceRetry: Duration = .seconds(3600)

    /// Takes over what was known of this SIM's balance.
    func recallBalance() async {
        guard let check = worker.settings.balance else { return core.alarms.set(.balanceLow, of: handle, nil) }
        let last: (at: Timestamp, detail: String)?
        do {
            last = try await core.store.lastBalance(of: route)
        } catch {
            return logger.error("\(name): its balance is not asked for: \(error)")
        }
        let amount = last.flatMap { BalanceReading(String($0.detail.prefix { $0 != ":" })) }
        let isKnown = last?.detail.hasPrefix("failed") == false
        let pause = isKnown ? check.every : min(check.every, Self.balanceRetry)
        let now = core.surroundings.now
        // A clock that was wrong must not put the next check off for years.
        state.withLock { $0.balanceDue = last.map { min($0.at, now) + pause } ?? now }
        show(balance: isKnown ? amount : nil, at: last?.at, check)
    }

    /// Asks when it is due. Answers when to look again.
    func checkBalance() async -> Duration? {
        guard let check = worker.settings.balance else { return nil }
        if let until = state.withLock({ $0.ussdUntil }) {
            if core.stopwatch.elapsed >= until { await talk(.timer) }
            return state.withLock { $0.ussdUntil }.map { max($0 - core.stopwatch.elapsed, .milliseconds(1)) }
        }
        guard let due = state.withLock({ $0.balanceDue }), state.withLock({ $0.isRegistered }) else { return nil }
        let now = core.surroundings.now
        guard due <= now else { return due - now }
        state.withLock { state in
            state.balanceDue = now + check.every
            state.ussd = USSDSession(form: dialect.ussd)
        }
        await talk(.begin(check.code))
        return .milliseconds(1)
    }

    /// One step of the talk with the network.
    func talk(_ event: USSDSession.Event) async {
        let now = core.stopwatch.elapsed
        let actions = state.withLock { $0.ussd?.handle(event, at: now) } ?? []
        for action in actions {
            switch action {
            case .send(let command):
                let answer = await ask(command)
                if isEnded { return }
                if command != .cancelUSSD { await talk(.answered(answer)) }
            case .wake(let at): state.withLock { if $0.ussd?.isOpen == true { $0.ussdUntil = at } }
            case .asked(let text):
                // A menu: what stands in it may be the balance; nobody goes on.
                await finish(.answered(text))
                _ = await ask(.cancelUSSD)
            case .ended(let end): await finish(end)
            }
        }
    }

    private func finish(_ end: USSDSession.End) async {
        guard let check = worker.settings.balance, state.withLock({ $0.ussd != nil }) else { return }
        let now = core.surroundings.now
        state.withLock { ($0.ussd, $0.ussdUntil) = (nil, nil) }
        attention.ring()
        guard case .answered(let text) = end, let amount = BalanceReading(text, pattern: check.pattern) else {
            let detail = "failed: no amount in the operator's answer to \(check.code): \(end)"
            state.withLock { $0.balanceDue = now + min(check.every, Self.balanceRetry) }
            note(detail)
            return await worker.record(.balance, String(detail.prefix(400)), route: route)
        }
        show(balance: amount, at: now, check)
        await worker.record(.balance, "\(amount.words): \(text.prefix(300))", route: route)
    }

    private func show(balance amount: BalanceReading?, at: Timestamp?, _ check: BalanceCheck) {
        worker.update { view in
            view.balance = amount?.words
            view.balanceAt = amount == nil ? nil : at
        }
        let low = amount.flatMap { amount in
            check.threshold.flatMap { least in
                amount.isBelow(least) ? "\(amount.words), below \(BalanceReading(hundredths: least).words)" : nil
            }
        }
        core.alarms.set(.balanceLow, of: handle, low)
    }
}

extension BalanceReading {
    /// Such as `3.20` or `-0.05`.
    var words: String {
        let (units, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        return "\(hundredths < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
    }
}
