import Campaigns
import Testing

@testable import Storage

@Suite struct ReportTests {
    private func report(
        _ bench: Bench,
        _ line: RouteTerms,
        _ reference: Int,
        status: UInt8 = 0,
        recipient: String = Bench.number(1).e164,
        at: Timestamp = noon,
        takenAt: Timestamp? = nil
    ) async throws {
        _ = try await bench.store.receive(
            InboundReport(
                route: line.route,
                fingerprint: "\(reference) \(status) \(recipient) \(at)",
                reference: reference,
                recipient: recipient,
                status: status,
                raw: "",
                receivedAt: at,
                takenAt: takenAt
            )
        )
    }

    /// TP-Status: 0 delivered, 0x30 still trying, 0x41 incompatible destination, 0x46 the validity ended.
    @Test(arguments: [(UInt8(0), MessageState.delivered), (0x30, .sent), (0x41, .undelivered), (0x46, .undelivered)])
    func aReportMovesItsMessageOn(status: UInt8, state: MessageState) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let message = try await bench.enqueue()
            let sent = try await bench.handOver(line)
            try await bench.answer(sent, .accepted(reference: 5), on: line)
            try await report(bench, line, 6)
            #expect(try await bench.state(message) == .sent, "another reference")
            try await report(bench, line, 5, status: status)
            #expect(try await bench.state(message) == state)
            try await report(bench, line, 5, status: 0x41, at: noon + .seconds(9))
            #expect(try await bench.state(message) == (state == .sent ? .undelivered : state), "never backwards")
        }
    }

    @Test func aReportBeforeTheAnswerIsKept() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let old = try await bench.enqueue("old")
            let lost = try await bench.handOver(line)
            try await bench.answer(lost, .uncertain(reason: "silence"), on: line)
            let message = try await bench.enqueue("new")
            let sent = try await bench.handOver(line, at: noon + .seconds(5))
            try await report(
                bench,
                line,
                5,
                recipient: "0" + Bench.number(1).digits.dropFirst(2),
                at: noon + .seconds(6)
            )
            #expect(try await bench.state(old) == .uncertain, "it belongs to the one on its way")
            try await bench.answer(sent, .accepted(reference: 5), on: line, at: noon + .seconds(7))
            #expect(try await bench.state(message) == .delivered)
        }
    }

    @Test func aReportSettlesWhatIsUncertain() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let message = try await bench.enqueue()
            let lost = try await bench.handOver(line)
            try await bench.answer(lost, .uncertain(reason: "silence"), on: line)
            try await report(bench, line, 5, status: 0x30)
            #expect(try await bench.state(message) == .sent)
            try await report(bench, line, 5)
            #expect(try await bench.state(message) == .delivered)
        }
    }

    @Test func theNewestOfEqualReferencesCounts() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            for second in 0..<2 {
                try await bench.enqueue()
                let sent = try await bench.handOver(line, at: noon + .seconds(Int64(second)))
                try await bench.answer(sent, .accepted(reference: 5), on: line, at: noon + .seconds(Int64(second)))
            }
            try await report(bench, line, 5, at: noon + .seconds(9))
            #expect(try await bench.texts("SELECT state FROM message ORDER BY id") == ["sent", "delivered"])
        }
    }

    /// TP-MR comes round after 256 messages, and a phone that was off reports late: the time tells them apart.
    @Test func aReferenceThatCameRoundIsToldApartByTime() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            for hour in [Int64(0), 5] {
                try await bench.enqueue(at: noon + .seconds(hour * 3600))
                let sent = try await bench.handOver(line, at: noon + .seconds(hour * 3600))
                try await bench.answer(sent, .accepted(reference: 5), on: line, at: noon + .seconds(hour * 3600))
            }
            let states = "SELECT state FROM message ORDER BY id"
            try await report(bench, line, 5, at: noon + .seconds(6 * 3600), takenAt: noon + .seconds(40))
            #expect(try await bench.texts(states) == ["delivered", "sent"])
            try await report(bench, line, 5, at: noon + .seconds(7 * 3600))
            #expect(try await bench.texts(states) == ["delivered", "delivered"], "the one that is still open")
        }
    }

    /// The same reference on another line, to the same number, is another message.
    @Test func anotherLinesReportIsNotOurs() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let message = try await bench.enqueue()
            let sent = try await bench.handOver(one)
            try await bench.answer(sent, .accepted(reference: 5), on: one)
            try await report(bench, two, 5)
            #expect(try await bench.state(message) == .sent)
        }
    }

    /// The SIM was put into another modem between sending and report: the line is the SIM's.
    @Test func aReportComesByAnotherModemThatHoldsTheSIMNow() async throws {
        try await Bench.run { bench in
            let sim = { (imei: String) in RouteDescription(kind: .line, key: "8949555", name: imei, imei: imei) }
            let before = RouteTerms(
                route: try await bench.store.register(sim("351111111111111"), at: noon),
                limits: .unlimited
            )
            let message = try await bench.enqueue()
            let sent = try await bench.handOver(before)
            try await bench.answer(sent, .accepted(reference: 5), on: before)
            let after = RouteTerms(
                route: try await bench.store.register(sim("352222222222222"), at: noon + .seconds(9)),
                limits: .unlimited
            )
            try await report(bench, after, 5, at: noon + .seconds(10))
            #expect(try await bench.state(message) == .delivered)
        }
    }

    /// Networks give the recipient as +49…, 49…, 0049… or 0….
    @Test(arguments: ["", "00", "0-national", "other"])
    func aRecipientInAnyForm(form: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let message = try await bench.enqueue()
            let sent = try await bench.handOver(line)
            try await bench.answer(sent, .accepted(reference: 5), on: line)
            let digits = String(Bench.number(1).digits)
            let recipient =
                switch form {
                case "0-national": "0" + String(digits.dropFirst(2))
                case "other": String(Bench.number(2).digits)
                default: form + digits
                }
            try await report(bench, line, 5, recipient: recipient)
            #expect(try await bench.state(message) == (form == "other" ? .sent : .delivered))
        }
    }

    @Test func aMessageIsDeliveredWhenEverySegmentIs() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let message = try await bench.enqueue(String(repeating: "long ", count: 60))
            let claimed = try #require(try await bench.claim(line))
            for sequence in 1...2 {
                _ = try await bench.store.handOver(claimed, sequence: sequence, on: line, at: noon)
                _ = try await bench.store.answered(
                    claimed,
                    sequence: sequence,
                    on: line.route,
                    .accepted(reference: sequence),
                    at: noon
                )
            }
            try await report(bench, line, 2)
            #expect(try await bench.state(message) == .sent)
            try await report(bench, line, 1)
            #expect(try await bench.state(message) == .delivered)
        }
    }

    /// Some modems say OK and no reference.
    @Test func aMessageWithoutReferencesIsDeliveredWhenEverySegmentIs() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let other = try await bench.enqueue(to: 2)
            let message = try await bench.enqueue(String(repeating: "long ", count: 60))
            for _ in 0..<2 {
                let claimed = try #require(try await bench.claim(line))
                for sequence in claimed.pending {
                    _ = try await bench.store.handOver(claimed, sequence: sequence, on: line, at: noon)
                    let answer = SegmentAnswer.accepted(reference: nil)
                    let route = line.route
                    _ = try await bench.store.answered(claimed, sequence: sequence, on: route, answer, at: noon)
                }
            }
            try await report(bench, line, 12, at: noon + .seconds(1))
            #expect(try await bench.state(message) == .sent)
            try await report(bench, line, 11, at: noon + .seconds(2))
            #expect(try await bench.state(message) == .delivered)
            #expect(try await bench.state(other) == .sent, "another person's")
        }
    }

    @Test func theSameReportTwiceIsStoredOnce() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await report(bench, line, 5)
            try await report(bench, line, 5)
            #expect(try await bench.count("SELECT COUNT(*) FROM report") == 1)
        }
    }
}
