@preconcurrency import Dispatch
import Glibc

/// Changes of the terminal's size.
enum WindowSize {
    /// One element for each change, from the return on; changes that come faster than they are taken are one.
    static func changes() async -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let source = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
        source.setEventHandler { continuation.yield() }
        continuation.onTermination = { _ in source.cancel() }
        await withCheckedContinuation { isHeard in
            source.setRegistrationHandler { isHeard.resume() }
            source.activate()
        }
        return stream
    }
}
