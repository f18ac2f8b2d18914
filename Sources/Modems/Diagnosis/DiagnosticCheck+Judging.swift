extension DiagnosticCheck {
    /// What the answers mean. Fewer answers than commands count as silence.
    public func judge(_ answers: [ATAnswer]) -> Finding {
        judge(answers, in: DiagnosisContext())
    }

    /// What the answers to `commands(for: dialect)`, and the facts, mean.
    public func judge(_ answers: [ATAnswer], dialect: Dialect, facts: DiagnosisFacts) -> Finding {
        judge(answers, in: DiagnosisContext(facts: facts, dialect: dialect))
    }

    /// What the answers to the commands and to the further questions, and all that is known besides, mean.
    public func judge(_ answers: [ATAnswer], in context: DiagnosisContext) -> Finding {
        if isAboutFacts { return judgeFacts(context.facts) }
        if self == .technology { return judgeTechnology(context) }
        var all = answers
        let count = commands(for: context.dialect).count
        while all.count < count { all.append(ATAnswer(result: .error(.timedOut))) }
        if self == .noticePort { return judgeNoticePort(all, context) }
        if all.isEmpty {
            return Finding(self, .unknown, value: "not asked", meaning: "The modem has no question for it.")
        }
        if self != .port, all.allSatisfy({ $0.failure == .timedOut || $0.failure == .hungUp }) {
            return Finding(
                self,
                .unknown,
                value: "no answer",
                meaning: "The modem did not answer.",
                remedy: "Look at the check “\(DiagnosticCheck.port.title)”."
            )
        }
        return judgeAnswered(all, context)
    }

    private func judgeAnswered(_ all: [ATAnswer], _ context: DiagnosisContext) -> Finding {
        let (dialect, facts) = (context.dialect, context.facts)
        return switch self {
        case .usb, .connection, .kernelLog, .owner, .noticePort, .technology, .signalHistory, .networkHistory, .sending,
            .receiving, .reports, .recoveries, .balance:
            notTold(all[0])
        case .port: judgePort(all, context)
        case .identity: judgeIdentity(all)
        case .imei: judgeIMEI(all[0], facts)
        case .temperature: judgeTemperature(all[0], dialect)
        case .supply: judgeSupply(all[0], dialect)
        case .sim: judgeSIM(all[all.count - 1])
        case .simSlot: judgeSlot(all, dialect)
        case .attempts: judgeAttempts(all, dialect)
        case .pinLock: judgePINLock(all[0])
        case .iccid: judgeICCID(all)
        case .imsi: judgeIMSI(all[0])
        case .ownNumber: judgeOwnNumber(all)
        case .barring: judgeBarring(all)
        case .fixedDialling: judgeFixedDialling(all[0])
        case .radio: judgeRadio(all[0])
        case .registration: judgeRegistration(all)
        case .rejection: judgeRejection(all)
        case .network: judgeNetwork(all)
        case .signal: judgeSignal(all, facts)
        case .extendedSignal: judgeExtendedSignal(all)
        case .cell: judgeCell(all, facts)
        case .smsOverLTE: judgeSMSOverLTE(all[0], facts)
        case .serviceCenter: judgeServiceCenter(all[0], context)
        case .smsService: judgeService(all, context)
        case .smsDomain: judgeDomain(all[0])
        case .storage: judgeStorage(all[0], context)
        case .notifications: judgeNotifications(all[0])
        case .clock: judgeClock(all[0], facts)
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
