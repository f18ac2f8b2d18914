import Modems
import Testing

/// The checks that a dialect or a fact decides, and the symptoms over all.
@Suite struct DiagnosisChecksTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var check: DiagnosticCheck
        var dialect = "generic"
        var lines: [[String]]
        var verdict: Verdict
        var sign: FindingSign?
        var testDescription: String { "\(check.rawValue) \(lines)" }
    }

    static let rows = [
        Row(check: .temperature, dialect: "quectel4g", lines: [["+QTEMP: 30,41,38"]], verdict: .ok),
        Row(check: .temperature, dialect: "quectel4g", lines: [["+QTEMP: 30,75,255"]], verdict: .warning, sign: .hot),
        Row(
            check: .temperature,
            dialect: "huawei",
            lines: [["^CHIPTEMP: 310,720,65535"]],
            verdict: .warning,
            sign: .hot
        ),
        Row(check: .temperature, dialect: "huawei", lines: [["^CHIPTEMP: 310,900,280"]], verdict: .fault, sign: .hot),
        Row(check: .temperature, dialect: "simcom4g", lines: [["+CPMUTEMP: 27"]], verdict: .ok),
        Row(check: .temperature, dialect: "u-blox", lines: [["+UTEMP: 305"]], verdict: .ok),
        Row(check: .temperature, dialect: "sierra", lines: [["Temperature: 34.94"]], verdict: .ok),
        Row(check: .supply, dialect: "simcom2g", lines: [["+CBC: 0,80,4100"]], verdict: .ok),
        Row(check: .supply, dialect: "simcom2g", lines: [["+CBC: 0,1,3450"]], verdict: .warning, sign: .lowVoltage),
        Row(check: .supply, dialect: "simcom2g", lines: [["+CBC: 0,1,3200"]], verdict: .fault, sign: .lowVoltage),
        Row(check: .supply, dialect: "simcom4g", lines: [["+CBC: 3.749V"]], verdict: .ok),
        Row(check: .attempts, dialect: "huawei", lines: [["^CPIN: READY,,10,3,10,3"], []], verdict: .ok),
        Row(
            check: .attempts,
            dialect: "huawei",
            lines: [["^CPIN: SIM PIN,,10,1,10,3"], []],
            verdict: .warning,
            sign: .fewAttempts
        ),
        Row(
            check: .attempts,
            dialect: "quectel4g",
            lines: [["+QPINC: \"SC\",3,4"], []],
            verdict: .fault,
            sign: .fewAttempts
        ),
        Row(check: .attempts, lines: [["+CSIM: 4,\"63C3\""]], verdict: .ok),
        Row(check: .attempts, lines: [["+CSIM: 4,\"6983\""]], verdict: .warning, sign: .fewAttempts),
        Row(check: .pinLock, lines: [["+CLCK: 1"]], verdict: .ok),
        Row(check: .iccid, lines: [["+CCID: \"89490200001234567895\""], [], []], verdict: .warning),
        Row(check: .iccid, lines: [["+CCID: \"8949000000000000001\""], [], []], verdict: .ok),
        Row(check: .iccid, lines: [[], [], []], verdict: .unknown),
        Row(check: .imsi, lines: [["262011234567890"]], verdict: .ok),
        Row(check: .ownNumber, lines: [[]], verdict: .ok),
        Row(check: .ownNumber, lines: [["+CNUM: \"\",\"+491701234567\",145"]], verdict: .ok),
        Row(check: .barring, lines: [["+CLCK: 0,7"], ["+CLCK: 0,7"]], verdict: .ok),
        Row(check: .barring, lines: [["+CLCK: 0,1", "+CLCK: 1,8"], []], verdict: .fault, sign: .barred),
        Row(check: .fixedDialling, lines: [["+CLCK: 1"]], verdict: .fault, sign: .fixedDialling),
        Row(check: .fixedDialling, lines: [["+CLCK: 0"]], verdict: .ok),
        Row(check: .radio, lines: [["+CFUN: 1"]], verdict: .ok),
        Row(check: .radio, lines: [["+CFUN: 4"]], verdict: .fault, sign: .radioOff),
        Row(check: .rejection, lines: [["+CEER: 3"]], verdict: .warning, sign: .refusedForGood),
        Row(check: .rejection, lines: [["+CEER: \"No cause\""]], verdict: .ok),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,20,60"]], verdict: .ok),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,20,30"]], verdict: .warning, sign: .weakSignal),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,4,60"]], verdict: .warning),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,45,30,255,255"]], verdict: .ok),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,255,255"]], verdict: .unknown),
        Row(check: .cell, dialect: "simcom4g", lines: [["+CPSI: LTE,Online,262-01,0x1A2B,1,2"]], verdict: .ok),
        Row(check: .smsDomain, lines: [["+CGSMS: 0"]], verdict: .warning, sign: .packetOnly),
        Row(check: .smsDomain, lines: [["+CGSMS: 3"]], verdict: .ok),
        Row(check: .clock, lines: [["+CCLK: \"80/01/06,00:00:12+00\""]], verdict: .ok),
    ]

    @Test(arguments: rows) func verdict(_ row: Row) throws {
        let dialect = try #require(Dialect.named(row.dialect))
        let answers = row.lines.map { ATAnswer(lines: $0, result: .ok) }
        let finding = row.check.judge(answers, dialect: dialect, facts: DiagnosisFacts())
        #expect(finding.verdict == row.verdict && finding.sign == row.sign, "\(finding)")
        #expect(!finding.value.isEmpty && !finding.meaning.isEmpty)
        if finding.verdict == .fault { #expect(!finding.remedy.isEmpty) }
        #expect(!finding.value.contains("262011234567890") && !finding.value.contains("491701234567"))
    }

    static let ports: [(PortFacts, DiagnosticCheck, Verdict, FindingSign?)] = [
        (PortFacts(speed: 480, maximumPower: 500), .usb, .ok, nil),
        (PortFacts(speed: 12), .usb, .warning, .slowUSB),
        (PortFacts(speed: 12, isHighSpeedDevice: false), .usb, .ok, nil),
        (PortFacts(speed: 480, mayAutosuspend: true), .usb, .warning, .autosuspend),
        (PortFacts(disconnects: 3), .usb, .fault, .disconnects),
        (PortFacts(kernelErrors: ["device descriptor read/64, error -71"]), .usb, .fault, .badCable),
        (PortFacts(hasNoTTY: true), .usb, .fault, .noTTY),
        (PortFacts(), .owner, .ok, nil),
        (PortFacts(owner: "gammu-smsd"), .owner, .fault, .otherOwner),
        (PortFacts(isUnprotected: true), .owner, .warning, .otherOwner),
    ]

    @Test(arguments: ports)
    func verdictOnPort(facts: PortFacts, check: DiagnosticCheck, verdict: Verdict, sign: FindingSign?) {
        let finding = check.judge([], dialect: .generic, facts: DiagnosisFacts(port: facts))
        #expect(finding.verdict == verdict && finding.sign == sign, "\(finding)")
    }

    static let traffic: [(TrafficFacts, DiagnosticCheck, Verdict, FindingSign?)] = [
        (TrafficFacts(accepted: 20), .sending, .ok, .sends),
        (TrafficFacts(), .sending, .unknown, nil),
        (
            TrafficFacts(accepted: 9, failures: [.cms(21), .cms(29), .cms(500)], failuresInARow: 3), .sending, .fault,
            .blockedCauses
        ),
        (
            TrafficFacts(accepted: 9, failures: [.cms(330), .cms(95), .cms(193)], failuresInARow: 3), .sending, .fault,
            .serviceCenterCauses
        ),
        (TrafficFacts(accepted: 0, failures: [.cms(38)], failuresInARow: 1), .sending, .fault, .allSendsFail),
        (TrafficFacts(accepted: 40, failures: [.cms(42), .cms(42), .cms(47)]), .sending, .warning, .throttlingCauses),
        (TrafficFacts(accepted: 9, failures: [.cms(17), .cms(41), .plain]), .sending, .warning, .someSendsFail),
        (TrafficFacts(accepted: 9, failures: [.cms(17)]), .sending, .ok, .sends),
        (TrafficFacts(received: 2), .receiving, .ok, .receives),
        (TrafficFacts(accepted: 2), .receiving, .unknown, .nothingReceived),
        (TrafficFacts(received: 2, loopback: false), .receiving, .fault, .deaf),
        (TrafficFacts(received: 9, unannounced: 3), .receiving, .warning, .notAnnounced),
        (TrafficFacts(reports: 0, reportsExpected: 9), .reports, .warning, .noReports),
        (TrafficFacts(reports: 8, reportsExpected: 9), .reports, .ok, .reportsCome),
        (TrafficFacts(reports: 0, reportsExpected: 2), .reports, .unknown, nil),
    ]

    @Test(arguments: traffic)
    func verdictOnTraffic(facts: TrafficFacts, check: DiagnosticCheck, verdict: Verdict, sign: FindingSign?) {
        let finding = check.judge([], dialect: .generic, facts: DiagnosisFacts(traffic: facts))
        #expect(finding.verdict == verdict && finding.sign == sign, "\(finding)")
    }

    static let symptoms: [([FindingSign], String?)] = [
        ([.silent, .otherOwner], "takenByAnother"), ([.silent], nil), ([.disconnects], "powerLoss"),
        ([.lowVoltage, .someSendsFail], "weakSupply"), ([.pukNeeded, .fewAttempts], "pinTriedInALoop"),
        ([.denied, .refusedForGood], "deviceBarred"), ([.searching, .manualNetwork], "manualNetworkGone"),
        ([.manualNetwork, .registered], nil), ([.idle, .radioOff], "radioOff"), ([.searching, .noSignal], "noAntenna"),
        ([.searching, .goodSignal], "signalAndNoNetwork"), ([.searching, .weakSignal], "tooWeakToRegister"),
        ([.registered, .serviceCenterCauses], "wrongServiceCenter"),
        ([.fixedDialling, .blockedCauses], "fixedDialling"),
        ([.barred, .allSendsFail], "barred"), ([.registered, .blockedCauses, .receives], "blockedForSending"),
        ([.registered, .deaf, .noReports], "silentlyBlocked"), ([.full, .nothingReceived], "fullAndDeaf"),
        ([.routed, .deaf], "routedAway"), ([.registered, .deaf], "registeredButDeaf"),
        ([.registered, .throttlingCauses], "throttled"),
        ([.registered, .weakSignal, .someSendsFail], "weakAndFailing"),
        ([.registered, .goodSignal, .sends, .receives], nil),
    ]

    @Test(arguments: symptoms) func combination(signs: [FindingSign], name: String?) {
        let findings = signs.map { Finding(.port, .ok, value: "-", meaning: "-", sign: $0) }
        #expect(Symptom.of(findings)?.name == name)
        guard let symptom = Symptom.of(findings) else { return }
        #expect(Diagnosis.sentence(for: findings).hasSuffix(symptom.sentence))
    }

    @Test func everySymptomIsReached() {
        let reached = Self.symptoms.compactMap(\.1)
        #expect(Symptom.all.map(\.name).allSatisfy { reached.contains($0) })
        #expect(Set(Symptom.all.map(\.name)).count == Symptom.all.count)
    }

    /// With the time box of 40 s, one more command may run: nothing may take longer than the rest of the minute.
    @Test func noQuestionTakesTheMinute() {
        for dialect in Dialect.all + [.generic] {
            for command in Diagnosis.checks.flatMap({ $0.commands(for: dialect) }) {
                #expect(command.timeout <= .seconds(15), "\(command.text)")
                let isQuestion =
                    command.text.hasSuffix("?") || !command.text.contains("=") || command.text == "AT+CMEE=1"
                    || command.text.hasSuffix(",2") || command.text.hasPrefix("AT+CSIM=")
                    || command.text.hasPrefix("AT+CRSM=")
                    || command.text.contains("=\"")
                #expect(
                    isQuestion || command.text == "AT#TEMPMON=1" || command.text == "AT+CCED=0,1",
                    "\(command.text)"
                )
                #expect(dialect.allows(command))
            }
        }
    }

    @Test func everyCheckHasItsWords() {
        for check in DiagnosticCheck.allCases { #expect(!check.title.isEmpty) }
        for group in DiagnosticCheck.Group.allCases {
            #expect(DiagnosticCheck.allCases.contains { $0.group == group })
        }
        #expect(Diagnosis.findings(of: DiagnosisFacts()).isEmpty)
        #expect(Diagnosis.findings(of: DiagnosisFacts(port: PortFacts(), traffic: TrafficFacts())).count == 5)
    }
}
