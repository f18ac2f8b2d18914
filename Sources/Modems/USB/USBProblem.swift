/// Why a modem that is plugged in shows no port that could be asked.
public enum USBProblem: Hashable, Sendable {
    /// It still shows the CD-ROM or storage that it comes with.
    case notSwitched
    /// It offers a web page and no port for commands (Huawei HiLink and its like).
    case webOnly
    /// The chip is in recovery after failed starts.
    case deadFirmware
    /// It is a modem's, and no driver made a tty of it.
    case noTerminal

    /// A storage id may stand for so long before a switch that works is over.
    public static let switching: Duration = .seconds(20)

    /// What is wrong with a device, as far as its ids and drivers tell.
    ///
    /// - Parameters:
    ///   - device: A device that is plugged in.
    ///   - age: For how long it has been seen under these ids.
    /// - Returns: Nothing where the device is no modem, shows ttys, or needs more time.
    public static func of(_ device: USBDevice, seenFor age: Duration) -> USBProblem? {
        let (vendor, product) = (device.vendor, device.product)
        if USBModems.isDeadFirmware(vendor: vendor, product: product) { return .deadFirmware }
        guard device.terminals == 0 else { return nil }
        if USBModems.isWebOnly(vendor: vendor, product: product) { return .webOnly }
        if USBModems.isStorageMode(vendor: vendor, product: product) {
            return age >= switching ? .notSwitched : nil
        }
        let isModem =
            USBModems.isModemVendor(vendor) || USBModems.layout(vendor: vendor, product: product) != nil
        // Its ttys come some seconds after it.
        return isModem && age >= switching ? .noTerminal : nil
    }

    /// What is the matter and what to do, for a technician.
    public func words(for device: USBDevice) -> String {
        switch self {
        case .notSwitched:
            """
            it shows itself as a disk, not as a modem: install usb-modeswitch and usb-modeswitch-data, then plug it in \
            again; if they are there, they have no entry for \(device.ids)
            """
        case .webOnly:
            """
            this model (HiLink) has a web page and no port for AT commands: put the stick firmware on it, or take \
            another model
            """
        case .deadFirmware:
            "its firmware does not start (Qualcomm recovery mode): flash it with the maker's tool, or replace it"
        case .noTerminal where device.drivers.isEmpty:
            """
            no driver takes it: load it with 'modprobe option', and if no port comes, \
            'echo \(USBDevice.hex(device.vendor)) \(USBDevice.hex(device.product)) > \
            /sys/bus/usb-serial/drivers/option1/new_id'
            """
        case .noTerminal:
            """
            it has no serial port, only \(device.drivers.joined(separator: ", ")): it is in a network or storage mode; \
            set it to a mode with AT ports, or take another model
            """
        }
    }
}
