import Synchronization

/// Rings whenever something happens that a test may wait for: octets on a wire, a line of a log, a request to a server.
final class Happenings: Sendable {
    struct Unmet: Error, CustomStringConvertible {
        var description: String
    }

    private struct State {
        var next = 0
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    func ring() {
        let listeners = state.withLock { $0.listeners.map(\.value) }
        for listener in listeners { listener.yield() }
    }

    /// Looks, and looks again whenever something happened, until there is something to see.
    func until<Value>(_ what: String, _ look: () async throws -> Value?) async throws -> Value {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = continuation
            return state.next
        }
        defer { state.withLock { _ = $0.listeners.removeValue(forKey: key) } }
        if let found = try await look() { return found }
        for await _ in stream {
            if let found = try await look() { return found }
        }
        throw Unmet(description: "waited in vain until \(what)")
    }

    /// The same for something that holds or does not.
    func until(_ what: String, holds: () async throws -> Bool) async throws {
        _ = try await until(what) { try await holds() ? true : nil }
    }
}
