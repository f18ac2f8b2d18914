internal import CUdev
internal import Glibc

extension USBTerminal {
    /// Every tty of a USB device that the machine has now, sorted by path; those that udev is still working on are left
    /// out, since its event follows. So are those that a udev rule marks with `SMSBRIDGE_IGNORE=1`.
    public static func all() -> [USBTerminal] {
        guard let udev = udev_new() else { return [] }
        defer { udev_unref(udev) }
        guard let enumeration = udev_enumerate_new(udev) else { return [] }
        defer { udev_enumerate_unref(enumeration) }
        // Where no udev runs, as in a container, it has finished with nothing.
        if access("/run/udev/control", F_OK) == 0 { udev_enumerate_add_match_is_initialized(enumeration) }
        udev_enumerate_add_match_subsystem(enumeration, "tty")
        guard udev_enumerate_scan_devices(enumeration) >= 0 else { return [] }
        var found: [USBTerminal] = []
        var entry = udev_enumerate_get_list_entry(enumeration)
        while let current = entry {
            if let device = udev_device_new_from_syspath(udev, udev_list_entry_get_name(current)) {
                if let terminal = USBTerminal(device) { found.append(terminal) }
                udev_device_unref(device)
            }
            entry = udev_list_entry_get_next(current)
        }
        return found.sorted { $0.path < $1.path }
    }

    // The parents belong to the device and are not released.
    private init?(_ device: OpaquePointer) {
        func attribute(_ device: OpaquePointer, _ name: String) -> String {
            udev_device_get_sysattr_value(device, name).map { String(cString: $0) } ?? ""
        }
        func number<Number: FixedWidthInteger>(_ device: OpaquePointer, _ name: String) -> Number? {
            Number(attribute(device, name).trimming(), radix: 16)
        }
        guard
            udev_device_get_property_value(device, "SMSBRIDGE_IGNORE").map({ String(cString: $0) }) != "1",
            let node = udev_device_get_devnode(device),
            let interface = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_interface"),
            let usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device"),
            let vendor: UInt16 = number(usb, "idVendor"),
            let product: UInt16 = number(usb, "idProduct"),
            let interfaceNumber: UInt8 = number(interface, "bInterfaceNumber")
        else { return nil }
        self.init(
            path: String(cString: node),
            usbPath: udev_device_get_sysname(usb).map { String(cString: $0) } ?? "",
            vendor: vendor,
            product: product,
            interface: interfaceNumber,
            interfaceClass: number(interface, "bInterfaceClass") ?? 0,
            interfaceSubclass: number(interface, "bInterfaceSubClass") ?? 0,
            interfaceProtocol: number(interface, "bInterfaceProtocol") ?? 0,
            interfaceName: attribute(interface, "interface"),
            manufacturer: attribute(usb, "manufacturer"),
            productName: attribute(usb, "product"),
            driver: udev_device_get_driver(interface).map { String(cString: $0) } ?? ""
        )
    }
}

extension String {
    // An attribute of sysfs may be padded.
    fileprivate func trimming() -> Substring {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
