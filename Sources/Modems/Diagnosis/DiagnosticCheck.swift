/// The checks of `modem diagnose`, in the order in which they are made.
public enum DiagnosticCheck: String, Sendable, Hashable, CaseIterable, Codable {
    case usb
    case owner
    case port
    case identity
    case imei
    case temperature
    case supply
    case sim
    case attempts
    case pinLock
    case iccid
    case imsi
    case ownNumber
    case barring
    case fixedDialling
    case radio
    case registration
    case rejection
    case signal
    case extendedSignal
    case network
    case cell
    case serviceCenter
    case smsService
    case smsDomain
    case storage
    case notifications
    case clock
    case sending
    case receiving
    case reports

    /// What belongs together on the screen.
    public enum Group: String, Sendable, Hashable, CaseIterable, Codable {
        case port = "USB and port"
        case sim = "SIM"
        case network = "Network"
        case messaging = "Messaging"
        case traffic = "Traffic"
    }

    public var group: Group {
        switch self {
        case .usb, .owner, .port, .identity, .imei, .temperature, .supply: .port
        case .sim, .attempts, .pinLock, .iccid, .imsi, .ownNumber, .barring, .fixedDialling: .sim
        case .radio, .registration, .rejection, .signal, .extendedSignal, .network, .cell: .network
        case .serviceCenter, .smsService, .smsDomain, .storage, .notifications, .clock: .messaging
        case .sending, .receiving, .reports: .traffic
        }
    }

    /// For people.
    public var title: String {
        switch self {
        case .usb: "USB"
        case .owner: "Other programs"
        case .port: "Port answers"
        case .identity: "Modem"
        case .imei: "IMEI"
        case .temperature: "Temperature"
        case .supply: "Supply"
        case .sim: "SIM"
        case .attempts: "PIN attempts left"
        case .pinLock: "PIN lock"
        case .iccid: "SIM number (ICCID)"
        case .imsi: "Subscriber (IMSI)"
        case .ownNumber: "Own number"
        case .barring: "Barring"
        case .fixedDialling: "Fixed dialling"
        case .radio: "Radio"
        case .registration: "Registration"
        case .rejection: "Reason of refusal"
        case .signal: "Signal"
        case .extendedSignal: "Signal, 3G and LTE"
        case .network: "Network"
        case .cell: "Cell"
        case .serviceCenter: "Service center"
        case .smsService: "SMS service"
        case .smsDomain: "SMS domain"
        case .storage: "Message storage"
        case .notifications: "Notifications"
        case .clock: "Clock"
        case .sending: "Sending"
        case .receiving: "Receiving"
        case .reports: "Status reports"
        }
    }

    /// True where the modem is asked nothing: the facts come from ``DiagnosisFacts``.
    public var isAboutFacts: Bool {
        switch self {
        case .usb, .owner, .sending, .receiving, .reports: true
        default: false
        }
    }

    /// What to ask any modem; the answers are given to `judge` in this order.
    public var commands: [ATCommand] { commands(for: .generic) }

    /// What to ask a modem of that dialect; the answers are given to `judge` in this order. Empty where the dialect knows no
    /// question. Only questions, and nothing that the network takes longer than some seconds for.
    public func commands(for dialect: Dialect) -> [ATCommand] {
        let commands: [ATCommand] =
            switch self {
            case .usb, .owner, .sending, .receiving, .reports: []
            case .port: [.attention, .numericErrors]
            case .identity: [.manufacturer, .model, .revision]
            case .imei: [.serialNumber]
            case .temperature: dialect.temperature.map { [ATCommand($0.command, prefixes: [$0.prefix])] } ?? []
            case .supply: dialect.supply.map { [ATCommand($0.command, prefixes: [$0.prefix])] } ?? []
            case .sim: [.pinState]
            case .attempts: (dialect.attempts.map { [ATCommand($0.command)] } ?? []) + [StartUp.generalAttempts]
            case .pinLock: [Self.lock("SC")]
            case .iccid: Array(dialect.iccidCommands.prefix(3))
            case .imsi: [.subscriber]
            case .ownNumber: [.ownNumber]
            case .barring: [Self.lock("AO"), Self.lock("OI")]
            case .fixedDialling: [Self.lock("FD")]
            case .radio: [.radioState]
            case .registration: [.registration, .packetRegistration, .epsRegistration]
            case .rejection: [ATCommand("AT+CEER", prefixes: ["+CEER"])]
            case .signal: [.signalQuality]
            case .extendedSignal: [.extendedSignal]
            case .network: [.currentOperator]
            case .cell: dialect.cell.map { ATCommand($0) }
            case .serviceCenter: [.serviceCenter]
            case .smsService: [.smsService, .messageFormat]
            case .smsDomain: [.smsDomain]
            case .storage: [.storageState]
            case .notifications: [.notificationState]
            case .clock: [ATCommand("AT+CCLK?", prefixes: ["+CCLK"])]
            }
        return commands.filter { dialect.allows($0) }
    }

