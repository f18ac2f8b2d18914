public import Gateway
internal import Glibc

/// Asks the helper unit, which systemd starts for each connection, to switch a USB device: `smsbridge-usbreset.socket`.
public struct PowerHelper: PowerControl {
    /// The helper's socket.
    public static let usualPath = "/run/smsbridge-usbreset.sock"

    private let path: String

    public init(path: String = usualPath) {
        self.path = path
    }

    public func obstacle(to action: PowerAction, at place: String) async -> String? {
        guard USBPlace(place) != nil else { return "\(place) is no place of a USB device" }
        guard access(path, F_OK) == 0 else {
            return "the helper is not running (systemctl enable --now smsbridge-usbreset.socket)"
        }
        return access(path, W_OK) == 0 ? nil : "the daemon may not use the helper's socket \(path)"
    }

    public func carryOut(_ action: PowerAction, at place: String) async throws(PowerProblem) {
        guard let place = USBPlace(place) else { throw PowerProblem("\(place) is no place of a USB device") }
        let path = path
        let result = await OwnThread.run { () -> Result<Void, PowerProblem> in
            Result { () throws(PowerProblem) in try Self.ask("\(action.rawValue) \(place)\n", at: path) }
        }
        try result.get()
    }

    /// One line there, one line back. Blocks, at most half a minute.
    private static func ask(_ request: String, at path: String) throws(PowerProblem) {
        func problem(_ what: String) -> PowerProblem {
            PowerProblem("\(what) \(path): \(String(cString: strerror(errno)))")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw problem("cannot reach") }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < room else { throw PowerProblem("\(path) is too long for a socket") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else { throw problem("cannot reach") }
        let sent = Array(request.utf8).withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == request.utf8.count else { throw problem("cannot write to") }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 512)
        while answer.count < 512, !answer.contains(0x0A) {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { break }
            answer += buffer.prefix(count)
        }
        let text = String(decoding: answer.prefix { $0 != 0x0A }, as: UTF8.self)
        guard text == "ok" else { throw PowerProblem(text.isEmpty ? "the helper did not answer" : text) }
    }
}
