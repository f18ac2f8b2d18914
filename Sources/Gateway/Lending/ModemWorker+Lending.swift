import Campaigns
import Logging
import Modems
import Storage

/// A modem that sends nothing now is lent as well: while it starts, rests or waits for its PIN.
extension ModemWorker {
    /// The pause before the next try. It ends early when a technician had the modem, or typed its PIN: then it is worth
    /// another try.
    func rest(_ session: ModemSession) async {
        let stopwatch = Stopwatch(core.surroundings.clock)
        while !Task.isCancelled {
            let (seen, seenEnd) = (desk.moved.count, session.ending.count)
            if await session.isEnded { return }
            if desk.isBorrowWanted { return await lend(session) }
            if desk.offeredPIN != nil { return }
            let rest = core.lines.rest - stopwatch.elapsed
            guard rest > .zero else { return }
            await Waiter.wait(on: [(desk.moved, seen), (session.ending, seenEnd)], atMost: (rest, core.timers))
        }
    }

    /// Lends a modem that has no line, and comes back when it is returned.
    func lend(_ session: ModemSession) async {
        guard let (entry, loan) = desk.handOut(session, nil, at: core.surroundings.now) else { return }
        show(entry)
        let stopwatch = Stopwatch(core.surroundings.clock)
        while desk.isLent(entry.id), !Task.isCancelled {
            let seen = desk.moved.count
            let rest = entry.limit - stopwatch.elapsed
            guard rest > .zero else { break }
            await desk.moved.wait(since: seen, atMost: rest, core.timers)
        }
        desk.end(entry.id, "the loan's time of \(entry.limit.components.seconds) s is over")
        // The borrower's last command ends first.
        await loan.interrupt { _ in }
        show(nil)
    }

    /// Shows who has the modem.
    func show(_ entry: LoanBook.Entry?) {
        update { view in
            view.lentTo = entry?.purpose
            view.lentSince = entry?.since
        }
        if let entry {
            core.surroundings.logger.notice("\(name): lent to \(entry.purpose)")
        } else {
            core.surroundings.logger.notice("\(name): back from its loan")
        }
    }
}
