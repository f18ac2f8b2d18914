import Gateway
import Synchronization

/// Takes every event and keeps it.
final class KeepingSink: EventSink {
    private let state = Mutex<[GatewayEvent]>([])

    var events: [GatewayEvent] { state.withLock { $0 } }

    func deliver(_ event: GatewayEvent) async throws(EventProblem) {
        state.withLock { $0.append(event) }
    }
}
