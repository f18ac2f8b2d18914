internal import CUdev
internal import Glibc

/// One look through udev's devices, and their attributes as text and numbers.
enum Udev {
    /// What `make` makes of every device of a subsystem, in udev's order; empty where udev cannot be asked.
    ///
    /// - Parameters:
    ///   - subsystem: Such as `tty`.
    ///   - type: Such as `usb_device`; all types where `nil`.
    ///   - make: Is given each device, which ends with the call.
    /// - Returns: What was made.
    static func devices<Made>(
        of subsystem: String,
        type: String? = nil,
        _ make: (OpaquePointer) -> Made?
    ) -> [Made] {
        guard let udev = udev_new() else { return [] }
        defer { udev_unref(udev) }
        guard let enumeration = udev_enumerate_new(udev) else { return [] }
        defer { udev_enumerate_unref(enumeration) }
        // Where no udev runs, as in a container, it has finished with nothing.
        if access("/run/udev/control", F_OK) == 0 { udev_enumerate_add_match_is_initialized(enumeration) }
        udev_enumerate_add_match_subsystem(enumeration, subsystem)
        if let type { udev_enumerate_add_match_property(enumeration, "DEVTYPE", type) }
        guard udev_enumerate_scan_devices(enumeration) >= 0 else { return [] }
        var made: [Made] = []
        var entry = udev_enumerate_get_list_entry(enumeration)
        while let current = entry {
            if let device = udev_device_new_from_syspath(udev, udev_list_entry_get_name(current)) {
                if let one = make(device) { made.append(one) }
                udev_device_unref(device)
            }
            entry = udev_list_entry_get_next(current)
        }
        return made
    }

    /// An attribute in sysfs; empty if there is none.
    static func attribute(_ name: String, of device: OpaquePointer) -> String {
        udev_device_get_sysattr_value(device, name).map { String(cString: $0) } ?? ""
    }

    /// An attribute that is a hexadecimal number. It may be padded.
    static func number<Number: FixedWidthInteger>(_ name: String, of device: OpaquePointer) -> Number? {
        var text = attribute(name, of: device)[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return Number(text, radix: 16)
    }

    /// An attribute for people, without the spaces and the line end around it.
    static func words(_ name: String, of device: OpaquePointer) -> String {
        var text = attribute(name, of: device)[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// The kernel's name of a device, such as `1-2.3`.
    static func name(of device: OpaquePointer) -> String {
        udev_device_get_sysname(device).map { String(cString: $0) } ?? ""
    }

    static func driver(of device: OpaquePointer) -> String {
        udev_device_get_driver(device).map { String(cString: $0) } ?? ""
    }

    /// A property that rules gave to the device in that folder of sysfs.
    static func property(_ name: String, of folder: String) -> String? {
        guard let udev = udev_new() else { return nil }
        defer { udev_unref(udev) }
        guard let device = udev_device_new_from_syspath(udev, folder) else { return nil }
        defer { udev_device_unref(device) }
        return udev_device_get_property_value(device, name).map { String(cString: $0) }
    }

    /// Whether a rule says that the device is not ours (`SMSBRIDGE_IGNORE=1`).
    static func isIgnored(_ device: OpaquePointer) -> Bool {
        udev_device_get_property_value(device, "SMSBRIDGE_IGNORE").map { String(cString: $0) } == "1"
    }
}
