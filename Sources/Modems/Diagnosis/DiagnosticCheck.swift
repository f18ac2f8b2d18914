/// The checks of `modem diagnose`, in the order in which they are made.
public enum DiagnosticCheck: String, Sendable, Hashable, CaseIterable, Codable {
    case port
    case identity
    case imei
    case sim
    case registration
    case signal
    case network
    case serviceCenter
    case smsService
    case storage
    case notifications

    /// What belongs together on the screen.
    public enum Group: String, Sendable, Hashable, CaseIterable, Codable {
        case port = "Port and modem"
        case sim = "SIM"
        case network = "Network"
        case messaging = "Messaging"
    }

    public var group: Group {
        switch self {
        case .port, .identity, .imei: .port
        case .sim: .sim
        case .registration, .signal, .network: .network
        case .serviceCenter, .smsService, .storage, .notifications: .messaging
        }
    }

    /// For people.
    public var title: String {
        switch self {
        case .port: "Port answers"
        case .identity: "Modem"
        case .imei: "IMEI"
        case .sim: "SIM"
        case .registration: "Registration"
        case .signal: "Signal"
        case .network: "Network"
        case .serviceCenter: "Service center"
        case .smsService: "SMS service"
        case .storage: "Message storage"
        case .notifications: "Notifications"
        }
    }

    /// What to ask; the answers are given to `judge` in this order.
    public var commands: [ATCommand] {
        switch self {
        case .port: [.attention, .numericErrors]
        case .identity: [.manufacturer, .model, .revision]
        case .imei: [.serialNumber]
        case .sim: [.pinState]
        case .registration: [.registration, .packetRegistration, .epsRegistration]
        case .signal: [.signalQuality]
        case .network: [.currentOperator]
        case .serviceCenter: [.serviceCenter]
        case .smsService: [.smsService, .messageFormat]
        case .storage: [.storageState]
        case .notifications: [.notificationState]
        }
    }

    /// What the answers mean. Fewer answers than commands count as silence.
    public func judge(_ answers: [ATAnswer]) -> Finding {
        var all = answers
        while all.count < commands.count { all.append(ATAnswer(result: .error(.timedOut))) }
        if self != .port, all.allSatisfy({ $0.failure == .timedOut || $0.failure == .hungUp }) {
            return Finding(
                self,
                .unknown,
                value: "no answer",
                meaning: "The modem did not answer.",
                remedy: "Look at the first check."
            )
        }
        return switch self {
        case .port: judgePort(all)
        case .identity: judgeIdentity(all)
        case .imei: judgeIMEI(all[0])
        case .sim: judgeSIM(all[0])
        case .registration: judgeRegistration(all)
        case .signal: judgeSignal(all[0])
        case .network: judgeNetwork(all[0])
        case .serviceCenter: judgeServiceCenter(all[0])
        case .smsService: judgeService(all)
        case .storage: judgeStorage(all[0])
        case .notifications: judgeNotifications(all[0])
        }
    }

    /// The modem does not know the command or tells nothing.
    func notTold(_ answer: ATAnswer) -> Finding {
        Finding(self, .unknown, value: answer.failure.map { "\($0)" } ?? "empty", meaning: "The modem does not tell.")
    }
}
