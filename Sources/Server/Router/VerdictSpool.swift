import Glibc
import NIOCore
import Synchronization

/// Lines that are written while a list is read, and given out afterwards: in a file that has no name, so that it goes
/// away by itself. Not in memory, for a list may have millions of rows.
final class VerdictSpool: Sendable {
    private struct State {
        var waiting: [UInt8] = []
        var written: Int64 = 0
    }

    private static let chunk = 64 << 10

    private let descriptor: Int32
    private let state = Mutex(State())

    /// `/var/tmp` is a disk also where `/tmp` is memory.
    init(folders: [String] = ["/var/tmp", "/tmp"]) throws(Problem) {
        for folder in folders {
            var path = Array((folder + "/smsbridge-XXXXXX").utf8CString)
            let descriptor = mkstemp(&path)
            if descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                unlink(path)
                self.descriptor = descriptor
                return
            }
        }
        throw .unavailable("no verdicts can be written to \(folders.joined(separator: " or ")): \(Self.reason)")
    }

    deinit { close(descriptor) }

    func append(_ line: String) throws(Problem) {
        let isFine = state.withLock { state in
            state.waiting += line.utf8
            return state.waiting.count < Self.chunk || flush(&state)
        }
        if !isFine { throw .unavailable("the verdicts cannot be written: \(Self.reason)") }
    }

    private func flush(_ state: inout State) -> Bool {
        var start = 0
        while start < state.waiting.count {
            let count = state.waiting[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            start += count
        }
        state.written += Int64(start)
        state.waiting.removeAll(keepingCapacity: true)
        return true
    }

    /// The octets behind `offset`, at most a chunk of them; empty at the end.
    func read(from offset: Int64) throws(Problem) -> ByteBuffer {
        let isFine = state.withLock { flush(&$0) }
        var octets = [UInt8](repeating: 0, count: Self.chunk)
        let count = isFine ? pread(descriptor, &octets, octets.count, off_t(offset)) : -1
        guard count >= 0 else { throw .unavailable("the verdicts cannot be read: \(Self.reason)") }
        return ByteBuffer(bytes: octets[..<count])
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
