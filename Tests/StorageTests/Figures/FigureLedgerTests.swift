import Campaigns
import Testing

@testable import Storage

/// Campaigns with people and faults by chance; the test keeps its own books of what it did, and the figures have to say the
/// same.
@Suite("Figures: a campaign by chance, counted twice") struct FigureLedgerTests {
    /// What the test itself knows of one message.
    private struct Entry {
        var person: Int
        var step: Int
        var line: Int
        var at: Timestamp
        var outcome: String
        var failure: String?
        var wrote: String?
    }

    private struct Books {
        var entries: [Entry] = []
        var goals: [(person: Int, value: Int)] = []
        /// Segments of answers and confirmations, by line.
        var answers = 0
        var halts = 0

        func people(_ matches: (Entry) -> Bool) -> Int { Set(entries.filter(matches).map(\.person)).count }

        /// Of each person the best that happened.
        func best(_ wanted: String) -> Int {
            let order = ["delivered", "assumed", "unknown", "undelivered", "uncertain", "failed"]
            let byPerson = Dictionary(grouping: entries, by: \.person)
            return byPerson.values.count { own in
                own.compactMap { order.firstIndex(of: $0.outcome) }.min() == order.firstIndex(of: wanted)
            }
        }

        func isReached(_ person: Int) -> Bool {
            entries.contains {
                $0.person == person && (["delivered", "assumed"].contains($0.outcome) || $0.wrote != nil)
            }
        }
    }

    private static let people = 1...80
    private static let left = ["delivered", "assumed", "unknown", "undelivered", "uncertain"]

