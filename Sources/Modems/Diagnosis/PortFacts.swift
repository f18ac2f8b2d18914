/// What the kernel, and the gateway's own record, tell of a modem's device and port.
public struct PortFacts: Sendable, Hashable {
    /// As it was asked for, such as `/dev/ttyUSB2`.
    public var path: String
    /// Nil where no USB device is behind the port: a serial line, a virtual modem.
    public var device: USBFacts?
    /// True where the port is a pty: a virtual modem, of which the system knows nothing.
    public var isVirtual = false
    /// Why the device shows no port for commands, and what to do; nil where it shows one.
    public var problem: String?
    public var kernelLog: KernelLogFacts?
    /// Another program that has the port open, or would take it.
    public var owner: String?
    /// Where the program has another port of the same device: that.
    public var ownedSibling: String?
    /// False where the user may not see what programs of others have open.
    public var seesAllOwners = true
    /// True where ModemManager runs and the device does not carry the mark that keeps it away.
    public var isUnprotected = false
    /// What the port is for by the table of USB ids; nil where no table says.
    public var role: PortRole?
    /// The device's port for commands, where it is another one.
    public var commandPort: String?
    /// True where the path is a by-id link and another device here has the same ids: the link leads to whichever came last.
    public var isNameAmbiguous = false

    public init(path: String = "", device: USBFacts? = nil) {
        self.path = path
        self.device = device
    }
}

/// A USB device and the interface behind a port, as sysfs shows them.
public struct USBFacts: Sendable, Hashable {
    /// Where it is plugged, by the kernel's name: `1-1.2`.
    public var usbPath: String
    /// Such as `2c7c:0125`.
    public var ids: String
    /// Manufacturer and product, as the device says them.
    public var name = ""
    /// The kernel driver of the interface.
    public var driver = ""
    /// `bInterfaceNumber`.
    public var interface: Int?
    /// The version of its descriptor, such as `2.00`: what the device is able to.
    public var version = ""
    /// Megabits a second of the connection: 1.5 is 1, then 12, 480, 5000 and more.
    public var speed: Int?
    /// `bMaxPower`, in mA.
    public var maximumPower: Int?
    /// True where the kernel may put the device to sleep (`power/control` is `auto`).
    public var mayAutosuspend = false
    /// True where it sleeps now (`power/runtime_status`).
    public var isSuspended = false
    /// Every interface: number, class, driver and tty.
    public var interfaces: [String] = []

    public init(usbPath: String, ids: String = "") {
        self.usbPath = usbPath
        self.ids = ids
    }

    /// True for a device of USB 2 or later, which is connected at 480 Mb/s or more where nothing is wrong.
    public var isHighSpeedDevice: Bool { (version.first?.wholeNumberValue ?? 0) >= 2 }
}

extension PortFacts {
    /// Everything that is known of the device, for a support ticket, a title and a value each.
    public var details: [DiagnosisDetail] {
        pairs.map { DiagnosisDetail(title: $0.0, value: $0.1) }
    }

    private var pairs: [(String, String)] {
        var details = [("Port", path)]
        if let role { details.append(("Port's task", role.words)) }
        guard let device else { return details }
        details += [("USB device", "\(device.name) (\(device.ids))"), ("USB place", device.usbPath)]
        if !device.version.isEmpty { details.append(("USB version", device.version)) }
        if let speed = device.speed { details.append(("Speed", "\(speed) Mb/s")) }
        if let power = device.maximumPower { details.append(("Takes at most", "\(power) mA")) }
        details.append(("Autosuspend", device.mayAutosuspend ? "allowed" : "off"))
        details += device.interfaces.map { ("Interface", $0) }
        details += (kernelLog?.lines ?? []).map { ("Kernel's log", "\($0.secondsAgo / 60) min ago: \($0.text)") }
        return details
    }
}

/// Something that is known of a device, for a support ticket.
public struct DiagnosisDetail: Sendable, Hashable, Codable {
    public var title: String
    public var value: String

    public init(title: String, value: String) {
        self.title = title
        self.value = value
    }
}
