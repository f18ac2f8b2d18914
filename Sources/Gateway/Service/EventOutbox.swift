import Campaigns
import Logging
import Storage

/// Tells the outside what happened: kept until the other side confirms it, tried again with growing pauses, and never in
/// the way of the inbox.
struct EventOutbox: Sendable {
    let core: Core
    let sinks: [any EventSink]

    /// Pauses before the next try; after the last one the event is given up and stays in the table with its reason.
    static let pauses: [Duration] = [
        .seconds(5), .seconds(30), .seconds(300), .seconds(1800), .seconds(7200), .seconds(18_000), .seconds(36_000),
        .seconds(86_400),
    ]

    func run() async {
        guard !sinks.isEmpty else { return }
        while !Task.isCancelled {
            let seen = core.bells.events.count
            var wait: Duration?
            do {
                let due = try await core.store.dueEvents(at: core.surroundings.now)
                for event in due.events {
                    guard !Task.isCancelled else { return }
                    try await deliver(event)
                }
                if !due.events.isEmpty { continue }
                wait = due.next.map { max($0 - core.surroundings.now, .zero) }
            } catch StorageError.closed {
                return
            } catch {
                core.surroundings.logger.error("events: \(error)")
                wait = .seconds(5)
            }
            await core.bells.events.wait(since: seen, atMost: wait, core.timers)
        }
    }

    private func deliver(_ stored: StoredEvent) async throws {
        let event = GatewayEvent(id: stored.id, type: stored.type, payload: stored.payload, at: stored.at)
        for sink in sinks where sink.wants(event.type) {
            do {
                try await sink.deliver(event)
            } catch {
                let pause = stored.tries < Self.pauses.count && !error.isFinal ? Self.pauses[stored.tries] : nil
                core.surroundings.logger.warning("event \(event.id) was not delivered: \(error)")
                let next = pause.map { core.surroundings.now + $0 }
                try await core.store.undelivered(event: event.id, reason: "\(error)", next: next)
                return
            }
        }
        try await core.store.delivered(event: event.id, at: core.surroundings.now)
    }
}
