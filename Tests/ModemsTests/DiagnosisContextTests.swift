import Modems
import Testing

/// Verdicts that need more than the answers to one check.
@Suite struct DiagnosisContextTests {
    private func context(
        _ answers: [(DiagnosticCheck, [[String]])] = [],
        _ change: (inout DiagnosisContext) -> Void = { _ in }
    ) -> DiagnosisContext {
        var context = DiagnosisContext()
        change(&context)
        for (check, lines) in answers {
            context.learn(from: lines.map { ATAnswer(lines: $0, result: .ok) }, to: check)
        }
        return context
    }

    private func answer(_ lines: String...) -> [ATAnswer] { [ATAnswer(lines: lines, result: .ok)] }

    @Test func aCenterInAnotherCountryIsTold() {
        let german = context([(.iccid, [["+CCID: 8949020000123456789"]])])
        func finding(_ number: String, _ context: DiagnosisContext) -> Finding {
            DiagnosticCheck.serviceCenter.judge(answer("+CSCA: \"\(number)\",145"), in: context)
        }
        #expect(finding("+491710760000", german).verdict == .ok)
        #expect(finding("+447785016005", german).sign == .foreignServiceCenter)
        #expect(finding("+447785016005", context()).verdict == .ok)
        // Cards of no country, and of North America.
        #expect(finding("+447785016005", context([(.iccid, [["+CCID: 8988303000001234567"]])])).verdict == .ok)
        #expect(finding("+12063130004", context([(.iccid, [["+CCID: 8901260123456789012"]])])).verdict == .ok)
    }

    @Test(arguments: [
        (["Quectel"], ["M95"], "+CREG: 0,2", "505011234567890", Verdict.fault, "GSM"),
        (["Quectel"], ["UC20"], "+CREG: 0,2", "505011234567890", .fault, "GSM and 3G"),
        (["Quectel"], ["EC25"], "+CREG: 0,2", "505011234567890", .ok, ""),
        (["SIMCOM"], ["SIMCOM_SIM800L"], "+CREG: 0,2", "262011234567890", .ok, "needs GSM"),
        (["SIMCOM"], ["SIMCOM_SIM800L"], "+CREG: 0,1", "310410123456789", .warning, "GSM"),
        (["huawei"], ["E1550"], "+CREG: 0,1", "262011234567890", .ok, ""),
    ])
    func technology(
        maker: [String],
        model: [String],
        registration: String,
        imsi: String,
        verdict: Verdict,
        says: String
    ) {
        let context = context([
            (.identity, [maker, model, [""]]), (.imsi, [[imsi]]), (.registration, [[registration]]),
        ])
        let finding = DiagnosticCheck.technology.judge([], in: context)
        #expect(finding.verdict == verdict && finding.meaning.contains(says), "\(finding)")
        #expect((verdict == .ok) != (finding.sign == .technologyGone))
    }

    @Test func whatAModemDoesCountsForMoreThanTheTable() {
        let context = context([
            (.identity, [["huawei"], ["E3131"], [""]]), (.registration, [["+CREG: 2,1,\"1A\",\"2B\",7"]]),
        ])
        #expect(DiagnosticCheck.technology.judge([], in: context).value == "uses LTE")
    }

    @Test func aClockThatIsHoursOffIsTheComputers() {
        // 2026-06-05T12:00:00Z.
        let noon = 1_780_660_800
        func finding(_ text: String, now: Int) -> Finding {
            DiagnosticCheck.clock.judge(answer("+CCLK: \"\(text)\""), in: context { $0.facts.now = now })
        }
        #expect(finding("26/06/05,14:00:00+08", now: noon).verdict == .ok)
        #expect(finding("2026/06/05,14:00:30+08", now: noon).verdict == .ok)
        #expect(finding("26/06/05,07:00:00-20", now: noon).verdict == .ok)
        // The zone is wrong or missing: no proof of anything.
        #expect(finding("26/06/05,14:00:20+00", now: noon).verdict == .ok)
        #expect(finding("26/06/05,09:17:00", now: noon).verdict == .ok)
        #expect(finding("26/06/05,14:00:00+08", now: noon + 1300).verdict == .warning)
        #expect(finding("26/06/05,14:00:00+08", now: noon - 40 * 86_400).meaning.contains("40 days"))
        #expect(finding("80/01/06,00:00:00+00", now: noon).verdict == .ok)
    }

    @Test func whatTheOthersMeasureTellsWhoseFaultAWeakSignalIs() {
        func remedy(_ neighbours: [Int]) -> String {
            DiagnosticCheck.signal.judge(answer("+CSQ: 3,99"), in: context { $0.facts.neighbours = neighbours }).remedy
        }
        #expect(remedy([-70, -75]).contains("this one's antenna"))
        #expect(remedy([-101, -105]).contains("All modems here are weak"))
        #expect(!remedy([]).contains("modems here") && !remedy([-70, -105]).contains("modems here"))
    }

    @Test func aTwinIsAFault() {
        let finding = DiagnosticCheck.imei.judge(answer("356938035643809"), in: context { $0.facts.twin = "line2" })
        #expect(finding.verdict == .fault && finding.meaning.contains("line2"))
    }

    @Test func aMemoryThatNobodyReadsIsTold() {
        let lines = "+CPMS: \"SM\",0,20,\"SM\",0,20,\"ME\",3,50"
        #expect(DiagnosticCheck.storage.judge(answer(lines), in: context { $0.storages = ["SM"] }).sign == .wrongMemory)
        #expect(DiagnosticCheck.storage.judge(answer(lines), in: context { $0.storages = ["SM", "ME"] }).sign == nil)
        #expect(DiagnosticCheck.storage.judge(answer(lines), in: context()).sign == nil)
    }

