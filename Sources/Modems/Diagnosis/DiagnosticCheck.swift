/// The checks of `modem diagnose`, in the order in which they are made and shown.
public enum DiagnosticCheck: String, Sendable, Hashable, CaseIterable, Codable {
    case usb
    case connection
    case kernelLog
    case owner
    case port
    case identity
    case noticePort
    case imei
    case temperature
    case supply
    case sim
    case simSlot
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
    case network
    case technology
    case signal
    case extendedSignal
    case signalHistory
    case networkHistory
    case cell
    case smsOverLTE
    case serviceCenter
    case smsService
    case smsDomain
    case storage
    case notifications
    case clock
    case sending
    case receiving
    case reports
    case recoveries
    case balance

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
        case .usb, .connection, .kernelLog, .owner, .port, .identity, .noticePort, .imei, .temperature, .supply: .port
        case .sim, .simSlot, .attempts, .pinLock, .iccid, .imsi, .ownNumber, .barring, .fixedDialling: .sim
        case .radio, .registration, .rejection, .network, .technology, .signal, .extendedSignal, .signalHistory,
            .networkHistory, .cell, .smsOverLTE:
            .network
        case .serviceCenter, .smsService, .smsDomain, .storage, .notifications, .clock: .messaging
        case .sending, .receiving, .reports, .recoveries, .balance: .traffic
        }
    }

    /// For people.
    public var title: String {
        switch self {
        case .usb: "USB"
        case .connection: "Connection"
        case .kernelLog: "Kernel's log"
        case .owner: "Other programs"
        case .port: "Port answers"
        case .identity: "Modem"
        case .noticePort: "Notices"
        case .imei: "IMEI"
        case .temperature: "Temperature"
        case .supply: "Supply"
        case .sim: "SIM"
        case .simSlot: "SIM slot"
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
        case .network: "Network"
        case .technology: "Technology"
        case .signal: "Signal"
        case .extendedSignal: "Signal, 3G and LTE"
        case .signalHistory: "Signal, last 6 h"
        case .networkHistory: "Network, last 6 h"
        case .cell: "Cell"
        case .smsOverLTE: "SMS over LTE"
        case .serviceCenter: "Service center"
        case .smsService: "SMS service"
        case .smsDomain: "SMS domain"
        case .storage: "Message storage"
        case .notifications: "Notifications"
        case .clock: "Clock"
        case .sending: "Sending"
        case .receiving: "Receiving"
        case .reports: "Status reports"
        case .recoveries: "Recoveries"
        case .balance: "Balance"
        }
    }

    /// True where the modem is asked nothing: the facts come from ``DiagnosisFacts``.
    public var isAboutFacts: Bool {
        switch self {
        case .usb, .connection, .kernelLog, .owner, .signalHistory, .networkHistory, .sending, .receiving, .reports,
            .recoveries, .balance:
            true
        default: false
        }
    }
}
