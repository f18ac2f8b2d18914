internal import Glibc
internal import Synchronization

/// Our own descriptor of an open port, which keeps it open and locked; whoever reads and writes has a copy.
///
/// The last close of a port is the one that can block, so it happens here, on a thread of its own, and never where NIO
/// closes its copy on the event loop.
final class TerminalLease: Sendable {
    private let descriptor: Mutex<Int32?>
    private let closed = OneShot<Void>()

    init(_ descriptor: Int32) {
        self.descriptor = Mutex(descriptor)
    }

    deinit {
        requestClose()
    }

    /// A copy of the descriptor, for somebody who closes it.
    func copy() throws(SystemError) -> Int32 {
        let copy = descriptor.withLock { descriptor in descriptor.map { fcntl($0, F_DUPFD_CLOEXEC, 0) } } ?? -1
        guard copy >= 0 else { throw SystemError.last }
        return copy
    }

    /// DTR low for so long, then high. A port without such a line is left as it is.
    func lowerControlLine(for time: Duration) async {
        guard let copy = try? copy() else { return }
        await OwnThread.run {
            Terminal.lowerControlLine(copy, for: time)
            Glibc.close(copy)
        }
    }

    /// Starts to close; the first call counts.
    func requestClose() {
        let taken = descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
        guard let taken else { return }
        let closed = self.closed
        OwnThread.start {
            Terminal.close(taken)
            closed.fulfil(())
        }
    }

    /// Closes, and waits until the system has done so or the task is cancelled.
    func close() async {
        requestClose()
        _ = await closed.value()
    }
}
