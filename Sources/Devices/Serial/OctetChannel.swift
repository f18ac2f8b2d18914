internal import Gateway
internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A descriptor as a stream of octets both ways, on an event loop.
///
/// Input waits in the kernel, and so with the sender, while nobody takes it: at most ``unreadLimit`` octets wait here.
final class OctetChannel: Sendable {
    /// Octets of one read.
    static let readSize = 4096
    /// Reads that wait for the reader before reading pauses; one more round of reads may be under way.
    private static let waitingReads = 4
    private static let readsPerRound = 4
    /// The most that waits unread here, in octets.
    static let unreadLimit = readSize * (waitingReads + readsPerRound)

    let path: String
    let input: AsyncStream<[UInt8]>
    private let channel: any Channel
    // A write given up halfway leaves the line in an unknown state.
    private let isBroken = Mutex(false)

    private init(path: String, channel: any Channel, queue: InputQueue) {
        self.path = path
        self.channel = channel
        input = AsyncStream(unfolding: { await queue.next() }, onCancel: { queue.abandon() })
    }

    /// Takes over the descriptor, and closes it if that fails.
    static func open(
        _ descriptor: Int32,
        path: String,
        on group: any EventLoopGroup
    ) async throws(PortError) -> OctetChannel {
        // NIO would make the second copy without close-on-exec, and a child of ours would hold the port.
        let output = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard output >= 0 else {
            let error = SystemError.last
            Glibc.close(descriptor)
            throw error.asPortError(at: path, doing: "dup")
        }
        do {
            return try await NIOPipeBootstrap(group: group)
                .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: readSize))
                .channelOption(.maxMessagesPerRead, value: UInt(readsPerRound))
                .takingOwnershipOfDescriptors(input: descriptor, output: output) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let queue = InputQueue(limit: waitingReads) {
                            channel.triggerUserOutboundEvent(OctetHandler.Resume(), promise: nil)
                        }
                        try channel.pipeline.syncOperations.addHandler(OctetHandler(queue: queue))
                        return OctetChannel(path: path, channel: channel, queue: queue)
                    }
                }
        } catch {
            Glibc.close(descriptor)
            Glibc.close(output)
            throw .system(path: path, reason: "\(error)")
        }
    }

    /// Returns when the kernel has taken every octet.
    func write(_ bytes: [UInt8]) async throws(PortError) {
        guard !bytes.isEmpty else { return }
        guard !isBroken.withLock({ $0 }) else {
            throw .system(path: path, reason: "an earlier write was given up halfway: open the port again")
        }
        let outcome = OneShot<Result<Void, any Error>>()
        channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenComplete { outcome.fulfil($0) }
        switch await outcome.value() {
        case .success: return
        case .failure(let error as IOError) where error.errnoCode != EIO:
            throw SystemError(code: error.errnoCode).asPortError(at: path, doing: "write")
        case .failure:
            throw .hungUp(path: path)
        case nil:
            isBroken.withLock { $0 = true }
            throw .system(path: path, reason: "the port took no octets until the write was cancelled")
        }
    }

    /// Runs the closure, on the event loop, when the other side hung up or we closed.
    func whenClosed(_ body: @escaping @Sendable () -> Void) {
        channel.closeFuture.whenComplete { _ in body() }
    }

    /// Closes the descriptor; what was not yet taken by the kernel is dropped.
    func close() async {
        // The only error is that it is closed already.
        try? await channel.close().get()
    }

    /// Asks for the descriptor to be closed, without waiting.
    func requestClose() {
        channel.close(promise: nil)
    }
}
