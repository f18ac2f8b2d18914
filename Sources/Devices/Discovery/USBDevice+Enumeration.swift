internal import CUdev
public import Modems

extension USBDevice {
    /// Every USB device that the machine has now, hubs among them, sorted by where it is plugged; without those that a
    /// udev rule marks with `SMSBRIDGE_IGNORE=1`.
    public static func all() -> [USBDevice] {
        let terminals = Dictionary(grouping: USBTerminal.all()) { $0.usbPath }.mapValues(\.count)
        var drivers: [String: Set<String>] = [:]
        let interfaces = Udev.devices(of: "usb", type: "usb_interface") { interface -> (String, String)? in
            guard let usb = udev_device_get_parent_with_subsystem_devtype(interface, "usb", "usb_device") else {
                return nil
            }
            return (Udev.name(of: usb), Udev.driver(of: interface))
        }
        for (path, driver) in interfaces where !driver.isEmpty { drivers[path, default: []].insert(driver) }
        return Udev.devices(of: "usb", type: "usb_device") { device -> USBDevice? in
            guard
                !Udev.isIgnored(device),
                let vendor: UInt16 = Udev.number("idVendor", of: device),
                let product: UInt16 = Udev.number("idProduct", of: device)
            else { return nil }
            let path = Udev.name(of: device)
            return USBDevice(
                usbPath: path,
                vendor: vendor,
                product: product,
                manufacturer: Udev.words("manufacturer", of: device),
                name: Udev.words("product", of: device),
                drivers: drivers[path, default: []].sorted(),
                terminals: terminals[path] ?? 0
            )
        }
        .sorted { $0.usbPath < $1.usbPath }
    }
}
