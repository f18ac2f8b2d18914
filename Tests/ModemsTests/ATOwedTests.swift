import Modems
import Testing

@Suite("What is owed after a drain and after a message without answer")
struct ATOwedTests {
    // MARK: After the drain

    /// A life before ours may have asked something, and the modem says so when the port has long been silent.
    @Test(arguments: [
        "\r\nOK\r\n", "\r\nERROR\r\n", "\r\n+CSQ: 20,99\r\n\r\nOK\r\n", "\r\n490154203237518\r\n\r\nOK\r\n",
        "\r\n+CMS ERROR: 500\r\n", "\r\n+CMGS: 4\r\n\r\nOK\r\n", "",
    ])
    func anAnswerToALifeBeforeOursIsNotOurFirstCommands(early: String) {
        var script = Script()
        script.feed(.escape)
        #expect(script.timeOut().contains(.drained))
        var written = script.send(.serialNumber).written
        if !early.isEmpty { written += script.receive(early).written }
        // The modem answers what it was asked, in order, each in its own time.
        for _ in 0..<8 where !script.dialogue.isIdle {
            guard let command = written.first else {
                written += script.timeOut().written
                continue
            }
            written.removeFirst()
            let line = Script.registers[command] ?? (command == "AT+CGSN\r" ? "356938035600007" : nil)
            let actions = script.receive((line.map { "\r\n\($0)\r\n" } ?? "") + "\r\nOK\r\n")
            written += actions.written
            if let answer = actions.answer {
                #expect(answer.lines == ["356938035600007"] && answer.isOK, "\(answer)")
            }
        }
        #expect(script.dialogue.isIdle)
    }

    /// What came while it drained is settled; so is what a restart ended.
    @Test func aRestartEndsWhatIsOwed() {
        var script = Script()
        script.feed(.escape)
        script.timeOut()
        script.receive("\r\nRDY\r\n")
        #expect(script.send(.model).written == ["AT+CGMM\r"])
    }

    @Test func aModemThatIsAskedWhetherItIsThereIsAskedOnce() {
        var script = Script()
        script.feed(.escape)
        script.timeOut()
        #expect(script.send(.attention).written == ["ATS3?\r"])
        #expect(script.receive("\r\n013\r\n\r\nOK\r\n").answer == ATAnswer(result: .ok))
        #expect(script.send(.model).written == ["AT+CGMM\r"])
    }

    // MARK: After a message whose answer did not come in time

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What the modem says of the message, late and before everything else.
        var late: String
        var result: SubmissionResult?
    }

    static let rows = [
        Row(
            testDescription: "accepted",
            late: "\r\n+CMGS: 7\r\n\r\nOK\r\n",
            result: .accepted(reference: 7, acknowledgement: nil)
        ),
        Row(
            testDescription: "accepted, without OK",
            late: "\r\n+CMGS: 7\r\n",
            result: .accepted(reference: 7, acknowledgement: nil)
        ),
        Row(
            testDescription: "a bare OK",
            late: "\r\nOK\r\n",
            result: .accepted(reference: nil, acknowledgement: nil)
        ),
        Row(testDescription: "refused by the network", late: "\r\n+CMS ERROR: 42\r\n", result: .refused(.cms(42))),
        Row(
            testDescription: "refused, with a stray ERROR",
            late: "\r\n+CMS ERROR: 42\r\n\r\nERROR\r\n",
            result: .refused(.cms(42))
        ),
        Row(testDescription: "refused", late: "\r\nERROR\r\n", result: .refused(.plain)),
        Row(testDescription: "nothing", late: "", result: nil),
    ]

    private static let next: [(ATCommand, String, [String])] = [
        (.signalQuality, "\r\n+CSQ: 3,0\r\n\r\nOK\r\n", ["+CSQ: 3,0"]),
        (.model, "\r\nSIM-7\r\n\r\nOK\r\n", ["SIM-7"]),
        // Whose own result may be +CMS ERROR.
        (.storageState, "\r\n+CPMS: \"SM\",1,20\r\n\r\nOK\r\n", ["+CPMS: \"SM\",1,20"]),
        (.pduMode, "\r\nOK\r\n", []),
    ]

    @Test(arguments: rows)
    func theNextCommandHearsItsOwnAnswer(_ row: Row) {
        for (command, reply, lines) in Self.next {
            for isEarly in [false, true] {
                var script = Script()
                script.handOver()
                #expect(script.timeOut().submitted == .noAnswer(.timedOut))
                var late: [SubmissionResult] = []
                if isEarly, !row.late.isEmpty { late += [script.receive(row.late).late].compactMap(\.self) }
                var written = script.send(command).written
                if !isEarly, !row.late.isEmpty {
                    let actions = script.receive(row.late)
                    late += [actions.late].compactMap(\.self)
                    written += actions.written
                }
                var answer: ATAnswer?
                for _ in 0..<12 where answer == nil && !script.dialogue.isIdle {
                    guard let asked = written.first else {
                        let actions = script.timeOut()
                        written += actions.written
                        answer = actions.answer
                        continue
                    }
                    written.removeFirst()
                    let actions = script.receive(Script.registers[asked].map { "\r\n\($0)\r\n\r\nOK\r\n" } ?? reply)
                    written += actions.written
                    late += [actions.late].compactMap(\.self)
                    answer = actions.answer
                }
                #expect(answer?.lines == lines && answer?.isOK == true, "\(command.text), early: \(isEarly)")
                #expect(late == [row.result].compactMap(\.self), "\(command.text), early: \(isEarly)")
            }
        }
    }

    /// `+CMGS: n` says all; its OK may come after our patience.
    @Test(arguments: [0, 900, 3000])
    func theOKOfAnAcceptedMessageIsNoOtherCommands(milliseconds: Int) {
        var script = Script()
        script.handOver()
        script.receive("\r\n+CMGS: 9\r\n")
        #expect(script.timeOut().submitted == .accepted(reference: 9, acknowledgement: nil))
        script.wait(.milliseconds(milliseconds))
        var written = script.send(.model).written
        let actions = script.receive("\r\nOK\r\n")
        written += actions.written
        #expect(actions.answer == nil)
        for command in written {
            let line = Script.registers[command] ?? "SIM-7"
            let next = script.receive("\r\n\(line)\r\n\r\nOK\r\n")
            if let answer = next.answer { #expect(answer.lines == ["SIM-7"]) }
            if !next.written.isEmpty { #expect(script.receive("\r\nSIM-7\r\n\r\nOK\r\n").answer?.lines == ["SIM-7"]) }
        }
        #expect(script.dialogue.isIdle)
    }

    /// A modem that goes on with commands while a message is on its way.
    @Test func alsoAfterOtherCommandsALateResultIsTheMessages() {
        var script = Script()
        script.handOver()
        script.timeOut()
        script.findStep()
        script.send(.model)
        #expect(script.receive("\r\nSIM-7\r\n\r\nOK\r\n").answer?.isOK == true)
        script.wait(.seconds(20))
        #expect(
            script.receive("\r\n+CMGS: 7\r\n\r\nOK\r\n").late == .accepted(reference: 7, acknowledgement: nil)
        )
        script.wait(.seconds(5))
        #expect(script.send(.model).written == ["AT+CGMM\r"])
    }
}
