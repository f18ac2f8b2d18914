internal import CUdev

extension USBTerminal {
    /// Every tty of a USB device that the machine has now, sorted by path; those that udev is still working on are left
    /// out, since its event follows. So are those that a udev rule marks with `SMSBRIDGE_IGNORE=1`.
    public static func all() -> [USBTerminal] {
        Udev.devices(of: "tty") { USBTerminal($0) }.sorted { $0.path < $1.path }
    }

    // The parents belong to the device and are not released.
    private init?(_ device: OpaquePointer) {
        guard
            !Udev.isIgnored(device),
            let node = udev_device_get_devnode(device),
            let interface = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_interface"),
            let usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device"),
            let vendor: UInt16 = Udev.number("idVendor", of: usb),
            let product: UInt16 = Udev.number("idProduct", of: usb),
            let interfaceNumber: UInt8 = Udev.number("bInterfaceNumber", of: interface)
        else { return nil }
        self.init(
            path: String(cString: node),
            usbPath: Udev.name(of: usb),
            vendor: vendor,
            product: product,
            interface: interfaceNumber,
            interfaceClass: Udev.number("bInterfaceClass", of: interface) ?? 0,
            interfaceSubclass: Udev.number("bInterfaceSubClass", of: interface) ?? 0,
            interfaceProtocol: Udev.number("bInterfaceProtocol", of: interface) ?? 0,
            interfaceName: Udev.attribute("interface", of: interface),
            manufacturer: Udev.attribute("manufacturer", of: usb),
            productName: Udev.attribute("product", of: usb),
            driver: Udev.driver(of: interface)
        )
    }
}
