import Devices
import Gateway
import Modems
import NIOCore
import Storage

/// What can be found out about a port that could not be opened.
struct PortHint: Sendable {
    var sentence: String
    /// Who has the port.
    var owner: String?
    /// The running daemon's name of the modem, where the daemon has the port.
    var modem: String?

    /// A daemon that does not answer at once is not waited for.
    private static let patience = TimeAmount.seconds(3)
    private static let usualPorts = ["/dev/ttyUSB*", "/dev/ttyACM*", "/dev/serial/by-id/*"]
    private static let mostPorts = 12

    static func hint(on problem: PortError, ports: SerialPorts, socket: String?) async -> PortHint {
        switch problem {
        case .absent(let path): await absent(path, ports: ports)
        case .taken(let path, let owner): await taken(path, by: owner, ports: ports, socket: socket)
        case .forbidden, .notATerminal, .hungUp, .system: PortHint(sentence: "\(problem)")
        }
    }

    private static func absent(_ path: String, ports: SerialPorts) async -> PortHint {
        var found: [String] = []
        for pattern in usualPorts { found += await ports.paths(of: .path(pattern)) }
        let isMore = found.count > mostPorts
        let list = found.prefix(mostPorts).joined(separator: ", ") + (isMore ? ", …" : "")
        let idle = await ports.devices().compactMap { device in
            USBProblem.of(device, seenFor: USBProblem.switching).map { "\(device.label): \($0.words(for: device))" }
        }
        let plugged = idle.isEmpty ? "" : " Plugged in, without a port: \(idle.joined(separator: "; "))."
        let rest =
            found.isEmpty
            ? "No modem's port is there at all: check plug, cable and hub, and see 'dmesg'.\(plugged)"
            : "These are there: \(list).\(plugged)"
        return PortHint(sentence: "there is no \(path). \(rest)")
    }

    private static func taken(
        _ path: String,
        by owner: String?,
        ports: SerialPorts,
        socket: String?
    ) async -> PortHint {
        if let modem = await daemonsModem(at: path, ports: ports, socket: socket) {
            let process = owner.map { ", \($0)" } ?? ""
            let reason = modem.reason.map { " (\($0))" } ?? ""
            return PortHint(
                sentence: "\(path) is in use by the running daemon\(process), as its modem \(modem.name), which is "
                    + "\(modem.state)\(reason). What it knows: smsbridge modem list. To test the port by hand, stop the "
                    + "daemon first: systemctl stop smsbridge",
                owner: owner,
                modem: modem.name
            )
        }
        let name = owner ?? "another program"
        let hint =
            owner?.hasPrefix("smsbridge ") == true
            ? "probably the daemon, which did not say so: see 'systemctl status smsbridge', or name its socket with --socket"
            : owner?.hasPrefix("ModemManager") == true
                ? "install the udev rule that keeps it off modems, or: systemctl stop ModemManager"
                : "end it, then try again"
        return PortHint(sentence: "\(path) is in use by \(name): \(hint)", owner: owner)
    }

    /// The daemon's modem at that port, by whatever path it knows it.
    private static func daemonsModem(at path: String, ports: SerialPorts, socket: String?) async -> ModemView? {
        let connection = ConnectionOptions.to(socket: socket)
        let answer = try? await APIClient.with(connection, timeout: patience) { try await $0.get("/v1/modems") }
        let views = (try? answer?.decoded([ModemView].self)) ?? []
        let target = ports.target(of: path)
        return views.first { view in view.port.flatMap { ports.target(of: $0) } == target && target != nil }
    }
}
