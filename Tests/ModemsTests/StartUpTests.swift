import Modems
import Testing

@Suite struct StartUpTests {
    /// Answers commands by their text; what is not listed gets ERROR.
    static func run(
        _ answers: [String: [ATAnswer]],
        pin: String? = nil
    ) -> (step: StartUp.Step, sent: [String]) {
        var answers = answers
        var sent: [String] = []
        var startUp = StartUp()
        var step = startUp.handle(.begin)
        for _ in 0..<500 {
            switch step {
            case .escape: step = startUp.handle(.escaped)
            case .pause: step = startUp.handle(.paused)
            case .needsPIN: step = startUp.handle(.pin(pin.map { .enter($0) } ?? .none(reason: "none")))
            case .send(let command):
                sent.append(command.text)
                var list = answers[command.text] ?? []
                let answer = list.first ?? ATAnswer(result: command.text.hasPrefix("ATE") ? .ok : .error(.plain))
                if list.count > 1 { list.removeFirst() }
                answers[command.text] = list
                step = startUp.handle(.answered(answer))
            case .ready, .failed: return (step, sent)
            }
        }
        return (step, sent)
    }

    static func ok(_ lines: String...) -> ATAnswer { ATAnswer(lines: lines, result: .ok) }
    static func no(_ failure: ATFailure) -> ATAnswer { ATAnswer(result: .error(failure)) }

    static let minimum: [String: [ATAnswer]] = ["AT": [ok()], "AT+CPIN?": [ok("+CPIN: READY")], "AT+CMGF=0": [ok()]]

    static func profile(_ more: [String: [ATAnswer]]) -> (ModemProfile?, [String]) {
        let (step, sent) = run(minimum.merging(more) { $1 })
        if case .ready(let profile) = step { return (profile, sent) }
        return (nil, sent)
    }

    static func kind(_ more: [String: [ATAnswer]], pin: String? = nil) -> StartUpProblem.Kind? {
        if case .failed(let problem) = run(minimum.merging(more) { $1 }, pin: pin).step { problem.kind } else { nil }
    }

    @Test func aModemThatKnowsNearlyNothingIsReady() throws {
        let profile = try #require(Self.profile([:]).0)
        #expect(profile.notifications.isEmpty && profile.storages.isEmpty && profile.iccid == nil)
        #expect(profile.canSend && !profile.isRegistered)
    }

    @Test func theFirstATsMayBeLost() {
        #expect(Self.profile(["AT": [Self.no(.timedOut), Self.no(.timedOut), Self.no(.plain), Self.ok()]]).0 != nil)
        #expect(Self.kind(["AT": [Self.no(.timedOut)]]) == .silent)
    }

    @Test func noResetIsEverSent() {
        #expect(!Self.profile([:]).1.contains { $0.hasPrefix("ATZ") || $0.hasPrefix("AT&F") || $0.contains("&W") })
    }

    @Test func aDialectIsChosenAndUsed() throws {
        let (profile, sent) = Self.profile([
            "AT+CGMI": [Self.ok("Quectel")], "AT+CGMM": [Self.ok("EC25")],
            "AT+QCCID": [Self.ok("+QCCID: 89490000000000000001")],
        ])
        #expect(profile?.dialect == "quectel4g")
        #expect(profile?.iccid == "89490000000000000001")
        #expect(sent.contains("AT+QURCCFG=\"urcport\",\"usbat\""))
        #expect(!sent.contains("AT+CCID"))
        #expect(Self.profile(["AT+CGMI": [Self.ok("huawei")]]).1.contains("AT^ICCID?"))
    }

    @Test func aBusySIMIsWaitedFor() {
        let busy = Self.no(.cme(14))
        #expect(Self.profile(["AT+CPIN?": [busy, busy, busy, Self.ok("+CPIN: READY")]]).0 != nil)
        #expect(Self.kind(["AT+CPIN?": [busy]]) == .simFailure)
        #expect(Self.kind(["AT+CPIN?": [Self.no(.cme(10))]]) == .noSIM)
        #expect(Self.profile(["AT+CMGF=0": [Self.no(.cms(515)), Self.no(.plain), Self.ok()]]).0 != nil)
        #expect(Self.kind(["AT+CMGF=0": [Self.no(.plain)]]) == .noPDUMode)
    }

    @Test func locks() {
        #expect(Self.kind(["AT+CPIN?": [Self.ok("+CPIN: SIM PUK")]]) == .pukNeeded)
        #expect(Self.kind(["AT+CPIN?": [Self.ok("+CPIN: PH-NET PIN")]]) == .deviceLocked)
        #expect(Self.kind(["AT+CPIN?": [Self.ok("+CPIN: SIM PIN")]]) == .pinWithheld)
    }

    static let refusals: [(ATFailure, StartUpProblem.Kind)] = [
        (.cme(16), .pinRefused), (.cme(12), .pinRefused), (.plain, .pinRefused), (.timedOut, .pinUnclear),
        (.cme(100), .pinUnclear), (.hungUp, .hungUp),
    ]

