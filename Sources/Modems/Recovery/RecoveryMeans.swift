/// What the modem and the box allow. Each means is there, or the reason why it is not.
public struct RecoveryMeans: Sendable, Hashable {
    /// A means, or why there is none.
    public enum Means<Value: Sendable & Hashable>: Sendable, Hashable {
        case available(Value)
        /// In words that follow "skipped:".
        case missing(String)
    }

    /// A second command port of the device: its path.
    public var secondaryPort: Means<String>
    public var radioCycle: Means<Dialect.RadioCycle>
    public var softReset: Means<Dialect.Reset>
    /// Where the device is plugged, by the kernel's name, and somebody may reset it.
    public var usbReset: Means<String>
    /// The same, where its hub switches sockets one by one.
    public var hubPower: Means<String>

    public init(
        secondaryPort: Means<String> = .missing("the modem shows one command port"),
        radioCycle: Means<Dialect.RadioCycle> = .missing("not known for this modem"),
        softReset: Means<Dialect.Reset> = .missing("not known for this modem"),
        usbReset: Means<String> = .missing("not a USB device"),
        hubPower: Means<String> = .missing("not a USB device")
    ) {
        self.secondaryPort = secondaryPort
        self.radioCycle = radioCycle
        self.softReset = softReset
        self.usbReset = usbReset
        self.hubPower = hubPower
    }

    /// What a dialect allows; what the box allows is added by the caller.
    public init(dialect: Dialect) {
        self.init(softReset: .available(dialect.reset))
        if let cycle = dialect.radioCycle {
            radioCycle = .available(cycle)
        } else {
            radioCycle = .missing("this modem falls silent when its radio is off")
        }
    }

    /// The means of a port on which nothing was ever heard: it may be no modem, or one that still starts. Nothing is
    /// sent to it but `AT`.
    public static let unproven: RecoveryMeans = {
        let reason = "nothing has answered on this port yet, it may still be starting or be the wrong one"
        return RecoveryMeans(
            secondaryPort: .missing(reason),
            radioCycle: .missing(reason),
            softReset: .missing(reason),
            usbReset: .missing(reason),
            hubPower: .missing(reason)
        )
    }()

    /// Why a rung is skipped; `nil` where it can be climbed.
    public func obstacle(to rung: RecoveryRung) -> String? {
        func reason(_ means: Means<some Sendable & Hashable>) -> String? {
            if case .missing(let reason) = means { reason } else { nil }
        }
        return switch rung {
        case .attention, .settings, .reopen, .outOfRotation: nil
        case .otherPort: reason(secondaryPort)
        case .radioCycle: reason(radioCycle)
        case .softReset: reason(softReset)
        case .usbReset: reason(usbReset)
        case .hubPower: reason(hubPower)
        }
    }
}
