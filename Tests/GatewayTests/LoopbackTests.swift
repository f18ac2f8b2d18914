import Campaigns
import Gateway
import Modems
import Storage
import Synchronization
import Testing

@testable import Simulation

@Suite("Lines that write to each other")
struct LoopbackTests {
    private static let every: Duration = .seconds(4 * 3600)

    private static func run(
        lines: Int,
        every: Duration? = LoopbackTests.every,
        change: @escaping @Sendable (inout GatewayParts) -> Void = { _ in },
        modems: [SimulatedModem]? = nil,
        _ body: @escaping @Sendable (Rig) async throws -> Void
    ) throws {
        let modems = modems ?? (0..<lines).map { SimulatedModem(index: $0) }
        try Rig.run(
            modems: modems,
            parts: {
                $0.loopback.every = every
                // Hours of polls would be all that the test is.
                $0.lines.poll = .seconds(600)
                $0.lines.keepAlive = .seconds(600)
                $0.lines.survey = .seconds(600)
                change(&$0)
            },
            body
        )
    }

    private static func ready(_ rig: Rig, _ lines: Int) async throws {
        try await rig.reach("all are ready") {
            await rig.control.modems().count { $0.state == "ready" } == lines
        }
    }

    /// Waits until so many tests were begun and all are over.
    @discardableResult
    private static func tests(
        _ rig: Rig,
        _ count: Int,
        within most: Duration = .seconds(3600)
    ) async throws -> [LoopbackView] {
        let begin = rig.world.now
        while rig.world.now - begin <= most {
            let tests = try await rig.control.loopbacks()
            if tests.count >= count, tests.allSatisfy(\.isConcluded) { return tests.reversed() }
            await rig.world.pass(.seconds(10))
        }
        Issue.record("\(count) tests are not over within \(most)")
        return try await rig.control.loopbacks().reversed()
    }

    /// The tests of the second round, in which something is broken that was well in the first.
    private static func secondRound(
        _ rig: Rig,
        lines: Int,
        _ count: Int,
        breaking: () async throws -> Void
    ) async throws -> [LoopbackView] {
        try await tests(rig, lines)
        try await breaking()
        return Array(try await tests(rig, lines + count, within: every + .seconds(3600)).dropFirst(lines))
    }

    private static func follow(
        _ rig: Rig,
        _ modem: String?,
        _ tell: (LoopbackReport) async throws -> Void
    ) async throws {
        try await rig.control.followLoopback(try await rig.control.beginLoopback(modem), tell)
    }

    private static func alarm(_ rig: Rig, _ line: String) -> String? {
        rig.control.alarms().first { $0.kind == "loopback_failed" && $0.modem == line }?.detail
    }

