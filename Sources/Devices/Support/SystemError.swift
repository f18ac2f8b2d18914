internal import Gateway
internal import Glibc

/// An `errno` with its words.
struct SystemError: Error {
    let code: Int32

    /// What the last failed call left.
    static var last: SystemError { SystemError(code: errno) }

    var words: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// What the error means for a port.
    func asPortError(at path: String, doing what: String) -> PortError {
        switch code {
        case ENOENT, ENXIO, ENODEV, ENOTDIR: .absent(path: path)
        case EACCES: .forbidden(path: path)
        // Not the file's mode but the unit's DeviceAllow=, which is resolved when the service starts.
        case EPERM:
            .system(
                path: path,
                reason:
                    "the service's unit bars it (DeviceAllow=): if its driver was loaded after the service had started, "
                    + "systemctl restart smsbridge"
            )
        case EISDIR, ENOTTY: .notATerminal(path: path)
        case EIO: .hungUp(path: path)
        default: .system(path: path, reason: "\(what): \(words)")
        }
    }
}
