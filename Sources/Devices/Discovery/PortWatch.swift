internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Tells its subscribers when ports may have come or gone: by udev's events, and by inotify in the directories of the
/// paths asked for, since udev knows neither ptys nor the links that a person or a simulator makes.
final class PortWatch: Sendable {
    private struct State: ~Copyable {
        var patterns: Set<PathPattern> = []
        var subscribers: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var nextSubscriber: UInt64 = 0
        var hasStarted = false
        var hadDeviceEvent = false
        var directories: DirectoryWatch?
        var channels: [EventLoopFuture<any Channel>] = []
        var warnings: Set<String> = []
    }

    private let state = Mutex(State())
    private let group: any EventLoopGroup
    private let warn: @Sendable (String) -> Void

    init(group: any EventLoopGroup, warn: @escaping @Sendable (String) -> Void) {
        self.group = group
        self.warn = warn
    }

    deinit {
        state.withLock { state in
            for channel in state.channels { channel.whenSuccess { $0.close(promise: nil) } }
            for subscriber in state.subscribers.values { subscriber.finish() }
        }
    }

    /// Watches the directories of the pattern from now on.
    func watch(_ pattern: PathPattern) {
        let isNew = state.withLock { $0.patterns.insert(pattern).inserted }
        if isNew { arm() }
    }

    /// A new subscription; what happens from now on is told.
    func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let (key, isFirst) = state.withLock { state in
            let key = state.nextSubscriber
            state.nextSubscriber += 1
            state.subscribers[key] = continuation
            defer { state.hasStarted = true }
            return (key, !state.hasStarted)
        }
        continuation.onTermination = { [weak self] _ in
            // The value leaves the lock before it goes.
            _ = self?.state.withLock { $0.subscribers.removeValue(forKey: key) }
        }
        if isFirst {
            watchDirectories()
            watchDevices()
        }
        return stream
    }

    private func tell() {
        let subscribers = state.withLock { Array($0.subscribers.values) }
        for subscriber in subscribers { subscriber.yield() }
    }

    private func watchDirectories() {
        do throws(SystemError) {
            let copy = try state.withLock { state throws(SystemError) in
                let watch = try DirectoryWatch()
                let copy = try watch.copy()
                state.directories = consume watch
                return copy
            }
            arm()
            listen(copy) { [weak self] in
                self?.arm()
                self?.tell()
            } onEnd: { [weak self] in
                self?.tellOnce("inotify ended: paths that come and go are not noticed until a restart")
            }
        } catch {
            tellOnce(
                "inotify: \(error.words): paths that come and go are not noticed (see fs.inotify.max_user_instances)"
            )
        }
    }

    private func watchDevices() {
        guard let monitor = DeviceMonitor.open() else {
            return tellOnce("udev cannot be listened to: only /dev itself is watched for modems")
        }
        listen(monitor) { [weak self] in
            self?.state.withLock { $0.hadDeviceEvent = true }
            self?.tell()
        } onEnd: { [weak self] in
            self?.resumeWatchingDevices()
        }
    }

    // The socket fails when events come faster than they are read: some are lost, so all is looked at again. One that
    // fails without ever having told anything would only fail again.
    private func resumeWatchingDevices() {
        let hadEvent = state.withLock { state in
            defer { state.hadDeviceEvent = false }
            return state.hadDeviceEvent
        }
        guard hadEvent else { return tellOnce("udev's events ended: only /dev itself is watched for modems") }
        watchDevices()
        tell()
    }

    private func listen(
        _ descriptor: Int32,
        onEvent: @escaping @Sendable () -> Void,
        onEnd: @escaping @Sendable () -> Void
    ) {
        let channel = NIOPipeBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(EventHandler(onEvent: onEvent, onEnd: onEnd))
                }
            }
            .takingOwnershipOfDescriptor(input: descriptor)
        channel.whenFailure { [weak self] error in
            Glibc.close(descriptor)
            self?.tellOnce("cannot watch for modems: \(error)")
        }
        state.withLock { state in
            // The one that ended, if any, is done with.
            state.channels.append(channel)
            if state.channels.count > 2 { state.channels.remove(at: 1) }
        }
    }

    private func arm() {
        let failures = state.withLock { state -> [String] in
            guard state.directories != nil else { return [] }
            // /dev too: it shows new ttys where no udev runs, and permissions that come late.
            let wanted = Set(state.patterns.sorted().flatMap { $0.directories() } + ["/dev"]).sorted()
            return wanted.compactMap { directory in
                do throws(SystemError) {
                    try state.directories?.watch(directory)
                    return nil
                } catch {
                    return "\(directory) cannot be watched for modems: \(error.words)"
                }
            }
        }
        for failure in failures { tellOnce(failure) }
    }

    private func tellOnce(_ warning: String) {
        let isNew = state.withLock { state in
            // Bounded: each names a directory of the configuration, or a system facility.
            state.warnings.count < 64 && state.warnings.insert(warning).inserted
        }
        if isNew { warn(warning) }
    }
}
