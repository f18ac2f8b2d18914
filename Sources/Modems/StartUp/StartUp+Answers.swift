extension StartUp {
    static let settingCommands: [ATCommand] = [.echoOff, .verboseResults, .resultCodesOn, .numericErrors]
    static let identityCommands: [ATCommand] = [.manufacturer, .model, .revision, .serialNumber, .identification]
    static let noticeCommands: [ATCommand] = ["+CREG", "+CGREG", "+CEREG"].map {
        .registrationNotices($0, level: 2)
    }
    static let networkCommands: [ATCommand] = [
        .registration, .packetRegistration, .epsRegistration, .currentOperator, .signalQuality,
    ]

    mutating func answered(_ answer: ATAnswer) -> Step {
        if answer.failure == .hungUp { return handle(.hungUp) }
        if answer.failure == .restarted { return handle(.restarted) }
        switch stage {
        case .attention(let tries): return attention(answer, tries: tries)
        case .settings(let position):
            return next(position, in: Self.settingCommands, Stage.settings) { $0.askIdentity(0) }
        case .identity(let position):
            keepIdentity(answer, position)
            return askIdentity(position + 1)
        case .silencing(let position): return silence(position + 1)
        case .radio: return radio(answer)
        case .radioOn: return askEarlyICCID(0)
        case .earlyICCID(let position):
            profile.iccid = answer.isOK ? IdentityAnswer.parseICCID(answer.lines) : nil
            return profile.iccid != nil ? askPIN() : askEarlyICCID(position + 1)
        case .pinState: return pinState(answer)
        case .attemptsLeft(let general): return attempts(answer, general: general)
        case .question: return .needsPIN(question)
        case .enteringPIN: return pinEntered(answer)
        case .afterPIN: return afterPIN(answer)
        case .readiness: return awaitReadiness()
        case .afterSIM(let position):
            if isBusy(answer), let step = again(atMost: .seconds(6)) { return step }
            return afterSIM(position + 1)
        case .pduMode: return pduMode(answer)
        case .characterSet: return begin(.callerNumbers, .callerNumbers)
        case .callerNumbers: return begin(.smsService, .smsService)
        case .smsService:
            profile.service = SMSService.parse(answer.lines)
            return begin(.smsDomain, .domain)
        case .domain: return domain(answer)
        case .preferredDomain:
            if answer.isOK { profile.smsDomain = 3 }
            return begin(.storageChoices, .storageChoices)
        case .storageChoices, .storage, .storageState: return storageAnswered(answer)
        case .notificationChoices:
            return tryNotifications(notificationAttempts(answer))
        case .notifications(let left):
            if answer.isOK, let tried = left.first {
                return notificationsTaken(tried)
            }
            return tryNotifications(Array(left.dropFirst()))
        case .phaseTwoPlus:
            profile.acknowledges = answer.isOK
            return begin(Self.noticeCommands[0], .notices(0))
        case .notices(let position):
            return next(position, in: Self.noticeCommands, Stage.notices) { $0.begin(.serviceCenter, .serviceCenter) }
        case .serviceCenter:
            if isBusy(answer), let step = again(atMost: dialect.readiness.busyPatience) { return step }
            profile.serviceCenter = IdentityAnswer.parseServiceCenter(answer.lines)
            return begin(Self.networkCommands[0], .network(0))
        case .network(let position):
            keepNetwork(answer, position)
            return next(position, in: Self.networkCommands, Stage.network) { $0.networkAsked() }
        case .automaticNetwork:
            profile.leftManualNetwork = answer.isOK
            return askLateICCID(0)
        case .lateICCID(let position):
            profile.iccid = answer.isOK ? IdentityAnswer.parseICCID(answer.lines) : nil
            return profile.iccid != nil ? begin(.subscriber, .subscriber) : askLateICCID(position + 1)
        case .subscriber:
            profile.imsi = answer.isOK ? IdentityAnswer.parseIMSI(answer.lines) : nil
            return begin(.ownNumber, .ownNumber)
        case .ownNumber:
            profile.ownNumber = answer.isOK ? IdentityAnswer.parseOwnNumber(answer.lines) : nil
            stage = .ended
            return .ready(profile)
        case .ended:
            return fail(.silent, "The start-up was fed after its end.", "Report this with the trace.")
        }
    }

    /// A stage of its own, with its own patience.
    mutating func begin(_ command: ATCommand, _ next: Stage) -> Step {
        waited = .zero
        return send(command, next)
    }

    private mutating func next(
        _ position: Int,
        in commands: [ATCommand],
        _ stage: (Int) -> Stage,
        then: (inout StartUp) -> Step
    ) -> Step {
        guard position + 1 < commands.count else { return then(&self) }
        return begin(commands[position + 1], stage(position + 1))
    }

    private mutating func attention(_ answer: ATAnswer, tries: Int) -> Step {
        if answer.isOK { return begin(Self.settingCommands[0], .settings(0)) }
        guard tries + 1 < settings.attentionTries else {
            return fail(
                .silent,
                "The port is open and nothing answers.",
                "Wrong port of the modem, another program on it, or the modem hangs: unplug it for 10 seconds."
            )
        }
        return send(.attention, .attention(tries: tries + 1))
    }

    private mutating func askIdentity(_ position: Int) -> Step {
        // ATI only where the others say nothing.
        let isAtEnd = position == Self.identityCommands.count - 1 && !profile.identity.model.isEmpty
        guard position < Self.identityCommands.count, !isAtEnd else {
            dialect = Dialect.of(profile.identity)
            profile.dialect = dialect.name
            return silence(0)
        }
        return begin(Self.identityCommands[position], .identity(position))
    }

    private mutating func keepIdentity(_ answer: ATAnswer, _ position: Int) {
        guard answer.isOK else { return }
        let name = IdentityAnswer.parseName(answer.lines) ?? ""
        switch position {
        case 0: profile.identity.manufacturer = name
        case 1: profile.identity.model = name
        case 2: profile.identity.revision = name
        case 3: profile.identity.imei = IdentityAnswer.parseIMEI(answer.lines) ?? ""
        default: profile.identity.model = name
        }
    }

    private mutating func silence(_ position: Int) -> Step {
        guard position < dialect.silencing.count else { return begin(.radioState, .radio) }
        return begin(ATCommand(dialect.silencing[position]), .silencing(position))
    }

    mutating func askEarlyICCID(_ position: Int) -> Step {
        let commands = dialect.iccidCommands
        guard position < commands.count else { return askPIN() }
        return begin(commands[position], .earlyICCID(position))
    }

    mutating func askLateICCID(_ position: Int) -> Step {
        let commands = dialect.iccidCommands
        guard profile.iccid == nil, position < commands.count else { return begin(.subscriber, .subscriber) }
        return begin(commands[position], .lateICCID(position))
    }

    private mutating func pduMode(_ answer: ATAnswer) -> Step {
        if answer.isOK { return begin(.characterSet, .characterSet) }
        // Right after the PIN many a modem says ERROR for a while.
        if let step = again(atMost: dialect.readiness.busyPatience) { return step }
        return fail(
            .noPDUMode,
            "The modem does not take messages as PDUs (AT+CMGF=0: \(answer.failure.map { "\($0)" } ?? "")).",
            "Use another model."
        )
    }

    private mutating func tryNotifications(_ attempts: [[Int]]) -> Step {
        guard let first = attempts.first else { return begin(Self.noticeCommands[0], .notices(0)) }
        return begin(.notifications(first), .notifications(attempts))
    }

    private mutating func keepNetwork(_ answer: ATAnswer, _ position: Int) {
        guard answer.isOK else { return }
        switch position {
        case 0, 1, 2:
            if let registration = Registration.parse(answer.lines) { profile.registrations.append(registration) }
        case 3: profile.network = OperatorChoice.parse(answer.lines)
        default: profile.signal = SignalQuality.parse(answer.lines)
        }
    }

    /// SIM busy, please wait, not allowed yet: worth asking again.
    func isBusy(_ answer: ATAnswer) -> Bool {
        switch answer.failure {
        case .cms(let number): [302, 310, 313, 314, 330, 515, 517, 532].contains(number)
        case .cme(let number): [3, 10, 13, 14, 100, 515, 527].contains(number)
        default: false
        }
    }
}
