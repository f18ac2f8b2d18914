import Glibc

@testable import Devices

/// Folders that look like `/sys`, `/proc` and `/dev`, below a folder of a test's own.
struct PretendedSystem {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        for path in ["dev", "proc", "sys/class/tty", "sys/bus/usb/devices"] { make(path) }
    }

    var tree: SystemTree { SystemTree(root: folder.path) }

    /// Makes a folder and those above it.
    func make(_ path: String) {
        var made = ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty ? "" : "/") + part
            folder.makeDirectory(made)
        }
    }

    /// A USB device whose interfaces are its place among the given, each with class, driver and tty.
    func addDevice(
        _ place: String,
        at parent: String = "sys/devices/pci0000:00/usb1/1-1",
        _ attributes: [String: String],
        interfaces: [(ids: String, driver: String, terminal: String?)]
    ) {
        let device = "\(parent)/\(place)"
        make(device + "/power")
        folder.makeLink("sys/bus/usb/devices/\(place)", to: folder(device))
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            folder.makeFile("\(device)/\(name)", value + "\n")
        }
        for (number, interface) in interfaces.enumerated() {
            let path = "\(device)/\(place):1.\(number)"
            make(path)
            folder.makeFile(path + "/bInterfaceNumber", "0\(number)\n")
            let ids = interface.ids.split(separator: "/").map(String.init)
            for (name, value) in zip(["Class", "SubClass", "Protocol"], ids) {
                folder.makeFile(path + "/bInterface" + name, value + "\n")
            }
            if !interface.driver.isEmpty {
                folder.makeLink(path + "/driver", to: "../../../bus/usb/drivers/" + interface.driver)
            }
            guard let terminal = interface.terminal else { continue }
            make("\(path)/\(terminal)/tty/\(terminal)")
            folder.makeLink("sys/class/tty/\(terminal)", to: folder("\(path)/\(terminal)/tty/\(terminal)"))
            folder.makeFile("dev/\(terminal)")
        }
    }

    /// An EC25 with four ttys.
    func addQuectel(_ more: [String: String] = [:], _ place: String = "1-1.2", from number: Int = 0) {
        let usual = [
            "idVendor": "2c7c", "idProduct": "0125", "manufacturer": "Quectel", "product": "EC25", "speed": "480",
            "version": " 2.00", "bMaxPower": "500mA", "power/control": "on", "power/runtime_status": "active",
        ]
        addDevice(
            place,
            usual.merging(more) { $1 },
            interfaces: (0..<4).map { ("ff/00/00", "option", "ttyUSB\(number + $0)") } + [("ff/ff/ff", "qmi_wwan", nil)]
        )
    }

    func addProcess(_ id: Int, _ name: String, open files: [String] = []) {
        make("proc/\(id)/fd")
        folder.makeFile("proc/\(id)/comm", name + "\n")
        for (number, file) in files.enumerated() { folder.makeLink("proc/\(id)/fd/\(number)", to: file) }
    }

    /// What stands in `/dev/kmsg`: lines, and how many seconds ago they were written.
    func writeKernelLog(_ lines: [(ago: Int, text: String)]) {
        var uptime = timespec()
        clock_gettime(CLOCK_MONOTONIC, &uptime)
        let records = lines.enumerated().map { number, line in
            "6,\(number),\((uptime.tv_sec - line.ago) * 1_000_000),-;\(line.text)\n SUBSYSTEM=usb\n DEVICE=c189:5\n"
        }
        folder.makeFile("dev/kmsg", records.joined())
    }

    /// A program named `journalctl` that does what the shell's words say.
    func addJournal(_ script: String) {
        make("bin")
        folder.makeFile("bin/journalctl", "#!/bin/sh\n\(script)\n")
        chmod(folder("bin/journalctl"), 0o755)
    }

    func inspector(marks: [String: String] = [:]) -> PortInspector {
        PortInspector(
            tree: tree,
            log: KernelLog(device: folder("dev/kmsg"), searchPath: folder("bin") + ":/bin:/usr/bin")
        ) { path, name in
            marks["\(path.split(separator: "/").last ?? "") \(name)"]
        }
    }
}