    @Test(arguments: refusals) func promise7APINIsEnteredOnce(_ failure: ATFailure, _ kind: StartUpProblem.Kind) {
        let (step, sent) = Self.run(
            Self.minimum.merging(["AT+CPIN?": [Self.ok("+CPIN: SIM PIN")], "AT+CPIN=\"1234\"": [Self.no(failure)]]) {
                $1
            },
            pin: "1234"
        )
        guard case .failed(let problem) = step else {
            Issue.record("did not fail")
            return
        }
        #expect(problem.kind == kind)
        #expect(sent.count { $0.hasPrefix("AT+CPIN=") } == 1)
        #expect(!"\(problem)".contains("1234"))
    }

    @Test func promise7ARestartDoesNotEnterThePINAgain() {
        let (step, sent) = Self.run(
            Self.minimum.merging(["AT+CPIN?": [Self.ok("+CPIN: SIM PIN")], "AT+CPIN=\"1234\"": [Self.no(.restarted)]]) {
                $1
            },
            pin: "1234"
        )
        #expect(sent.count { $0.hasPrefix("AT+CPIN=") } == 1)
        guard case .failed(let problem) = step else {
            Issue.record("did not fail")
            return
        }
        #expect(problem.kind == .pinUnclear)
    }

    @Test func attemptsAreReadFromTheVendorsCommand() {
        var startUp = StartUp()
        var step = startUp.handle(.begin)
        let answers = [
            "AT+CGMI": Self.ok("huawei"), "AT+CPIN?": Self.ok("+CPIN: SIM PIN"),
            "AT^CPIN?": Self.ok("^CPIN: SIM PIN,3,10,2,10,3"),
        ]
        for _ in 0..<100 {
            switch step {
            case .escape: step = startUp.handle(.escaped)
            case .send(let command):
                let isSetting =
                    command.text.hasPrefix("AT") && !command.text.contains("+") && !command.text.contains("^")
                step = startUp.handle(.answered(answers[command.text] ?? (isSetting ? Self.ok() : Self.no(.plain))))
            case .needsPIN(let question):
                #expect(question.attemptsLeft == 2)
                return
            default:
                Issue.record("\(step)")
                return
            }
        }
    }

    static let storages: [(String, [String: [ATAnswer]], [String], positions: Int)] = [
        (
            "three",
            [
                "AT+CPMS=?": [ok("+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")")],
                "AT+CPMS=\"ME\",\"ME\",\"ME\"": [ok("+CPMS: 0,9,0,9,0,9")],
            ], ["ME", "SM"], 3
        ),
        (
            "ME refused",
            [
                "AT+CPMS=?": [ok("+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")")],
                "AT+CPMS=\"SM\",\"SM\",\"SM\"": [ok()],
            ], ["SM", "ME"], 3
        ),
        (
            "two", ["AT+CPMS=?": [ok("+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))")], "AT+CPMS=\"SM\",\"SM\"": [ok()]],
            ["SM"], 2
        ),
        ("no list", ["AT+CPMS=\"SM\"": [ok("+CPMS: 0,9")]], ["SM"], 1),
        (
            "phone", ["AT+CPMS=?": [ok("+CPMS: (\"SM\"),(\"SM\")")], "AT+CPMS=\"SM\",\"SM\"": [no(.cms(314)), ok()]],
            ["SM"], 2
        ),
    ]

    @Test(arguments: storages)
    func storage(_: String, answers: [String: [ATAnswer]], expected: [String], positions: Int) throws {
        let profile = try #require(Self.profile(answers).0)
        #expect(profile.storages == expected)
        #expect(profile.storagePositions == positions)
    }

    @Test func selecting() throws {
        var profile = ModemProfile()
        profile.storages = ["ME", "SM"]
        profile.storagePositions = 3
        #expect(profile.selecting("SM").text == "AT+CPMS=\"SM\",\"SM\",\"ME\"")
        profile.storagePositions = 1
        #expect(profile.selecting("SM").text == "AT+CPMS=\"SM\"")
    }

    @Test func notificationsFallBack() throws {
        let (profile, sent) = Self.profile([
            "AT+CNMI=?": [Self.ok("+CNMI: (0-2),(0-3),(0),(0-2),(0,1)")], "AT+CNMI=2,1,0,1,0": [Self.ok()],
        ])
        #expect(profile?.notifications == [2, 1, 0, 1, 0])
        #expect(profile?.givesReports == true)
        #expect(sent.filter { $0.hasPrefix("AT+CNMI=") } == ["AT+CNMI=?", "AT+CNMI=2,1,0,2,0", "AT+CNMI=2,1,0,1,0"])
    }

    @Test func aModemThatKeepsRestartingIsGivenUp() {
        var startUp = StartUp()
        _ = startUp.handle(.begin)
        for _ in 0..<3 { #expect(startUp.handle(.restarted) == .escape) }
        guard case .failed = startUp.handle(.restarted) else {
            Issue.record("did not give up")
            return
        }
    }
}