    @Test(arguments: 1...6 as ClosedRange<UInt64>) func figuresAreWhatHappened(seed: UInt64) async throws {
        try await Bench.run { bench in
            var random = SeededGenerator(seed: seed)
            var books = Books()
            let lines = [
                try await bench.line("one", price: 75), try await bench.line("two", price: 90),
                try await bench.line("silent", price: 10),
            ]
            _ = try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon)
            let steps = [try CampaignStep("Hello {{name}}"), try CampaignStep("Are you there?", after: .days(1))]
            try await bench.campaign(steps: steps, contacts: Self.people) {
                $0.breakers.failures = nil
                $0.breakers.optOuts = nil
                $0.breakers.blocks = nil
            }
            // Of a line that reported nothing yet, nothing is unknown: enough is sent for both to report.
            for step in 0..<2 {
                let day = noon + .seconds(86_400 * Int64(step))
                _ = try await bench.store.plan(at: day)
                try await send(step, at: day, on: lines, bench, &random, &books)
                try await reply(step, at: day + .seconds(3600), on: lines, bench, &random, &books)
            }
            let end = noon + .seconds(2 * 86_400)
            try compare(try await bench.figures(at: end), books, lines)
        }
    }

    private func send(
        _ step: Int,
        at: Timestamp,
        on lines: [RouteTerms],
        _ bench: Bench,
        _ random: inout SeededGenerator,
        _ books: inout Books
    ) async throws {
        var idle = 0
        while idle < lines.count {
            let line = Int.random(in: 0..<3, using: &random)
            guard let message = try await claimAnywhere(from: line, lines, at: at, bench) else {
                idle += 1
                continue
            }
            let terms = lines[message.line]
            guard case .go = try await bench.store.handOver(message.claimed, sequence: 1, on: terms, at: at) else {
                Issue.record("nothing stands against message \(message.claimed.id)")
                return
            }
            let person = try #require(Self.people.first { Bench.number($0) == message.claimed.number })
            var entry = Entry(person: person, step: step, line: message.line, at: at, outcome: "", failure: nil)
            let chance = Int.random(in: 0..<100, using: &random)
            if chance < 6 {
                try await bench.answer(message.claimed, .refused(.permanentNumber), on: terms, at: at)
                (entry.outcome, entry.failure) = ("failed", "permanent")
            } else if chance < 12 {
                try await bench.answer(message.claimed, .uncertain(reason: "silence"), on: terms, at: at)
                (entry.outcome, entry.failure) = ("uncertain", "uncertain")
            } else {
                let reference = Int(message.claimed.id) % 256
                try await bench.answer(message.claimed, .accepted(reference: reference), on: terms, at: at)
                entry.outcome = message.line == 2 ? "assumed" : "unknown"
                if message.line != 2, chance < 90 {
                    // 0: delivered, 0x41: incompatible destination, 0x46: validity ended, 0x63: service rejected.
                    let status: UInt8 = chance < 75 ? 0 : [0x41, 0x46, 0x63][chance % 3]
                    try await bench.report(message.claimed, on: terms, status: status, at: at + .seconds(5))
                    entry.outcome = status == 0 ? "delivered" : "undelivered"
                    entry.failure = [0: nil, 0x41: "permanent", 0x46: "expired", 0x63: "temporary"][status] ?? nil
                }
            }
            books.entries.append(entry)
        }
    }

    private func claimAnywhere(
        from first: Int,
        _ lines: [RouteTerms],
        at: Timestamp,
        _ bench: Bench
    ) async throws -> (claimed: ClaimedMessage, line: Int)? {
        for offset in 0..<3 {
            let line = (first + offset) % 3
            if let claimed = try await bench.claim(lines[line], at: at) { return (claimed, line) }
        }
        return nil
    }

    private func reply(
        _ step: Int,
        at: Timestamp,
        on lines: [RouteTerms],
        _ bench: Bench,
        _ random: inout SeededGenerator,
        _ books: inout Books
    ) async throws {
        let texts = ["Yes please", "STOP", "wrong number", "I am driving", "No thank you"]
        for index in books.entries.indices where books.entries[index].step == step {
            let entry = books.entries[index]
            guard entry.outcome != "failed", entry.outcome != "undelivered", Int.random(in: 0..<4, using: &random) == 0
            else { continue }
            let text = texts.randomElement(using: &random) ?? "Yes"
            let when = at + .seconds(Int64(entry.person))
            let receipt = try await bench.receive(
                .text(text),
                from: .person(Bench.number(entry.person)),
                on: lines[entry.line],
                id: "\(step) \(entry.person)",
                at: when
            )
            books.entries[index].wrote = text
            books.halts += receipt.halted
            if text == "STOP" {
                // Confirmed by the line that was written to.
                let confirmation = try await bench.send(lines[entry.line], at: when)
                #expect(confirmation?.origin == .system)
                books.answers += lines[entry.line].price
            }
            if text == "Yes please" {
                let value = Int.random(in: 0..<5, using: &random) * 1000
                try await bench.goal("booked", of: entry.person, value: value, at: when)
                books.goals.append((entry.person, value))
            }
        }
    }

    private func compare(_ figures: CampaignFigures, _ books: Books, _ lines: [RouteTerms]) throws {
        let funnel = figures.funnel
        #expect((funnel.enrolled, funnel.excluded, funnel.eligible) == (80, 1, 79))
        #expect(funnel.attempted == books.people { _ in true })
        #expect(funnel.delivered == books.best("delivered"))
        #expect(funnel.assumed == books.best("assumed"))
        #expect(funnel.unknown == books.best("unknown"))
        #expect(funnel.undelivered == books.best("undelivered"))
        #expect(funnel.uncertain == books.best("uncertain"))
        #expect(funnel.failed == books.best("failed"))
        #expect(funnel.accepted == funnel.delivered + funnel.assumed + funnel.unknown + funnel.undelivered)
        #expect(funnel.attempted == funnel.accepted + funnel.uncertain + funnel.failed)
        #expect(funnel.reached == Set(books.entries.map(\.person)).count { books.isReached($0) })
        #expect(funnel.replied == books.people { ["Yes please", "No thank you"].contains($0.wrote) })
        #expect(funnel.optedOut == books.people { $0.wrote == "STOP" })
        #expect(funnel.wrongNumber == books.people { $0.wrote == "wrong number" })
        #expect(funnel.automatic == books.people { $0.wrote == "I am driving" })
        #expect(funnel.succeeded == Set(books.goals.map(\.person)).count)
        func failed(_ kind: String) -> Int { books.entries.count { $0.failure == kind } }
        #expect(
            figures.failures
                == FailureFigures(
                    tried: books.entries.count,
                    permanent: failed("permanent"),
                    temporary: failed("temporary"),
                    expired: failed("expired"),
                    uncertain: failed("uncertain"),
                    unspecified: 0
                )
        )
        let paid = books.entries.filter { Self.left.contains($0.outcome) }
        let cost = paid.reduce(0) { $0 + lines[$1.line].price } + books.answers
        let value = books.goals.reduce(0) { $0 + $1.value }
        #expect(figures.money.cost?.thousandths == cost)
        #expect(figures.money.value?.thousandths ?? 0 == value)
        #expect(figures.halts.halts == books.halts)
        for step in figures.steps ?? [] {
            let own = books.entries.filter { $0.step + 1 == step.step }
            check(step.messages, own, lines, Comment(rawValue: "step \(step.step)"))
        }
        #expect(figures.steps?.count == 2)
        for (index, name) in ["one", "two", "silent"].enumerated() {
            let line = try #require(figures.lines?.first { $0.line == name })
            check(line.messages, books.entries.filter { $0.line == index }, lines, Comment(rawValue: name))
        }
        for (step, day) in ["2026-06-01", "2026-06-02"].enumerated() {
            let found = try #require(figures.days?.first { $0.day == day })
            let own = books.entries.filter { $0.step == step }
            #expect(found.messages == own.count { Self.left.contains($0.outcome) })
            #expect(found.optedOut == own.count { $0.wrote == "STOP" })
        }
    }

    private func check(_ found: MessageFigures, _ own: [Entry], _ lines: [RouteTerms], _ what: Comment) {
        func count(_ outcome: String) -> Int { own.count { $0.outcome == outcome } }
        #expect(found.attempted == own.count, what)
        #expect(found.delivered == count("delivered"), what)
        #expect(found.assumed == count("assumed"), what)
        #expect(found.unknown == count("unknown"), what)
        #expect(found.undelivered == count("undelivered"), what)
        #expect(found.uncertain == count("uncertain"), what)
        #expect(found.failed == count("failed"), what)
        #expect(
            found.reached == own.count { ["delivered", "assumed"].contains($0.outcome) || $0.wrote != nil },
            what
        )
        #expect(found.permanent == own.count { $0.failure == "permanent" }, what)
        #expect(found.temporary == own.count { $0.failure == "temporary" }, what)
        #expect(found.succeeded == own.count { $0.wrote == "Yes please" }, what)
        #expect(found.replied == own.count { ["Yes please", "No thank you"].contains($0.wrote) }, what)
        #expect(found.optedOut == own.count { $0.wrote == "STOP" }, what)
        let paid = own.filter { Self.left.contains($0.outcome) }
        #expect(found.segments == paid.count, what)
        #expect(found.cost?.thousandths == paid.reduce(0) { $0 + lines[$1.line].price }, what)
    }
}
