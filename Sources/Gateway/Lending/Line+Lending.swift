import Campaigns
import Logging
import Modems
import Synchronization

/// A line whose modem is with a technician: it sends nothing, and what comes in is read and committed all the same.
extension Line {
    var desk: Desk { worker.desk }

    /// After a reading that failed, while the modem is lent.
    private static let readingPause: Duration = .seconds(5)

    /// Lends the modem to who waits for it, and comes back when it is returned, ready to go on: settings set, and the
    /// storage to be read first.
    func lend() async {
        guard let (entry, loan) = desk.handOut(session, profile, at: core.surroundings.now) else { return }
        worker.show(entry)
        // Its messages are for the others now.
        core.bells.queue.ring()
        await wait(for: loan, entry)
        // The borrower's last command ends first.
        await loan.interrupt { _ in
            guard !isEnded else { return }
            // It takes commands for some seconds still: the port is closed meanwhile.
            guard !loan.hasToStartAnew else {
                core.tallies.change(handle) { $0.sentAway(at: core.stopwatch.elapsed) }
                return end(.gone)
            }
            await session.escape()
            if !(await setUp()), !isEnded {
                note("after the loan the modem did not take its settings: it is started anew")
                end(.startsAgain)
            }
        }
        state.withLock { $0.isUnread = true }
        worker.show(nil)
    }

    private func wait(for loan: Loan, _ entry: LoanBook.Entry) async {
        let stopwatch = Stopwatch(core.surroundings.clock)
        var nextPoll = core.lines.poll
        var nextReading = Duration.zero
        while desk.isLent(entry.id), !Task.isCancelled {
            let (seen, seenAttention) = (desk.moved.count, attention.count)
            if stopwatch.elapsed >= nextPoll {
                nextPoll = stopwatch.elapsed + core.lines.poll
                state.withLock { $0.isUnread = true }
            }
            if state.withLock({ $0.isUnread }), !isEnded, stopwatch.elapsed >= nextReading {
                var isRead = false
                await loan.interrupt { isDirty in
                    if isDirty, !(await setUp()) { return }
                    isRead = await readInbox()
                }
                nextReading = isRead ? .zero : stopwatch.elapsed + Self.readingPause
                continue
            }
            var rest = min(entry.limit, nextPoll)
            if nextReading > .zero { rest = min(rest, nextReading) }
            rest -= stopwatch.elapsed
            if stopwatch.elapsed >= entry.limit { break }
            await Waiter.wait(
                on: [(desk.moved, seen), (attention, seenAttention)],
                atMost: (max(rest, .milliseconds(1)), core.timers)
            )
        }
        desk.end(entry.id, "the loan's time of \(entry.limit.components.seconds) s is over")
    }

    /// Sets again what the driver relies on. Answers `false` where the modem refuses.
    private func setUp() async -> Bool {
        for command in profile.settingCommands {
            let answer = await ask(command)
            if isEnded { return false }
            if !answer.isOK, !ModemProfile.canDoWithout(command) { return false }
        }
        return true
    }
}
