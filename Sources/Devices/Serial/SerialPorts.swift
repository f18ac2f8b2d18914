public import Gateway
internal import Glibc
internal import NIOCore
internal import NIOPosix

/// The serial ports of this machine: ttys and ptys, through the kernel, and udev where it runs.
///
/// - A port is opened raw, at 115,200 baud, with `flock` and (but for ptys) `TIOCEXCL`, and is never anybody's controlling
///   terminal. It is refused while another program, or another scope of this one, holds the lock.
/// - Its input ends at once when it hangs up, and it is then closed at once, so that a stick that comes back gets its
///   old name. A write after that throws ``PortError/hungUp(path:)``.
/// - A write returns when the kernel has taken all octets. If its task is cancelled before, the write throws at once, and
///   so does every later one of the scope: half a command may be out.
/// - When the body has ended, the port is unlocked and closed before `withPort` returns. A wedged device can hold that up
///   for 30 s; if the task is cancelled, `withPort` returns without waiting, and the close ends on a thread of its own.
/// - The body and its child tasks run on the event loop that serves the port: they must not block.
/// - A reader that stops reading stops the sender: some 32 KiB wait here, the rest in the kernel and the modem.
public final class SerialPorts: Ports {
    let watch: PortWatch
    // One event loop carries all ports: a line has 11 octets a millisecond.
    private let group: any EventLoopGroup
    private let executor: LoopExecutor

    /// - Parameter warn: is told, in words for people, what cannot be watched for changes.
    public init(warn: @escaping @Sendable (String) -> Void = { _ in }) {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        group = loop
        executor = LoopExecutor(loop)
        watch = PortWatch(group: loop, warn: warn)
    }

    public func withPort<Result: Sendable>(
        at path: String,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        try await withPort(at: path, lowering: nil, body)
    }

    public func withPort<Result: Sendable>(
        at path: String,
        dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        guard let dtrLow else { return try await withPort(at: path, body) }
        return try await withPort(at: path, lowering: dtrLow, body)
    }

    private func withPort<Result: Sendable>(
        at path: String,
        lowering dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        let (lease, octets) = try await open(path)
        if let dtrLow { await lease.lowerControlLine(for: dtrLow) }
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(
                try await withTaskExecutorPreference(executor) {
                    try await body(SerialPort(path: path, octets: octets))
                }
            )
        } catch {
            outcome = .failure(error)
        }
        await octets.close()
        await lease.close()
        return try outcome.get()
    }

    private func open(_ path: String) async throws(PortError) -> (TerminalLease, OctetChannel) {
        let opened = await OwnThread.run { () -> Swift.Result<Int32, PortError> in
            Swift.Result { () throws(PortError) in try Terminal.open(path) }
        }
        let lease = TerminalLease(try opened.get())
        do {
            let octets = try await OctetChannel.open(try lease.copy(), path: path, on: group)
            octets.whenClosed { lease.requestClose() }
            return (lease, octets)
        } catch let error as PortError {
            throw error
        } catch let error as SystemError {
            throw error.asPortError(at: path, doing: "dup")
        } catch {
            throw .system(path: path, reason: "\(error)")
        }
    }
}
