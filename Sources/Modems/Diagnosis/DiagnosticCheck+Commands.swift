extension DiagnosticCheck {
    /// What to ask any modem; the answers are given to `judge` in this order.
    public var commands: [ATCommand] { commands(for: .generic) }

    /// What to ask a modem of that dialect; the answers are given to `judge` in this order. Empty where the dialect knows no
    /// question. Only questions, and nothing that the network takes longer than some seconds for.
    public func commands(for dialect: Dialect) -> [ATCommand] {
        let commands: [ATCommand] =
            switch self {
            case .usb, .connection, .kernelLog, .owner, .technology, .signalHistory, .networkHistory, .sending,
                .receiving, .reports, .recoveries, .balance:
                []
            case .port: [.attention, .numericErrors]
            case .identity: [.manufacturer, .model, .revision]
            case .noticePort: dialect.noticePort.map { [ATCommand($0.command, prefixes: [$0.prefix])] } ?? []
            case .imei: [.serialNumber]
            case .temperature: dialect.temperature.map { [ATCommand($0.command, prefixes: [$0.prefix])] } ?? []
            case .supply: dialect.supply.map { [ATCommand($0.command, prefixes: [$0.prefix])] } ?? []
            case .sim: [.pinState]
            case .simSlot: dialect.slots.map { ATCommand($0.command, prefixes: [$0.prefix]) }
            case .attempts: (dialect.attempts.map { [ATCommand($0.command)] } ?? []) + [StartUp.generalAttempts]
            case .pinLock: [Self.lock("SC")]
            case .iccid: Array(dialect.iccidCommands.prefix(3))
            case .imsi: [.subscriber]
            case .ownNumber: [.ownNumber]
            case .barring: [Self.lock("AO"), Self.lock("OI"), Self.lock("OX")]
            case .fixedDialling: [Self.lock("FD")]
            case .radio: [.radioState]
            case .registration: [.registration, .packetRegistration, .epsRegistration]
            case .rejection: [ATCommand("AT+CEER", prefixes: ["+CEER"])]
            case .network: [.currentOperator]
            case .signal: [.signalQuality]
            case .extendedSignal: [.extendedSignal]
            case .cell: dialect.cell.map { ATCommand($0) }
            case .smsOverLTE: [ATCommand("AT+CIREG?", prefixes: ["+CIREG"])]
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

    /// False where the check says nothing more about a modem of which that is known.
    public func applies(in context: DiagnosisContext) -> Bool {
        let facts = context.facts
        return switch self {
        case .usb: facts.port != nil
        case .owner: facts.port.map { !$0.isVirtual } ?? false
        case .connection: facts.port?.device != nil || facts.history != nil
        case .kernelLog: facts.port?.device != nil && facts.port?.kernelLog != nil
        case .noticePort: context.dialect.noticePort != nil || facts.port?.device != nil || facts.traffic != nil
        case .simSlot: context.lacksSIM && !context.dialect.slots.isEmpty
        // Without a card, or while it is locked, each of them says no more than that.
        case .attempts, .pinLock, .iccid: !context.lacksSIM
        case .imsi, .ownNumber, .barring, .fixedDialling: !context.lacksSIM && !context.isLocked
        case .rejection: !context.isRegistered
        case .technology: Technology.known(of: context.identity) != nil || context.technology != nil
        case .smsOverLTE: context.isForDataOnly
        case .notifications: context.isDriven
        case .signalHistory: facts.history.map { !$0.signals.isEmpty } ?? false
        case .networkHistory, .recoveries: facts.history != nil
        case .receiving, .reports: facts.traffic != nil
        case .balance: facts.balance != nil
        // That nothing is recorded is said once.
        case .sending: true
        default: true
        }
    }

    /// A question, and how long to wait before it.
    public struct Question: Sendable, Hashable {
        public var command: ATCommand
        public var pause: Duration

        init(_ command: ATCommand, after pause: Duration = .zero) {
            self.command = command
            self.pause = pause
        }
    }

    /// What is to be asked next: ``commands(for:)``, then what their answers call for.
    ///
    /// - Parameters:
    ///   - answers: To everything that was asked, in order.
    ///   - asked: What was asked.
    ///   - context: What is known before this check.
    /// - Returns: The next question; nil ends the check.
    public func question(
        after answers: [ATAnswer],
        to asked: [ATCommand],
        in context: DiagnosisContext
    ) -> Question? {
        let commands = commands(for: context.dialect)
        if asked.count < commands.count { return Question(commands[asked.count]) }
        guard let last = answers.last ?? (self == .noticePort ? ATAnswer(result: .ok) : nil) else { return nil }
        let next =
            self == .ownNumber
            ? ownNumber(last, asked)
            : furtherQuestion(asked.count - commands.count, answers.first ?? last, last, context)
        return next.flatMap { context.dialect.allows($0.command) ? $0 : nil }
    }

    private func furtherQuestion(
        _ further: Int,
        _ first: ATAnswer,
        _ last: ATAnswer,
        _ context: DiagnosisContext
    ) -> Question? {
        func step(_ commands: [ATCommand]) -> Question? {
            commands.indices.contains(further) ? Question(commands[further]) : nil
        }
        switch self {
        // Answers that are cut or mixed with another's show when it is asked again.
        case .port: return first.isOK ? step([.attention, .attention]) : nil
        case .identity: return first.isOK ? nil : step([.identification])
        case .noticePort:
            return context.dialect.noticePort == nil && context.dialect.tellsPortMode ? step([.portMode]) : nil
        // A card that is late is no missing card.
        case .sim: return last.isLateCard && further < 2 ? Question(.pinState, after: .milliseconds(1500)) : nil
        case .rejection:
            return context.registrations.contains { $0.state == .denied } ? step(Self.causes) : nil
        case .network: return OperatorChoice.parse(first.lines)?.name == nil ? nil : step(Self.networkNumber)
        case .signal:
            let isMeasured = first.isOK && SignalQuality.parse(first.lines)?.dBm != nil
            return isMeasured && further < 3 ? Question(.signalQuality, after: .milliseconds(700)) : nil
        case .extendedSignal: return step(context.dialect.quality.map { ATCommand($0) })
        default: return nil
        }
    }

    /// Where the card does not tell its number: its phone book of own numbers (TS 27.007 clause 8.11).
    private func ownNumber(_ last: ATAnswer, _ asked: [ATCommand]) -> Question? {
        if last.isLateCard, asked.count < 3 { return Question(.ownNumber, after: .seconds(1)) }
        guard IdentityAnswer.parseOwnNumber(last.lines) == nil else { return nil }
        switch asked.last {
        case ATCommand.ownNumber: return Question(Self.ownNumbers)
        case Self.ownNumbers where last.isOK: return Question(Self.firstEntry)
        default: return nil
        }
    }

    static let ownNumbers = ATCommand("AT+CPBS=\"ON\"", timeout: .seconds(5))
    static let firstEntry = ATCommand("AT+CPBR=1", timeout: .seconds(5), prefixes: ["+CPBR"])

    /// The cause of a refusal is told with level 3 (TS 27.007 clause 7.2); then the notices are off, as before a start.
    private static let causes = [
        ATCommand.registrationNotices("+CREG", level: 3), .registration,
        .registrationNotices("+CEREG", level: 3), .epsRegistration,
        .registrationNotices("+CREG", level: 0), .registrationNotices("+CEREG", level: 0),
    ]

    /// The network's number, and its name again from then on (TS 27.007 clause 7.3).
    private static let networkNumber = [
        ATCommand("AT+COPS=3,2", timeout: .seconds(5)), .currentOperator,
        ATCommand("AT+COPS=3,0", timeout: .seconds(5)),
    ]
}

extension ATAnswer {
    /// The SIM is busy, or is not seen yet.
    fileprivate var isLateCard: Bool {
        switch failure {
        case .cme(14), .cms(314), .cms(515), .cme(10), .cms(310): true
        default: false
        }
    }
}