    @Test func textModeIsAnothersDoingOnlyWhereTheGatewayHasSetPDUs() {
        let answers = answer("+CSMS: 0,1,1,1") + answer("+CMGF: 1")
        #expect(DiagnosticCheck.smsService.judge(answers, in: context { $0.isDriven = true }).verdict == .warning)
        #expect(DiagnosticCheck.smsService.judge(answers, in: context()).verdict == .ok)
    }

    @Test func aPortThatIsForSomethingElseIsNamed() {
        var facts = PortFacts(path: "/dev/ttyUSB0", device: USBFacts(usbPath: "1-1"))
        (facts.role, facts.commandPort) = (.diagnostic, "/dev/ttyUSB2")
        let silent = DiagnosticCheck.port.judge([], in: context { $0.facts.port = facts })
        #expect(silent.verdict == .fault && silent.remedy.contains("/dev/ttyUSB2"))
        facts.role = .data
        let notices = DiagnosticCheck.noticePort.judge([], in: context { $0.facts.port = facts })
        #expect(notices.sign == .wrongPort && notices.remedy == "Use /dev/ttyUSB2.")
    }

    @Test(arguments: [
        ("^GETPORTMODE: TYPE: WCDMA: huawei,PCUI:0,MDM:1", Int?(0)),
        ("^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,PCUI:1,NDIS:2,CDROM:3,SD:4,", 1),
        ("^GETPORTMODE:TYPE:WCDMA:Qualcomm,MDM:0,DIAG:1,PCUI:2", 2),
        ("^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0", nil),
    ])
    func huaweiTellsItsPorts(line: String, commands: Int?) {
        #expect(PortMode.parse([line])?.commands == commands)
        var facts = PortFacts(path: "/dev/ttyUSB0", device: USBFacts(usbPath: "1-1"))
        facts.device?.interface = 0
        let finding = DiagnosticCheck.noticePort.judge(answer(line), in: context { $0.facts.port = facts })
        #expect((finding.sign == .wrongPort) == (commands.map { $0 != 0 } ?? false), "\(finding)")
    }

    @Test func messagesThatNobodyAnnouncedShowAWrongPort() {
        func finding(_ announced: Int, _ unannounced: Int) -> Finding {
            var traffic = TrafficFacts()
            (traffic.announced, traffic.unannounced) = (announced, unannounced)
            return DiagnosticCheck.noticePort.judge([], in: context { $0.facts.traffic = traffic })
        }
        #expect(finding(0, 3).sign == .notAnnounced)
        #expect(finding(0, 2).verdict == .unknown)
        #expect(finding(9, 3).verdict == .ok)
    }

    @Test func whatSaysNothingIsNotAsked() {
        #expect(!DiagnosticCheck.rejection.applies(in: context([(.registration, [["+CREG: 0,1"]])])))
        #expect(DiagnosticCheck.rejection.applies(in: context([(.registration, [["+CREG: 0,2"]])])))
        #expect(!DiagnosticCheck.notifications.applies(in: context()))
        var noSIM = context()
        noSIM.learn(from: [ATAnswer(result: .error(.cme(10)))], to: .sim)
        for check in [DiagnosticCheck.attempts, .iccid, .imsi, .ownNumber, .barring] {
            #expect(!check.applies(in: noSIM))
        }
        let locked = context([(.sim, [["+CPIN: SIM PIN"]])])
        #expect(!DiagnosticCheck.imsi.applies(in: locked) && DiagnosticCheck.attempts.applies(in: locked))
        // For messages alone, or beside a network for calls: nothing to warn of.
        for (lines, applies) in [
            (["+CREG: 0,1", "+CGREG: 0,0", "+CEREG: 0,1"], false),
            (["+CREG: 0,0", "+CGREG: 0,0", "+CEREG: 0,6"], false),
            (["+CREG: 0,0", "+CGREG: 0,0", "+CEREG: 0,1"], true),
            (["+CREG: 0,2", "+CGREG: 0,0", "+CEREG: 0,2"], false),
        ] {
            let context = context([(.registration, lines.map { [$0] })])
            #expect(DiagnosticCheck.smsOverLTE.applies(in: context) == applies, "\(lines)")
        }
    }

    @Test func anATIStandsInForWhatIsNotKnown() {
        let refused = ATAnswer(result: .error(.plain))
        let said = ATAnswer(lines: ["Quectel", "EC25", "Revision: EC25EFAR06A06M4G"], result: .ok)
        var context = DiagnosisContext()
        context.learn(from: [refused, refused, refused, said], to: .identity)
        #expect(context.dialect.name == "quectel4g")
        #expect(DiagnosticCheck.identity.judge([refused, refused, refused, said], in: context).value.contains("EC25"))
    }

    @Test func ownNumberIsLookedUpInTheCardsPhoneBook() throws {
        let empty = ATAnswer(result: .ok)
        let context = context()
        let first = try #require(DiagnosticCheck.ownNumber.question(after: [], to: [], in: context)).command
        let second = try #require(DiagnosticCheck.ownNumber.question(after: [empty], to: [first], in: context)).command
        #expect(second.text == "AT+CPBS=\"ON\"")
        let third = DiagnosticCheck.ownNumber.question(after: [empty, empty], to: [first, second], in: context)
        #expect(third?.command.text == "AT+CPBR=1")
        let told = ATAnswer(lines: ["+CNUM: \"\",\"+491701234567\",145"], result: .ok)
        #expect(DiagnosticCheck.ownNumber.question(after: [told], to: [first], in: context) == nil)
    }
}
