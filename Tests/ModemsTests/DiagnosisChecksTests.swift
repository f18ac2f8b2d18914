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
        Row(check: .ownNumber, lines: [[], [], ["+CPBR: 1,\"491701234567\",145,\"me\""]], verdict: .ok),
        Row(check: .barring, lines: [["+CLCK: 0,7"], ["+CLCK: 0,7"]], verdict: .ok),
        Row(check: .barring, lines: [["+CLCK: 0,1", "+CLCK: 1,8"], []], verdict: .fault, sign: .barred),
        Row(check: .barring, lines: [["+CLCK: 0"], ["+CLCK: 1"], ["+CLCK: 0"]], verdict: .warning),
        Row(check: .simSlot, dialect: "quectel4g", lines: [["+QSIMSTAT: 0,0"], ["+QDSIM: 1"]], verdict: .fault),
        Row(check: .simSlot, dialect: "telit", lines: [["#QSS: 0,1"]], verdict: .fault),
        Row(check: .fixedDialling, lines: [["+CLCK: 1"]], verdict: .fault, sign: .fixedDialling),
        Row(check: .fixedDialling, lines: [["+CLCK: 0"]], verdict: .ok),
        Row(check: .radio, lines: [["+CFUN: 1"]], verdict: .ok),
        Row(check: .radio, lines: [["+CFUN: 4"]], verdict: .fault, sign: .radioOff),
        Row(check: .rejection, lines: [["+CEER: 3"]], verdict: .warning, sign: .refusedForGood),
        Row(check: .rejection, lines: [["+CEER: \"No cause\""]], verdict: .ok),
        Row(
            check: .rejection,
            lines: [["+CEER: EMM Attach failed: Illegal ME"]],
            verdict: .warning,
            sign: .refusedForGood
        ),
        Row(check: .rejection, lines: [["+CEER: PLMN not allowed"]], verdict: .warning),
        Row(check: .rejection, lines: [[], [], ["+CREG: 3,3,,,,0,11"], [], []], verdict: .warning),
        Row(
            check: .rejection,
            lines: [["+CEER: 16"], [], ["+CREG: 3,3,\"1A2B\",\"0C\",7,0,2"]],
            verdict: .warning,
            sign: .refusedForGood
        ),
        Row(check: .network, lines: [["+COPS: 0,0,\"Net\",7"], [], ["+COPS: 0,2,\"26201\",7"]], verdict: .ok),
        Row(
            check: .signal,
            lines: [["+CSQ: 20,99"], ["+CSQ: 21,99"], ["+CSQ: 20,99"]],
            verdict: .ok,
            sign: .goodSignal
        ),
        Row(
            check: .signal,
            lines: [["+CSQ: 20,99"], ["+CSQ: 12,99"], ["+CSQ: 22,99"], ["+CSQ: 19,99"]],
            verdict: .warning,
            sign: .swing
        ),
        Row(
            check: .signal,
            lines: [["+CSQ: 5,99"], ["+CSQ: 99,99"], ["+CSQ: 4,99"]],
            verdict: .warning,
            sign: .weakSignal
        ),
        Row(check: .smsOverLTE, lines: [["+CIREG: 0,1,7"]], verdict: .ok),
        Row(check: .smsOverLTE, lines: [["+CIREG: 0,1,3"]], verdict: .warning, sign: .lteWithoutSMS),
        Row(check: .smsOverLTE, lines: [["+CIREG: 0,0"]], verdict: .warning, sign: .lteWithoutSMS),
        Row(
            check: .noticePort,
            dialect: "quectel4g",
            lines: [["+QURCCFG: \"urcport\",\"usbmodem\""]],
            verdict: .warning,
            sign: .notAnnounced
        ),
        Row(check: .noticePort, dialect: "quectel4g", lines: [["+QURCCFG: \"urcport\",\"usbat\""]], verdict: .unknown),
        Row(
            check: .noticePort,
            dialect: "cinterion",
            lines: [["^SCFG: \"URC/DstIfc\",\"mdm\""]],
            verdict: .warning,
            sign: .notAnnounced
        ),
        Row(
            check: .identity,
            lines: [["Telit"], ["GL865-QUAD"], ["10.00.144"]],
            verdict: .warning
        ),
        Row(check: .port, lines: [[], [], [], []], verdict: .ok),
        Row(check: .port, lines: [[], [], ["+CSQ: 2"], []], verdict: .warning, sign: .garbled),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,20,60"]], verdict: .ok),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,20,30"]], verdict: .warning, sign: .weakSignal),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,4,60"]], verdict: .warning),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,45,30,255,255"]], verdict: .ok),
        Row(check: .extendedSignal, lines: [["+CESQ: 99,99,255,255,255,255"]], verdict: .unknown),
        Row(
            check: .extendedSignal,
            dialect: "huawei",
            lines: [["+CESQ: 99,99,255,255,255,255"], ["^HCSQ: \"LTE\",50,60,151,20"]],
            verdict: .ok
        ),
        Row(
            check: .extendedSignal,
            dialect: "quectel4g",
            lines: [["+CESQ: 99,99,255,255,20,60"], ["+QCSQ: \"LTE\",-55,-81,80,-9"]],
            verdict: .warning
        ),
        Row(
            check: .extendedSignal,
            dialect: "simcom4g",
            lines: [[], ["+CPSI: LTE,Online,310-410,0x1A2B,123,10,EUTRAN-BAND2,900,5,5,-94,-1190,-545,13"]],
            verdict: .warning,
            sign: .weakSignal
        ),
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
        ([.registered, .goodSignal, .sends, .receives], nil), ([.garbled, .otherOwner], "garbledByAnother"),
        ([.sharedDisconnects, .disconnects], "hubLoss"), ([.resets, .someSendsFail], "resetsUnderLoad"),
        ([.resets], nil), ([.technologyGone, .searching, .goodSignal], "technologyGone"),
        ([.technologyGone, .registered], nil), ([.foreignServiceCenter, .serviceCenterCauses], "foreignServiceCenter"),
        ([.registered, .lteWithoutSMS, .blockedCauses], "lteWithoutSMS"), ([.registered, .lteWithoutSMS, .sends], nil),
        ([.registered, .balanceLow, .blockedCauses], "creditGone"), ([.wrongMemory, .nothingReceived], "wrongMemory"),
        ([.swing, .someSendsFail], "looseAntenna"), ([.swing], nil), ([.registered, .notAnnounced], "notAnnounced"),
        ([.silent, .wrongPort], nil),
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
            for command in Self.everyCommand(for: dialect) {
                #expect(command.timeout <= .seconds(15), "\(command.text)")
                let isQuestion =
                    command.text.hasSuffix("?") || !command.text.contains("=") || command.text == "AT+CMEE=1"
                    || command.text.hasSuffix(",2") || command.text.hasPrefix("AT+CSIM=")
                    || command.text.hasPrefix("AT+CRSM=")
                    // In which form a refusal and the network's name are told.
                    || command.text.hasPrefix("AT+COPS=3,") || command.text.hasPrefix("AT+CREG=")
                    || command.text.hasPrefix("AT+CEREG=") || command.text == "AT+CPBR=1"
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
        #expect(Set(DiagnosticCheck.allCases.map(\.title)).count == DiagnosticCheck.allCases.count)
    }

    /// What each check asks where every answer calls for more.
    private static func everyCommand(for dialect: Dialect) -> [ATCommand] {
        var context = DiagnosisContext(dialect: dialect)
        context.learn(from: [ATAnswer(lines: ["+CREG: 0,3"], result: .ok)], to: .registration)
        let more = [
            "+CREG: 0,3", "+COPS: 0,0,\"Net\",7", "+CSQ: 20,99", "+CESQ: 99,99,255,255,20,60",
        ]
        return DiagnosticCheck.allCases.flatMap { check -> [ATCommand] in
            var asked: [ATCommand] = []
            var answers: [ATAnswer] = []
            while let question = check.question(after: answers, to: asked, in: context), asked.count < 30 {
                asked.append(question.command)
                let isRefused = [.identity, .sim].contains(check)
                answers.append(
                    isRefused ? ATAnswer(result: .error(.cme(14))) : ATAnswer(lines: more, result: .ok)
                )
            }
            #expect(asked.count < 30, "\(check)")
            return asked
        }
    }
}
