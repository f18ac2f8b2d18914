internal import CUdev
internal import Glibc

/// The events that udev sends when it has finished with a tty, whose permissions and links are set by then, or with a USB
/// device, which may be a modem that shows no tty.
enum DeviceMonitor {
    /// A socket that is readable after each event, for somebody who closes it; nothing if udev cannot be listened to.
    ///
    /// The socket keeps its filter and subscription by itself, so nothing of libudev has to outlive this call.
    static func open() -> Int32? {
        guard let udev = udev_new() else { return nil }
        defer { udev_unref(udev) }
        guard let monitor = udev_monitor_new_from_netlink(udev, "udev") else { return nil }
        defer { udev_monitor_unref(monitor) }
        guard
            udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil) >= 0,
            udev_monitor_filter_add_match_subsystem_devtype(monitor, "usb", "usb_device") >= 0,
            udev_monitor_enable_receiving(monitor) >= 0
        else { return nil }
        let copy = fcntl(udev_monitor_get_fd(monitor), F_DUPFD_CLOEXEC, 0)
        return copy >= 0 ? copy : nil
    }
}
