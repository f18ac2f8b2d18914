import Modems
import Testing

@Suite struct DiagnosisTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var check: DiagnosticCheck
        var lines: [[String]]
        var verdict: Verdict
        var failure: ATFailure?
        var testDescription: String {
            "\(check): \(lines.joined().joined(separator: " ")) \(failure.map { "\($0)" } ?? "")"
        }
    }

    static let rows = [
        Row(check: .port, lines: [[]], verdict: .ok),
        Row(check: .port, lines: [[]], verdict: .fault, failure: .timedOut),
        Row(check: .port, lines: [[]], verdict: .fault, failure: .hungUp),
        Row(check: .identity, lines: [["huawei"], ["E3372"], ["1"]], verdict: .ok),
        Row(check: .identity, lines: [[], [], []], verdict: .unknown),
        Row(check: .imei, lines: [["356938035643809"]], verdict: .ok),
        Row(check: .imei, lines: [["356938035643808"]], verdict: .warning),
        Row(check: .imei, lines: [["000000000000000"]], verdict: .fault),
        Row(check: .imei, lines: [["004999010640000"]], verdict: .fault),
        Row(check: .imei, lines: [["35693803564380"]], verdict: .ok),
        Row(check: .sim, lines: [["+CPIN: READY"]], verdict: .ok),
        Row(check: .sim, lines: [["+CPIN: SIM PIN"]], verdict: .fault),
        Row(check: .sim, lines: [["+CPIN: SIM PUK"]], verdict: .fault),
        Row(check: .sim, lines: [["+CPIN: PH-NET PIN"]], verdict: .fault),
        Row(check: .sim, lines: [[]], verdict: .fault, failure: .cme(10)),
        Row(check: .sim, lines: [[]], verdict: .warning, failure: .cme(14)),
        Row(check: .registration, lines: [["+CREG: 0,1"], [], []], verdict: .ok),
        Row(check: .registration, lines: [["+CREG: 0,3"], ["+CGREG: 0,0"], ["+CEREG: 0,6"]], verdict: .ok),
        Row(check: .registration, lines: [["+CREG: 0,5"]], verdict: .warning),
        Row(check: .registration, lines: [["+CREG: 0,2"], ["+CGREG: 0,3"]], verdict: .fault),
        Row(check: .signal, lines: [["+CSQ: 0,99"]], verdict: .fault),
        Row(check: .signal, lines: [["+CSQ: 5,99"]], verdict: .warning),
        Row(check: .signal, lines: [["+CSQ: 20,99"]], verdict: .ok),
        Row(check: .signal, lines: [["+CSQ: 99,99"]], verdict: .unknown),
        Row(check: .network, lines: [["+COPS: 0,0,\"Net\",7"]], verdict: .ok),
        Row(check: .network, lines: [["+COPS: 1"]], verdict: .fault),
        Row(check: .network, lines: [["+COPS: 0"]], verdict: .warning),
        Row(check: .serviceCenter, lines: [["+CSCA: \"+491710760000\",145"]], verdict: .ok),
        Row(check: .serviceCenter, lines: [["+CSCA: \"\",129"]], verdict: .fault),
        Row(check: .smsService, lines: [["+CSMS: 0,1,1,1"], []], verdict: .ok),
        Row(check: .smsService, lines: [["+CSMS: 0,1,0,1"], []], verdict: .fault),
        Row(check: .storage, lines: [["+CPMS: \"SM\",3,20,\"SM\",3,20,\"SM\",3,20"]], verdict: .ok),
        Row(check: .storage, lines: [["+CPMS: \"SM\",17,20"]], verdict: .warning),
        Row(check: .storage, lines: [["+CPMS: \"SM\",0,20,\"SM\",0,20,\"ME\",50,50"]], verdict: .fault),
        Row(check: .notifications, lines: [["+CNMI: 2,1,0,2,0"]], verdict: .ok),
        Row(check: .notifications, lines: [["+CNMI: 2,0,0,0,0"]], verdict: .warning),
        Row(check: .notifications, lines: [["+CNMI: 2,2,0,1,0"]], verdict: .warning),
    ]

    @Test(arguments: rows) func verdict(_ row: Row) {
        let answers = row.lines.map { ATAnswer(lines: $0, result: row.failure.map { .error($0) } ?? .ok) }
        let finding = row.check.judge(answers)
        #expect(finding.verdict == row.verdict, "\(finding)")
        #expect(!finding.meaning.isEmpty && !finding.value.isEmpty)
        if row.verdict == .fault { #expect(!finding.remedy.isEmpty) }
    }

    @Test func silenceIsUnknownElsewhere() {
        for check in DiagnosticCheck.allCases where check != .port {
            #expect(check.judge([]).verdict == .unknown)
        }
        #expect(DiagnosticCheck.port.judge([]).verdict == .fault)
    }

    @Test func sentences() {
        let good = Finding(.port, .ok, value: "OK", meaning: "The port takes commands.")
        let weak = DiagnosticCheck.signal.judge([ATAnswer(lines: ["+CSQ: 3,99"], result: .ok)])
        let bad = DiagnosticCheck.sim.judge([ATAnswer(lines: ["+CPIN: SIM PIN"], result: .ok)])
        #expect(Diagnosis.sentence(for: [good]) == "This modem is ready to send and receive.")
        #expect(
            Diagnosis.sentence(for: [good, weak]).hasPrefix(
                "This modem works, with a warning: Signal: The signal is very"
            )
        )
        #expect(
            Diagnosis.sentence(for: [good, weak, bad]).hasPrefix("This modem will not work: SIM: The SIM is locked.")
        )
        #expect(Diagnosis.sentence(for: []).hasPrefix("Nothing can be said"))
        #expect(Diagnosis.isUsable([good, weak]) && !Diagnosis.isUsable([good, bad]) && !Diagnosis.isUsable([]))
    }

    @Test func numbersAreMasked() {
        #expect(
            DiagnosticCheck.imei.judge([ATAnswer(lines: ["356938035643809"], result: .ok)]).value == "************809"
        )
    }
}