    /// Whether a facility lock is on (TS 27.007 clause 7.4). Barring is asked of the network, which takes some seconds.
    private static func lock(_ facility: String) -> ATCommand {
        ATCommand("AT+CLCK=\"\(facility)\",2", timeout: .seconds(10), prefixes: ["+CLCK"])
    }

    /// What the answers mean. Fewer answers than commands count as silence.
    public func judge(_ answers: [ATAnswer]) -> Finding {
        judge(answers, dialect: .generic, facts: DiagnosisFacts())
    }

    /// What the answers to `commands(for: dialect)`, and the facts, mean.
    public func judge(_ answers: [ATAnswer], dialect: Dialect, facts: DiagnosisFacts) -> Finding {
        if isAboutFacts { return judgeFacts(facts) }
        var all = answers
        let count = commands(for: dialect).count
        while all.count < count { all.append(ATAnswer(result: .error(.timedOut))) }
        if all.isEmpty {
            return Finding(self, .unknown, value: "not asked", meaning: "The modem has no question for it.")
        }
        if self != .port, all.allSatisfy({ $0.failure == .timedOut || $0.failure == .hungUp }) {
            return Finding(
                self,
                .unknown,
                value: "no answer",
                meaning: "The modem did not answer.",
                remedy: "Look at the first check."
            )
        }
        return judgeAnswered(all, dialect)
    }

    private func judgeAnswered(_ all: [ATAnswer], _ dialect: Dialect) -> Finding {
        switch self {
        case .usb, .owner, .sending, .receiving, .reports: notTold(all[0])
        case .port: judgePort(all)
        case .identity: judgeIdentity(all)
        case .imei: judgeIMEI(all[0])
        case .temperature: judgeTemperature(all[0], dialect)
        case .supply: judgeSupply(all[0], dialect)
        case .sim: judgeSIM(all[0])
        case .attempts: judgeAttempts(all, dialect)
        case .pinLock: judgePINLock(all[0])
        case .iccid: judgeICCID(all)
        case .imsi: judgeIMSI(all[0])
        case .ownNumber: judgeOwnNumber(all[0])
        case .barring: judgeBarring(all)
        case .fixedDialling: judgeFixedDialling(all[0])
        case .radio: judgeRadio(all[0])
        case .registration: judgeRegistration(all)
        case .rejection: judgeRejection(all[0])
        case .signal: judgeSignal(all[0])
        case .extendedSignal: judgeExtendedSignal(all[0])
        case .network: judgeNetwork(all[0])
        case .cell: judgeCell(all)
        case .serviceCenter: judgeServiceCenter(all[0])
        case .smsService: judgeService(all)
        case .smsDomain: judgeDomain(all[0])
        case .storage: judgeStorage(all[0])
        case .notifications: judgeNotifications(all[0])
        case .clock: judgeClock(all[0])
        }
    }

    /// The modem does not know the command or tells nothing.
    func notTold(_ answer: ATAnswer) -> Finding {
        // In few words: most modems know some of these questions only.
        let value =
            switch answer.failure {
            case .plain?: "ERROR"
            case .cme(let number)?: "+CME ERROR \(number)"
            case .cms(let number)?: "+CMS ERROR \(number)"
            case .timedOut?: "no answer"
            case .notSupported?: "not supported"
            case let failure?: "\(failure)"
            case nil: "nothing"
            }
        return Finding(self, .unknown, value: value, meaning: "The modem does not tell.")
    }
}
