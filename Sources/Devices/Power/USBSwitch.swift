public import Gateway
internal import Glibc

/// Switches USB devices through sysfs. Needs root; only the helper uses it.
///
/// It touches nothing but modems: a device that shows no serial port, and every hub, is refused, whoever asks.
public struct USBSwitch: Sendable {
    /// The folder of USB devices; another one in tests.
    let root: String
    /// How long a device is logged off, and how long a socket is without power.
    let pauses: [PowerAction: Duration]

    public init(
        root: String = "/sys/bus/usb/devices",
        pauses: [PowerAction: Duration] = [.reset: .seconds(2), .power: .seconds(7)]
    ) {
        self.root = root
        self.pauses = pauses
    }

    /// Carries out one request: `reset 1-1.2` or `power 1-1.2`. Blocks for its pause.
    public func carryOut(request: String) throws(PowerProblem) {
        let words = request.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let action = PowerAction(rawValue: String(words[0])),
            let place = USBPlace(String(words[1]))
        else { throw PowerProblem("not understood: say reset or power and a place such as 1-1.2") }
        try carryOut(action, at: place)
    }

    func carryOut(_ action: PowerAction, at place: USBPlace) throws(PowerProblem) {
        let device = "\(root)/\(place)"
        let kind = SmallFile.text("\(device)/bDeviceClass", limit: 8).prefix { $0 != "\n" }
        guard !kind.isEmpty else { throw PowerProblem("there is no USB device at \(place)") }
        guard kind != "09" else { throw PowerProblem("\(place) is a hub") }
        guard showsSerialPort(device, place) else {
            throw PowerProblem("\(place) shows no serial port: it is no modem")
        }
        switch action {
        case .reset:
            try write("0", to: "\(device)/authorized")
            rest(.reset)
            try write("1", to: "\(device)/authorized")
        case .power:
            let socket = "\(root)/\(place.socketSwitch)"
            guard access(socket, F_OK) == 0 else {
                throw PowerProblem("the hub of \(place) does not switch its sockets")
            }
            try write("1", to: socket)
            rest(.power)
            try write("0", to: socket)
        }
    }

    // 1-1.2:1.0/ttyUSB0 or 1-1.2:1.0/tty/ttyACM0
    private func showsSerialPort(_ device: String, _ place: USBPlace) -> Bool {
        Directory.names(in: device).filter { $0.hasPrefix("\(place):") }.contains { interface in
            Directory.names(in: "\(device)/\(interface)").contains { $0 == "tty" || $0.hasPrefix("ttyUSB") }
        }
    }

    private func write(_ text: String, to path: String) throws(PowerProblem) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PowerProblem("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let count = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == text.utf8.count else { throw PowerProblem("\(path): \(String(cString: strerror(errno)))") }
    }

    private func rest(_ action: PowerAction) {
        let parts = (pauses[action] ?? .zero).components
        var time = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }
}
