import Modems
import Testing

/// What is judged without asking the modem.
@Suite struct DiagnosisFactsTests {
    private static func usb(_ change: (inout USBFacts) -> Void = { _ in }) -> PortFacts {
        var device = USBFacts(usbPath: "1-1.2", ids: "2c7c:0125")
        (device.speed, device.maximumPower, device.version, device.driver) = (480, 500, "2.00", "option")
        change(&device)
        return PortFacts(path: "/dev/ttyUSB2", device: device)
    }

    private static func port(_ change: (inout PortFacts) -> Void) -> PortFacts {
        var facts = usb()
        change(&facts)
        return facts
    }

    private static func log(_ lines: String...) -> PortFacts {
        port { facts in
            facts.kernelLog = KernelLogFacts(
                lines: lines.compactMap { KernelLogLine($0, secondsAgo: 60, of: "1-1.2") }
            )
        }
    }

    private static let gone = "usb 1-1.2: USB disconnect, device number 7"

    static let ports: [(PortFacts, DiagnosticCheck, Verdict, FindingSign?)] = [
        (usb(), .usb, .ok, nil),
        (usb { $0.speed = 12 }, .usb, .warning, .slowUSB),
        (usb { ($0.speed, $0.version) = (12, "1.10") }, .usb, .ok, nil),
        (usb { $0.mayAutosuspend = true }, .usb, .warning, .autosuspend),
        (usb { $0.isSuspended = true }, .usb, .warning, .autosuspend),
        (PortFacts(path: "/dev/pts/3"), .usb, .unknown, nil),
        (port { $0.problem = "it shows itself as a disk" }, .usb, .fault, .noTTY),
        (port { $0.isNameAmbiguous = true }, .usb, .warning, nil),
        (usb(), .connection, .ok, nil),
        (log(gone), .connection, .ok, nil),
        (log(gone, gone), .connection, .warning, .disconnects),
        (log(gone, gone, gone), .connection, .fault, .disconnects),
        (log(), .kernelLog, .ok, nil),
        (log("usb 1-1.2: USB disconnect, device number 7"), .kernelLog, .ok, nil),
        (log("usb 1-1.2: device descriptor read/64, error -71"), .kernelLog, .warning, .badCable),
        (log("usb 1-1-port2: unable to enumerate USB device"), .kernelLog, .fault, .badCable),
        (log("usb 1-1-port2: over-current change #1"), .kernelLog, .fault, .badCable),
        (port { $0.kernelLog = KernelLogFacts(obstacle: "add the user") }, .kernelLog, .unknown, nil),
        (usb(), .owner, .ok, nil),
        (port { $0.seesAllOwners = false }, .owner, .ok, nil),
        (port { $0.owner = "gammu-smsd (process 7)" }, .owner, .fault, .otherOwner),
        (port { $0.isUnprotected = true }, .owner, .warning, .otherOwner),
    ]

