import Foundation
import Glibc

/// The file of a Unix socket, before and after it is bound.
public enum UnixSocket {
    /// What fits into `sockaddr_un` with its closing NUL (unix(7)).
    public static let longestPath = 107

    /// Makes room for a new socket: creates the folder, and removes a socket that nobody answers on any more.
    static func prepare(_ path: String) throws(ListenerProblem) {
        guard path.utf8.count <= longestPath else { throw .pathTooLong(path: path) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if access(folder, F_OK) != 0, mkdir(folder, 0o750) != 0 || chmod(folder, 0o750) != 0 {
            throw .system(path: folder, action: "create", reason: reason())
        }
        // Not stat(2): which module its structure belongs to depends on what else was compiled before.
        guard let file = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        guard file[.type] as? FileAttributeType == .typeSocket else { throw .notASocket(path: path) }
        guard !isAnswered(path) else { throw .answered(path: path) }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw .system(path: path, action: "remove", reason: reason())
        }
    }

    /// Opens a bound socket to its owner and one group: mode 0660. Until then only the owner can connect, as far as the
    /// umask takes away the right to write, which is what connecting needs.
    static func open(_ path: String, toGroup group: String?) throws(ListenerProblem) {
        if let group {
            guard let id = groupID(group) else { throw .noSuchGroup(group) }
            guard chown(path, uid_t.max, id) == 0 else {
                throw .system(path: path, action: "give \(group)", reason: reason())
            }
        }
        guard chmod(path, 0o660) == 0 else { throw .system(path: path, action: "set the mode of", reason: reason()) }
    }

    /// Whether a process listens on the socket.
    public static func isAnswered(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let octets = Array(path.utf8)
        guard octets.count <= longestPath else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        // A full backlog, or no right to connect, is an answer too.
        return result == 0 || (errno != ECONNREFUSED && errno != ENOENT)
    }

    private static func groupID(_ name: String) -> gid_t? {
        var record = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 64 << 10)
        guard getgrnam_r(name, &record, &buffer, buffer.count, &found) == 0, let found else { return nil }
        return found.pointee.gr_gid
    }

    private static func reason() -> String {
        String(cString: strerror(errno))
    }
}
