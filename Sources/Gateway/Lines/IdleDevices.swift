import Modems
import Storage

/// The modems that are plugged in and show no port to be asked at, and since when.
struct IdleDevices {
    struct Problem: Hashable {
        var device: USBDevice
        var words: String

        /// What it is called as long as it has no port: `usb 1-2`.
        var name: String { "usb " + device.usbPath }
    }

    /// Where such a device is plugged; `nil` for every other modem.
    static func place(of view: ModemView) -> String? {
        view.source == view.name && view.name.hasPrefix("usb ") ? String(view.name.dropFirst(4)) : nil
    }

    /// What came of one look.
    struct Look {
        /// Every problem there is, by where the device is plugged.
        var problems: [Problem] = []
        /// Those that the look before did not find.
        var new: [Problem] = []
        /// The names of those that are solved or pulled out.
        var gone: [String] = []
        /// When time alone may change something.
        var again: Duration?
    }

    /// What tells one appearance of a device from the next: after its switch it has other ids.
    private struct Appearance: Hashable {
        var usbPath: String
        var ids: String
    }

    private let stopwatch: Stopwatch
    private var since: [Appearance: Duration] = [:]
    private var shown: [Problem] = []

    init(clock: any Clock<Duration>) {
        stopwatch = Stopwatch(clock)
    }

    mutating func look(at devices: [USBDevice]) -> Look {
        let now = stopwatch.elapsed
        var look = Look()
        var seen: [Appearance: Duration] = [:]
        for device in devices {
            let appearance = Appearance(usbPath: device.usbPath, ids: device.ids)
            let first = since[appearance] ?? now
            seen[appearance] = first
            if let problem = USBProblem.of(device, seenFor: now - first) {
                look.problems.append(Problem(device: device, words: problem.words(for: device)))
            } else if USBProblem.of(device, seenFor: USBProblem.switching) != nil {
                let rest = first + USBProblem.switching - now
                look.again = min(look.again ?? rest, rest)
            }
        }
        look.new = look.problems.filter { !shown.contains($0) }
        let names = look.problems.map(\.name)
        look.gone = shown.map(\.name).filter { !names.contains($0) }
        since = seen
        shown = look.problems
        return look
    }
}
