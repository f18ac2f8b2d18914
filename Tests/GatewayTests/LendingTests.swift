import Campaigns
import Gateway
import Modems
import SMS
import Simulation
import Storage
import Synchronization
import Testing

@testable import Gateway

@Suite struct LendingTests {
    private static let person = "+4915112345678"

    /// Borrows a line until `done` rings, and says when it has it.
    private func hold(_ rig: Rig, _ name: String, limit: Duration = .seconds(3600), _ held: Bell, _ done: Bell)
        async throws
    {
        let seen = done.count
        try await rig.control.borrow(name, for: "test", limit: limit) { loan in
            _ = try await loan.ask(.attention)
            held.ring()
            await done.wait(since: seen)
        }
    }

    @Test(arguments: UInt64(1)...5)
    func aMessageThatComesDuringALoanIsCommitted(seed: UInt64) throws {
        try Rig.run(seed: seed) { rig in
            try await rig.reachReady()
            try await rig.control.borrow("line0", for: "console") { loan in
                // The worst that a technician may leave behind.
                for line in ["AT+CMGF=1", "AT+CNMI=0,0,0,0,0", "AT+CPMS=\"SM\",\"SM\",\"SM\""] {
                    _ = try await loan.ask(.typed(line))
                }
                _ = try await loan.ask(.typed("AT+CNMI=1,1,0,0,0"))
                await rig.ring()
                let stored = try await rig.store.conversations(owner: nil, limit: 10)
                #expect(stored.count == 1, "seed \(seed)")
                #expect(await rig.modem()?.lentTo == "console")
                // What was changed is set again before the storage is read.
                #expect(await rig.bench.modem(0)?.sim?.slots.allSatisfy { $0 == nil } == true)
            }
            let message = try await rig.send()
            try await rig.reach("it sends again") { try await rig.state(message) == "sent" }
            #expect(await rig.modem()?.lentTo == nil)
        }
    }

