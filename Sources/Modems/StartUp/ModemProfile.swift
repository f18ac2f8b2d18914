/// What a modem is and can do, as found at start-up.
public struct ModemProfile: Sendable, Hashable {
    public var identity: ModemIdentity
    /// The dialect that was chosen from the identity.
    public var dialect: String
    /// Nil where the SIM or modem does not tell.
    public var iccid: String?
    public var imsi: String?
    public var ownNumber: String?
    /// Number of the service center, nil where none is set: then sending fails with +CMS ERROR 330.
    public var serviceCenter: String?
    /// Storages to poll, first the one that messages are received to. Empty where the modem cannot keep messages.
    public var storages: [String]
    /// How many memories `+CPMS=` takes, 1 to 3.
    public var storagePositions: Int
    public var storageUse: [StorageUse]
    /// The values of `+CNMI=` that the modem took; empty where it took none: then only polling finds messages.
    public var notifications: [Int]
    /// True where routed messages have to be acknowledged with `+CNMA` (`+CSMS=1` is in force).
    public var acknowledges = false
    /// Through which domain messages go (`+CGSMS`: 0 packet, 1 circuit, 2 packet preferred, 3 circuit preferred). Nil
    /// where the modem does not tell.
    public var smsDomain: Int?
    /// True where the radio was found switched off and was switched on.
    public var radioWasOff = false
    /// True where a network that was set by hand was not there and the choice was set to automatic.
    public var leftManualNetwork = false
    /// Nil where the modem does not answer `+CSMS?`.
    public var service: SMSService?
    public var registrations: [Registration]
    public var signal: SignalQuality?
    public var network: OperatorChoice?

    public init(identity: ModemIdentity = ModemIdentity()) {
        self.identity = identity
        dialect = Dialect.generic.name
        storages = []
        storagePositions = 1
        storageUse = []
        notifications = []
        registrations = []
    }

    /// True where one of the registrations allows messages.
    public var isRegistered: Bool { registrations.contains { $0.state.canSendSMS } }

    /// True where the network in use is not the SIM's own.
    public var isRoaming: Bool {
        let usable = registrations.filter { $0.state.canSendSMS }
        return !usable.isEmpty && usable.allSatisfy { $0.state.isRoaming }
    }

    /// False only where the modem says that it cannot send.
    public var canSend: Bool { service?.sends ?? true }

    /// True where status reports come: 1 routed (`+CDS`), 2 stored (`+CDSI`, `+CMTI`).
    public var givesReports: Bool { notifications.count > 3 && notifications[3] > 0 }

    /// True where status reports are kept by the modem (`<ds>` 2).
    public var storesReports: Bool { notifications.count > 3 && notifications[3] == 2 }

    /// True where messages that come in are handed to us and kept nowhere (`<mt>` 2).
    public var routesMessages: Bool { notifications.count > 1 && notifications[1] == 2 }

    /// `+CPMS=…` that makes `storage` the one to read and delete, and keeps receiving where it was chosen.
    public func selecting(_ storage: String) -> ATCommand {
        let receiving = storages.first ?? storage
        return .preferredStorage(Array([storage, storage, receiving].prefix(storagePositions)))
    }
}