    @Test func eachLineWritesToTheNextOnSchedule() throws {
        try Self.run(lines: 3) { rig in
            let tests = try await Self.tests(rig, 3)
            #expect(tests.map(\.from) == ["line0", "line1", "line2"])
            #expect(tests.map(\.to) == ["line1", "line2", "line0"])
            #expect(tests.allSatisfy { $0.outcome == .arrived && $0.cause == .schedule && $0.blame == nil })
            #expect(
                tests.allSatisfy {
                    (1...3.5).contains($0.acceptedAfter ?? 0) && (1...15).contains($0.arrivedAfter ?? 0)
                }
            )
            #expect(rig.control.alarms().isEmpty)
            // They count as what the lines have sent.
            #expect(await rig.control.modems().map(\.sentToday) == [1, 1, 1])
            let begun = try #require(tests.first?.at)
            await rig.world.pass(.seconds(3 * 3600))
            #expect(try await rig.control.loopbacks().count == 3)
            let next = try #require(try await Self.tests(rig, 6, within: .seconds(2 * 3600)).last)
            #expect((Self.every..<Self.every + .seconds(60)).contains(next.at - begun))
            // Nobody answers them, and nobody waits for an answer.
            let messages = try await rig.control.messages(MessageFilter())
            #expect(messages.count { $0.direction == "out" } == 6)
            #expect(messages.filter { $0.direction == "out" }.allSatisfy { $0.origin == "test" })
            #expect(messages.filter { $0.direction == "in" }.count == 6)
            let conversations = try await rig.control.conversations(owner: nil, limit: 10)
            #expect(conversations.isEmpty, "they are no person's")
            #expect(try await rig.store.conversation(with: "loopback").conversation.owner == "closed")
        }
    }

    @Test func itIsOffUnlessAskedFor() throws {
        try Self.run(lines: 2, every: nil) { rig in
            try await Self.ready(rig, 2)
            await rig.world.pass(.seconds(40_000))
            #expect(try await rig.control.loopbacks().isEmpty)
        }
    }

    @Test func aloneALineWritesToItself() throws {
        try Self.run(lines: 1) { rig in
            let tests = try await Self.tests(rig, 1)
            #expect(tests.map { [$0.from, $0.to] } == [["line0", "line0"]])
            #expect(tests.first?.outcome == .arrived)
        }
    }

    @Test func atNightNothingIsBegun() throws {
        // It begins at noon; open again at eight.
        try Self.run(
            lines: 1,
            change: { parts in
                guard let window = try? SendingWindow(days: "daily", hours: "08:00-10:00") else { return }
                parts.loopback.window = window
            }
        ) { rig in
            try await Self.ready(rig, 1)
            await rig.world.pass(.seconds(20 * 3600 - 120))
            #expect(try await rig.control.loopbacks().isEmpty)
            let test = try #require(try await Self.tests(rig, 1, within: .seconds(600)).first)
            #expect(test.at - start >= .seconds(20 * 3600))
        }
    }

    /// Of three lines, two tell which one it is.
    @Test func aDeafLineIsFoundTakenOutAndReturns() throws {
        try Self.run(lines: 3) { rig in
            try await Self.ready(rig, 3)
            await rig.bench.apply(.deaf(true), to: 1)
            // Within its time and a moment, it is an alarm.
            try await rig.reach("told", within: .seconds(660)) {
                rig.control.alarms().contains { $0.kind == "loopback_failed" }
            }
            let tests = try await Self.tests(rig, 5, within: .seconds(1500))
            #expect(tests.filter { $0.outcome == .lost }.allSatisfy { $0.to == "line1" && $0.blame == .receiver })
            #expect(tests.filter { $0.outcome == .arrived }.count == 3)
            #expect(Self.alarm(rig, "line1")?.hasPrefix("it does not receive: messages from line0 and line2") == true)
            #expect(Self.alarm(rig, "line0") == nil)
            try await rig.reach("out") { await rig.modem(1)?.state == "suspended" }
            #expect(await rig.modem(1)?.reason?.contains("it does not receive") == true)
            #expect(!rig.control.alarms().contains { $0.kind == "sim_blocked" }, "it sends")
            // Its check is made by messages, and fails as long as it is deaf.
            await rig.world.pass(.seconds(1500))
            #expect(await rig.modem(1)?.state == "suspended")
            let checks = try await rig.control.loopbacks().filter { $0.cause == .return }
            #expect(checks.count == 2)
            await rig.bench.apply(.deaf(false), to: 1)
            try await rig.reach("back", within: .seconds(7200)) { await rig.modem(1)?.state == "ready" }
            try await rig.reach("over") { rig.control.alarms().isEmpty }
        }
    }

    @Test func aMuteLineIsFoundAndItsMessagesGoByAnother() throws {
        try Self.run(lines: 3) { rig in
            _ = try await Self.secondRound(rig, lines: 3, 5) { await rig.bench.apply(.mute(true), to: 2) }
            #expect(Self.alarm(rig, "line2")?.hasPrefix("it does not send: its messages to line0 and line1") == true)
            try await rig.reach("out") { await rig.modem(2)?.state == "suspended" }
            let message = try await rig.send()
            try await rig.reach("sent") { try await ["sent", "delivered"].contains(rig.state(message)) }
            #expect(try await rig.control.message(message).message.route != "line2")
            await rig.bench.apply(.mute(false), to: 2)
            try await rig.reach("back", within: .seconds(7200)) { await rig.modem(2)?.state == "ready" }
            #expect(Self.alarm(rig, "line2") == nil)
        }
    }

    /// Of two, each writes to itself to tell which one it is.
    @Test(arguments: [(ModemFault.deaf(true), "it does not receive"), (.mute(true), "it does not send")])
    func ofTwoLinesTheOneAtFaultIsFound(fault: ModemFault, words: String) throws {
        try Self.run(lines: 2) { rig in
            let tests = try await Self.secondRound(rig, lines: 2, 4) { await rig.bench.apply(fault, to: 1) }
            #expect(tests.filter { $0.from == $0.to }.count == 2)
            #expect(Self.alarm(rig, "line1")?.hasPrefix(words) == true, "\(rig.control.alarms())")
            #expect(Self.alarm(rig, "line0") == nil)
        }
    }

    /// Alone nobody can tell: it is said, and the only line goes on.
    @Test func aloneItIsSendingOrReceiving() throws {
        try Self.run(lines: 1) { rig in
            try await Self.ready(rig, 1)
            await rig.bench.apply(.deaf(true), to: 0)
            try await Self.tests(rig, 2, within: .seconds(1500))
            #expect(Self.alarm(rig, "line0")?.hasSuffix("it does not send, or does not receive") == true)
            #expect(await rig.modem()?.state == "ready")
            // What is late is known all the same, and nothing is wrong any more.
            await rig.bench.apply(.deaf(false), to: 0)
            try await rig.reach("over") { rig.control.alarms().isEmpty }
            try await rig.reach("both came late") {
                try await rig.control.loopbacks().allSatisfy {
                    $0.outcome == .arrived && $0.reason?.contains("late") == true
                }
            }
        }
    }

    @Test func oneThatTheNetworkLosesIsNobodysFault() throws {
        try Self.run(lines: 3) { rig in
            let line = try #require(await rig.bench.modem(0)?.sim?.imsi)
            let tests = try await Self.secondRound(rig, lines: 3, 5) {
                await rig.bench.withNetwork { $0.add([.loseMessage], line: line) }
            }
            #expect(tests.filter { $0.outcome == .lost }.map(\.blame) == [.nobody])
            #expect(rig.control.alarms().isEmpty)
            #expect(await rig.control.modems().allSatisfy { $0.state == "ready" })
        }
    }

    @Test func aLineWithoutANumberSendsAndIsNamed() throws {
        var modem = SimulatedModem(index: 1)
        modem.sim?.tellsNumber = false
        try Self.run(lines: 2, modems: [SimulatedModem(index: 0), modem]) { rig in
            let tests = try await Self.tests(rig, 3)
            #expect(
                tests.map { [$0.from ?? "-", $0.to ?? "-"] } == [
                    ["line0", "line0"], ["line1", "line0"], ["-", "line1"],
                ]
            )
            #expect(tests.last?.reason?.contains("its own number is not known") == true)
            #expect(tests.prefix(2).allSatisfy { $0.outcome == .arrived })
        }
        // Given in the configuration, it is one like the others.
        try Self.run(
            lines: 2,
            change: { $0.modems[1].number = PhoneNumber(e164: "+4917010000001") ?? $0.modems[1].number },
            modems: [SimulatedModem(index: 0), modem]
        ) { rig in
            let own = try #require(await rig.bench.modem(1)?.sim?.number)
            #expect(own == "+4917010000001")
            let tests = try await Self.tests(rig, 2)
            #expect(tests.map(\.to) == ["line1", "line0"])
            #expect(await rig.modem(1)?.number == own)
        }
    }

    /// A wrong number in the configuration is another line's.
    @Test func aWrongNumberIsSaid() throws {
        try Self.run(
            lines: 3,
            change: { $0.modems[1].number = PhoneNumber(e164: "+4917010000002") }
        ) { rig in
            let tests = try await Self.tests(rig, 3)
            #expect(tests.first?.arrivedOn == "line2")
            #expect(Self.alarm(rig, "line1") == "the number that is known as its own is line2's")
        }
    }

    @Test func whatIsRefusedIsTheSenders() throws {
        try Self.run(lines: 3) { rig in
            let tests = try await Self.secondRound(rig, lines: 3, 3) {
                await rig.bench.apply(.blockSIM(cms: 29), to: 0)
            }
            let refused = try #require(tests.first { $0.from == "line0" })
            #expect(refused.outcome == .refused && refused.blame == .sender)
            #expect(Self.alarm(rig, "line0")?.contains("+CMS ERROR 29") == true, "\(rig.control.alarms())")
            // Nobody else sent it.
            #expect(await rig.control.modems().map(\.sentToday) == [2, 2, 2])
        }
    }

    /// Promise 5: a line whose limit is used up sends none, and that is no fault.
    @Test func aLineAtItsLimitSendsNoTest() throws {
        try Self.run(lines: 2, change: { $0.modems[0].limits.perDay = 1 }) { rig in
            let tests = try await Self.secondRound(rig, lines: 2, 2) {}
            let unsent = try #require(tests.first { $0.from == "line0" })
            #expect(unsent.outcome == .unsent && unsent.blame == nil)
            #expect(unsent.reason?.contains("not sent in time") == true)
            #expect(await rig.control.modems().map(\.sentToday) == [1, 2])
            #expect(rig.control.alarms().isEmpty)
        }
    }

    /// A receiver that was not there is no deaf one.
    @Test func whoWasAwayIsNotBlamed() throws {
        try Self.run(lines: 3) { rig in
            try await Self.ready(rig, 3)
            try await rig.reach("it left") {
                try await rig.control.messages(MessageFilter()).contains { $0.route == "line0" && $0.state == "sent" }
            }
            await rig.bench.unplug(1)
            let tests = try await Self.tests(rig, 3)
            let test = try #require(tests.first { $0.to == "line1" })
            #expect(test.outcome == .unclear || test.outcome == .arrived, "\(test)")
            #expect(Self.alarm(rig, "line1") == nil && Self.alarm(rig, "line0") == nil)
        }
    }

    @Test func aLineThatComesLaterIsTestedByItself() throws {
        try Self.run(lines: 3) { rig in
            try await Self.tests(rig, 3)
            await rig.bench.unplug(2)
            let second = try await Self.tests(rig, 5, within: Self.every + .seconds(600)).suffix(2)
            #expect(second.map(\.from) == ["line0", "line1"])
            #expect(second.map(\.to) == ["line1", "line0"])
            await rig.world.pass(.seconds(1800))
            #expect(try await rig.control.loopbacks().count == 5)
            let port = try #require(await rig.bench.replug(2))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await rig.board.serve(port, at: Rig.path(2)) }
                let tests = try await Self.tests(rig, 7).suffix(2)
                #expect(tests.allSatisfy { $0.cause == .newcomer && $0.outcome == .arrived })
                #expect(tests.map(\.from) == ["line2", "line1"])
                // The others' round comes when it was to come.
                let third = try await Self.tests(rig, 10, within: Self.every).last
                #expect(third?.cause == .schedule)
                group.cancelAll()
            }
        }
    }

    @Test func oneIsRunOnCommand() throws {
        try Self.run(lines: 3, every: nil) { rig in
            try await Self.ready(rig, 3)
            await rig.world.pass(.seconds(30))
            let reports = Mutex<[LoopbackReport]>([])
            try await Self.follow(rig, nil) { report in reports.withLock { $0.append(report) } }
            let all = reports.withLock(\.self)
            #expect(all.count > 1 && all.first?.isOver == false)
            #expect(all.last?.isGood == true && all.last?.tests.count == 3)
            try await Self.follow(rig, "line1") { report in reports.withLock { $0.append(report) } }
            let final = reports.withLock(\.self)
            let last = try #require(final.last)
            #expect(last.isGood && last.tests.map(\.from) == ["line1", "line0"])
            await #expect(throws: ControlProblem.self) { try await Self.follow(rig, "nobody") { _ in } }
            // Two at once would be taken for each other.
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Self.follow(rig, nil) { _ in } }
                await rig.world.pass(.milliseconds(500))
                await #expect(throws: ControlProblem.self) { try await Self.follow(rig, nil) { _ in } }
                try await group.waitForAll()
            }
        }
    }

    /// A line that is out is proven on command, and does not have to wait for its check.
    @Test func aLineThatIsOutIsProvenOnCommand() throws {
        try Self.run(lines: 3, every: nil) { rig in
            try await Self.ready(rig, 3)
            await rig.world.pass(.seconds(30))
            await rig.bench.apply(.deaf(true), to: 1)
            try await Self.follow(rig, nil) { _ in }
            try await rig.reach("out") { await rig.modem(1)?.state == "suspended" }
            await rig.bench.apply(.deaf(false), to: 1)
            let reports = Mutex<[LoopbackReport]>([])
            try await Self.follow(rig, "line1") { report in reports.withLock { $0.append(report) } }
            let last = reports.withLock(\.self).last
            #expect(last?.isGood == true)
            try await rig.reach("back", within: .seconds(10)) { await rig.modem(1)?.state == "ready" }
        }
    }

    /// A line that the operator refuses returns by a test, where tests are made.
    @Test func aBlockedLineReturnsByATest() throws {
        try Self.run(lines: 2) { rig in
            try await Self.tests(rig, 2)
            await rig.bench.apply(.blockSIM(cms: 8), to: 0)
            for index in 0..<4 { _ = try await rig.send(to: "+491511234567\(index)") }
            try await rig.reach("out") { await rig.modem()?.state == "suspended" }
            await rig.world.pass(.seconds(1500))
            #expect(await rig.modem()?.state == "suspended")
            await rig.bench.apply(.blockSIM(cms: nil), to: 0)
            try await rig.reach("back", within: .seconds(8000)) { await rig.modem()?.state == "ready" }
            #expect(await rig.modem()?.reason == nil, "it is proven, and not on trial")
            try await rig.reach("over") { rig.control.alarms().isEmpty }
        }
    }
}