    /// Also where the technician silenced the modem: the poll goes on.
    @Test func aSilencedModemIsPolledDuringALoan() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            try await rig.control.borrow("line0", for: "console", limit: .seconds(600)) { loan in
                _ = try await loan.ask(.typed("AT+CNMI=0,0,0,0,0"))
                await rig.ring()
                try await rig.reach("it is read", within: .seconds(60)) {
                    try await rig.store.conversations(owner: nil, limit: 10).count == 1
                }
            }
        }
    }

    @Test func theOtherLineGoesOn() throws {
        let modems = [SimulatedModem(index: 0), SimulatedModem(index: 1)]
        try Rig.run(modems: modems) { rig in
            try await rig.reach("both are ready") {
                await rig.control.modems().filter { $0.state == "ready" }.count == 2
            }
            try await rig.control.borrow("line0", for: "antenna") { _ in
                for index in 0..<5 {
                    let message = try await rig.send(to: "+49151123456\(70 + index)")
                    try await rig.reach("sent") { try await rig.state(message) == "sent" }
                    let story = try await rig.control.message(message)
                    #expect(story.message.route == "line1")
                }
            }
        }
    }

    @Test(arguments: UInt64(1)...5)
    func aSegmentInFlightIsNotDisturbed(seed: UInt64) throws {
        try Rig.run(seed: seed) { rig in
            try await rig.reachReady()
            // Three segments: the loan comes between two of them.
            let text = String(repeating: "All work and no play. ", count: 18)
            let message = try await rig.send(text)
            try await rig.reach("the first one is on its way") { try await rig.state(message) == "submitting" }
            let accepted = try await rig.control.borrow("line0", for: "test") { loan in
                let answer = try await loan.ask(.attention)
                #expect(answer.isOK)
                let count = await Self.accepted(rig)
                await rig.world.pass(.seconds(60))
                #expect(await Self.accepted(rig) == count, "nothing is sent while it is lent, seed \(seed)")
                return count
            }
            #expect((1...2).contains(accepted), "seed \(seed): \(accepted)")
            try await rig.reach("the rest follows") { try await rig.state(message) == "sent" }
            #expect(await Self.accepted(rig) == 3, "no segment twice")
        }
    }

    private static func accepted(_ rig: Rig) async -> Int {
        await rig.bench.log.count { entry in
            if case .accepted = entry.event { true } else { false }
        }
    }

    @Test func oneBorrowerAtATime() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            try await rig.control.borrow("line0", for: "console") { _ in
                let error = await #expect(throws: ControlProblem.self) {
                    try await rig.control.borrow("line0", for: "diagnose") { _ in }
                }
                #expect(error?.description.contains("is lent to console since") == true)
            }
            try await rig.control.borrow("line0", for: "diagnose") { _ in }
            let error = await #expect(throws: ControlProblem.self) {
                try await rig.control.borrow("line7", for: "diagnose") { _ in }
            }
            #expect(error == .notFound("there is no modem line7: there is line0"))
        }
    }

    @Test func aLoanIsTakenBackWhenItsTimeIsOver() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            let message = try await rig.control.borrow("line0", for: "console", limit: .seconds(30)) { loan in
                let message = try await rig.send()
                try await rig.reach("sent all the same", within: .seconds(60)) {
                    try await rig.state(message) == "sent"
                }
                await #expect(throws: Loan.Ended.self) { try await loan.ask(.attention) }
                return message
            }
            #expect(try await rig.state(message) == "sent")
        }
    }

    @Test func aBorrowerThatVanishesGivesItBack() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            let (held, done) = (Bell(), Bell())
            try await withThrowingTaskGroup(of: Void.self) { group in
                let seen = held.count
                group.addTask { try? await self.hold(rig, "line0", held, done) }
                await held.wait(since: seen)
                let message = try await rig.send()
                await rig.world.pass(.seconds(60))
                #expect(try await rig.state(message) == "queued")
                group.cancelAll()
                try await rig.reach("sent") { try await rig.state(message) == "sent" }
            }
        }
    }

    /// The network answers a USSD code when it likes, also while the daemon reads its inbox through the same port.
    @Test func theNetworksAnswerReachesTheBorrowerWhoeverSpeaks() async {
        let wire = Wiretap()
        let news = wire.listen(hearsDaemon: false)
        wire.setDaemon(true)
        wire.tell(.line(TraceLine(direction: .sent, text: "AT+CMGL=4")), at: .zero)
        wire.tell(.notice(.ussd(mode: 0, text: "Your balance is 12.50 EUR.", coding: 15)), at: .zero)
        wire.setDaemon(false)
        wire.dismissBorrowers()
        var heard: [String] = []
        for await item in news {
            switch item {
            case .line(let line): heard.append(line.text)
            case .notice(let notice): heard.append("\(notice)")
            }
        }
        #expect(heard.count == 1 && heard[0].contains("12.50"), "\(heard)")
    }

    @Test func aLoanEndsWithThePort() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await #expect(throws: Loan.Ended.self) {
                try await rig.control.borrow("line0", for: "console") { loan in
                    await rig.bench.unplug(0)
                    await rig.world.pass(.seconds(5))
                    _ = try await loan.ask(.attention)
                }
            }
            let error = await #expect(throws: ControlProblem.self) {
                try await rig.control.borrow("line0", for: "console") { _ in }
            }
            #expect(error?.description.contains("is not there") == true, "\(String(describing: error))")
        }
    }

    /// A restart is the one thing that cannot be mended by settings: it is started anew.
    @Test func afterAResetTheLineStartsAnew() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            try await rig.control.reset("line0", hard: false)
            let message = try await rig.send()
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
            await #expect(throws: ControlProblem.self) { try await rig.control.reset("line0", hard: true) }
        }
    }

    @Test func aHardResetSwitchesItsSocket() throws {
        try Rig.run(hasHelper: true) { rig in
            try await rig.reachReady()
            try await rig.control.reset("line0", hard: true)
            let message = try await rig.send()
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
            #expect(await rig.modem()?.lentTo == nil)
        }
    }

    /// While the ladder tries to bring it back, a technician may look at it.
    @Test func aModemThatIsBeingRecoveredIsLent() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("noticed") { await rig.modem()?.state == "recovering" }
            let answer = try await rig.control.borrow("line0", for: "diagnose") { loan in
                await rig.bench.apply(.wake, to: 0)
                return try await loan.ask(.attention)
            }
            #expect(answer.isOK)
            try await rig.reachReady()
            let message = try await rig.send()
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
        }
    }

    @Test func aModemThatAsksForItsPINIsLentAndUnlocked() throws {
        try Rig.run(modems: [SimulatedModem(index: 0, pin: "1111")]) { rig in
            try await rig.reach("asks for the PIN") { await rig.modem()?.state == "needsPIN" }
            let answer = try await rig.control.borrow("line0", for: "console", patience: .seconds(5)) { loan in
                try await loan.ask(.pinState)
            }
            #expect(answer.lines == ["+CPIN: SIM PIN"])
            try await rig.reach("asks again") { await rig.modem()?.state == "needsPIN" }
            await #expect(throws: ControlProblem.self) { try await rig.control.enterPIN("line0", "2222") }
            // Promise 7: not twice.
            try await rig.reach("asks again") { await rig.modem()?.state == "needsPIN" }
            await #expect(throws: ControlProblem.self) { try await rig.control.enterPIN("line0", "2222") }
            #expect(await rig.bench.modem(0)?.sim?.pinAttempts == 2)
            try await rig.reach("asks again") { await rig.modem()?.state == "needsPIN" }
            try await rig.control.enterPIN("line0", "1111")
            try await rig.reachReady()
            await #expect(throws: ControlProblem.self) { try await rig.control.enterPIN("line0", "1111") }
        }
    }

    @Test func aDiagnosisWithALoopbackOnTheRunningService() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            let events = Mutex<[TechnicianEvent]>([])
            try await rig.control.diagnose("line0", loopback: true, number: nil) { event in
                events.withLock { $0.append(event) }
            }
            let all = events.withLock(\.self)
            #expect(all.prefix(3).map(\.event) == [.waiting, .details, .lent])
            let loopback = try #require(all.firstIndex { $0.event == .loopback })
            let checks = all[..<loopback].compactMap(\.finding).map(\.check)
            #expect(all[loopback...].compactMap(\.finding).map(\.check) == [.receiving, .noticePort])
            // In the order in which they are shown, each once.
            #expect(checks == DiagnosticCheck.allCases.filter { checks.contains($0) })
            for check in [DiagnosticCheck.port, .sim, .registration, .storage, .notifications, .sending] {
                #expect(checks.contains(check))
            }
            // Of the temperature and the serving cell such a modem tells nothing.
            #expect(!checks.contains(.temperature) && !checks.contains(.cell) && !checks.contains(.rejection))
            let test = try #require(all.compactMap(\.loopback).first)
            #expect(test.isGood, "\(test)")
            // It is stored, and nobody answers it.
            #expect(try await rig.store.conversations(owner: nil, limit: 10).isEmpty)
            let conversation = try await rig.store.conversation(with: "loopback").conversation
            #expect(conversation.owner != "waitingForHuman", "\(conversation)")
            #expect(all.contains { $0.line?.text.contains("AT+CSQ") == true })
            #expect(!all.contains { $0.line?.text.contains("+491701000") == true }, "numbers are masked")
        }
    }

    @Test func aNameIsUsedEverywhereAndIsNobodyElses() throws {
        let modems = [SimulatedModem(index: 0), SimulatedModem(index: 1)]
        try Rig.run(modems: modems) { rig in
            try await rig.reach("both are ready") {
                await rig.control.modems().filter { $0.state == "ready" }.count == 2
            }
            _ = try await rig.control.nameModem("line0", "window")
            await #expect(throws: ControlProblem.self) { try await rig.control.nameModem("line1", "window") }
            await #expect(throws: ControlProblem.self) { try await rig.control.nameModem("line1", "line 1") }
            #expect(await rig.control.modems().map(\.name).sorted() == ["line1", "window"])
            try await rig.control.borrow("line1", for: "test") { _ in
                let message = try await rig.send()
                try await rig.reach("sent") { try await rig.state(message) == "sent" }
                #expect(try await rig.control.message(message).message.route == "window")
            }
            #expect(await rig.control.modems().first { $0.name == "window" }?.sentToday == 1)
            // It comes back under its name.
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("gone") { await rig.control.modems().first { $0.name == "window" }?.state != "ready" }
            _ = try await rig.control.nameModem("window", "door")
            #expect(await rig.control.modems().map(\.name).sorted() == ["door", "line1"])
        }
    }

    @Test func onlyWhatIsCommittedIsDeletedFromTheStorage() throws {
        try Rig.run(blocked: ["AT+CMGD"]) { rig in
            try await rig.reachReady()
            await rig.ring()
            let views = try await rig.control.storedMessages("line0")
            let view = try #require(views.first)
            #expect(views.count == 1)
            #expect(view.kind == "received" && view.text == "Hi" && view.isCommitted == true)
        }
        // What the daemon cannot store stays, until somebody forces it.
        var modem = SimulatedModem(index: 0)
        modem.sim?.slots[3] = .init(pdu: "07919471060040F0040C919471214365870000", tpduLength: 11)
        try Rig.run(modems: [modem], blocked: ["AT+CMGL", "AT+CMGR"]) { rig in
            await rig.world.pass(.seconds(20))
            await #expect(throws: (any Error).self) {
                try await rig.control.deleteStoredMessage("line0", "SM", 4, force: false)
            }
            #expect(await rig.bench.modem(0)?.sim?.slots[3] != nil)
        }
    }
}