    @Test(arguments: ports)
    func verdictOnPort(facts: PortFacts, check: DiagnosticCheck, verdict: Verdict, sign: FindingSign?) {
        let finding = check.judge([], dialect: .generic, facts: DiagnosisFacts(port: facts))
        #expect(finding.verdict == verdict && finding.sign == sign, "\(finding)")
        if finding.verdict != .ok, finding.value != "no USB device" { #expect(!finding.remedy.isEmpty, "\(finding)") }
    }

    private static func line(_ change: (inout TrafficFacts) -> Void = { _ in }) -> TrafficFacts {
        var facts = TrafficFacts()
        change(&facts)
        facts.refused = max(facts.refused, facts.failures.count)
        return facts
    }

    static let traffic: [(TrafficFacts, DiagnosticCheck, Verdict, FindingSign?)] = [
        (line { $0.accepted = 20 }, .sending, .ok, .sends),
        (line(), .sending, .unknown, nil),
        (
            line { ($0.accepted, $0.failures, $0.failuresInARow) = (9, [.cms(21), .cms(29), .cms(500)], 3) }, .sending,
            .fault, .blockedCauses
        ),
        (
            line { ($0.accepted, $0.failures, $0.failuresInARow) = (9, [.cms(330), .cms(95), .cms(193)], 3) }, .sending,
            .fault, .serviceCenterCauses
        ),
        (line { ($0.failures, $0.failuresInARow) = ([.cms(38)], 1) }, .sending, .fault, .allSendsFail),
        (
            line {
                ($0.accepted, $0.failures, $0.failuresInARow) = (9, [.cms(10)], 1)
                $0.outage = LineOutage(failure: .cms(10), reason: "+CMS ERROR 10: call barred. Have it lifted.")
            }, .sending, .fault, .blockedCauses
        ),
        (
            line { ($0.accepted, $0.failures) = (40, [.cms(42), .cms(42), .cms(47)]) }, .sending, .warning,
            .throttlingCauses
        ),
        (
            line { ($0.accepted, $0.failures) = (9, [.cms(17), .cms(41), .plain]) }, .sending, .warning,
            .someSendsFail
        ),
        (line { ($0.accepted, $0.failures) = (9, [.cms(17)]) }, .sending, .ok, .sends),
        (line { ($0.accepted, $0.uncertain) = (5, 4) }, .sending, .warning, .someSendsFail),
        (line { $0.received = 2 }, .receiving, .ok, .receives),
        (line { $0.accepted = 2 }, .receiving, .unknown, .nothingReceived),
        (line { $0.loopback = true }, .receiving, .ok, .receives),
        (line { ($0.received, $0.loopback) = (2, false) }, .receiving, .fault, .deaf),
        (line { $0.reportsExpected = 9 }, .reports, .warning, .noReports),
        (line { ($0.reports, $0.reportsExpected) = (8, 9) }, .reports, .ok, .reportsCome),
        (line { ($0.reports, $0.reportsExpected) = (3, 9) }, .reports, .warning, nil),
        (line { $0.reportsExpected = 2 }, .reports, .unknown, nil),
        (line { ($0.reports, $0.reportsExpected) = (2, 2) }, .reports, .ok, .reportsCome),
        (line { $0.givesReports = false }, .reports, .warning, nil),
    ]

    @Test(arguments: traffic)
    func verdictOnTraffic(facts: TrafficFacts, check: DiagnosticCheck, verdict: Verdict, sign: FindingSign?) {
        let finding = check.judge([], dialect: .generic, facts: DiagnosisFacts(traffic: facts))
        #expect(finding.verdict == verdict && finding.sign == sign, "\(finding)")
    }

    private static func past(_ change: (inout HistoryFacts) -> Void = { _ in }) -> HistoryFacts {
        var facts = HistoryFacts()
        change(&facts)
        return facts
    }

    static let history: [(HistoryFacts, DiagnosticCheck, Verdict, FindingSign?)] = [
        (past { $0.signals = [-73, -75, -71] }, .signalHistory, .ok, nil),
        (past { $0.signals = [-73, -95, -71] }, .signalHistory, .warning, .swing),
        (past { $0.signals = [-73, -75, -71, -72, -88] }, .signalHistory, .warning, .swing),
        (past(), .networkHistory, .ok, nil),
        (past { $0.losses = 2 }, .networkHistory, .ok, nil),
        (past { $0.losses = 3 }, .networkHistory, .warning, .lossesOfNetwork),
        (past(), .recoveries, .ok, nil),
        (past { $0.recoveries = 3 }, .recoveries, .warning, nil),
        (past(), .connection, .ok, nil),
        (past { $0.disconnects = 1 }, .connection, .ok, nil),
        (past { $0.disconnects = 2 }, .connection, .warning, .disconnects),
        (past { ($0.disconnects, $0.sharedDisconnects) = (3, 2) }, .connection, .fault, .sharedDisconnects),
        (past { $0.resets = 2 }, .connection, .warning, .resets),
    ]

    @Test(arguments: history)
    func verdictOnHistory(facts: HistoryFacts, check: DiagnosticCheck, verdict: Verdict, sign: FindingSign?) {
        var all = DiagnosisFacts()
        all.history = facts
        let finding = check.judge([], dialect: .generic, facts: all)
        #expect(finding.verdict == verdict && finding.sign == sign, "\(finding)")
    }

    @Test func whatWasWantedIsNoDisconnect() {
        var facts = DiagnosisFacts(port: Self.log(Self.gone, Self.gone, Self.gone))
        facts.history = HistoryFacts()
        facts.history?.sentAway = 3
        #expect(DiagnosticCheck.connection.judge([], dialect: .generic, facts: facts).verdict == .ok)
        facts.history?.sentAway = 1
        #expect(DiagnosticCheck.connection.judge([], dialect: .generic, facts: facts).sign == .disconnects)
    }

    @Test func balance() {
        func finding(_ balance: BalanceFacts) -> Finding {
            var facts = DiagnosisFacts()
            facts.balance = balance
            return DiagnosticCheck.balance.judge([], dialect: .generic, facts: facts)
        }
        #expect(finding(BalanceFacts(amount: "12.50", age: .seconds(7200))).verdict == .ok)
        #expect(finding(BalanceFacts(amount: "12.50", age: .seconds(7200))).meaning.contains("2 h ago"))
        let low = finding(BalanceFacts(amount: "0.40", age: .seconds(60), least: "2.00", isLow: true))
        #expect(low.verdict == .warning && low.sign == .balanceLow && low.meaning.contains("2.00"))
        #expect(finding(BalanceFacts(amount: nil, age: .zero)).verdict == .unknown)
    }

    @Test func onlyWhatIsKnownIsTold() {
        // That nobody keeps a record is said once, and nothing else.
        #expect(Diagnosis.findings(of: DiagnosisFacts()).map(\.check) == [.sending])
        #expect(Diagnosis.findings(of: DiagnosisFacts()).first?.meaning.contains("running daemon") == true)
        var facts = DiagnosisFacts(port: Self.log(), traffic: TrafficFacts())
        facts.history = HistoryFacts()
        facts.history?.signals = [-70]
        facts.balance = BalanceFacts(amount: "1.00", age: .zero)
        #expect(Diagnosis.findings(of: facts).map(\.check) == DiagnosticCheck.allCases.filter(\.isAboutFacts))
    }

    static let lines: [(String, KernelLogLine.Kind?)] = [
        ("usb 1-1.2: USB disconnect, device number 7", .disconnect),
        ("usb 1-1.2: reset high-speed USB device number 7 using xhci_hcd", .reset),
        ("usb 1-1.2: device descriptor read/64, error -71", .transfer),
        ("usb 1-1.2: can't set config #1, error -110", .transfer),
        ("usb 1-1.2: device not accepting address 8, error -71", .enumeration),
        ("usb 1-1-port2: unable to enumerate USB device", .enumeration),
        ("usb 1-1-port2: cannot enable. Maybe the USB cable is bad?", .enumeration),
        ("usb 1-1-port2: over-current change #3", .overCurrent),
        ("usb 1-1-port2: disabled by hub (EMI?), re-enabling...", .enumeration),
        ("option1 ttyUSB2: option_instat_callback: error -71", .transfer),
        ("option 1-1.2:1.2: GSM modem (1-port) converter detected", nil),
        ("option1 ttyUSB2: GSM modem (1-port) converter now disconnected from ttyUSB2", nil),
        ("usb 1-1.2: new high-speed USB device number 9 using xhci_hcd", nil),
        ("usb 1-1.2: New USB device found, idVendor=2c7c, idProduct=0125, bcdDevice= 3.18", nil),
        ("usb 1-1.20: USB disconnect, device number 3", nil),
        ("usb 1-1.2.1: USB disconnect, device number 3", nil),
        ("usb 1-1: USB disconnect, device number 3", nil),
        ("usb 11-1.2: device descriptor read/64, error -71", nil),
        ("usb 1-1-port3: over-current change #3", nil),
        ("option1 ttyUSB22: error -71", nil),
        ("", nil),
    ]

    @Test(arguments: lines) func kernelLine(text: String, kind: KernelLogLine.Kind?) {
        #expect(KernelLogLine(text, secondsAgo: 1, of: "1-1.2", terminals: ["ttyUSB2", "ttyUSB3"])?.kind == kind)
    }

    @Test func aDeviceAtTheRootHasItsSocketThere() {
        let line = "usb usb3-port4: unable to enumerate USB device"
        #expect(KernelLogLine(line, secondsAgo: 1, of: "3-4")?.kind == .enumeration)
        #expect(KernelLogLine(line, secondsAgo: 1, of: "3-4.1") == nil)
    }
}
