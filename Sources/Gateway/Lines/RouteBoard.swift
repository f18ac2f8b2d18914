import Storage
import Synchronization

/// The routes in service, and how each of them stands whenever somebody asks.
final class RouteBoard: Sendable {
    private let looks = Mutex<[RouteID: @Sendable () -> Situation.Route]>([:])

    func add(_ route: RouteID, _ look: @escaping @Sendable () -> Situation.Route) {
        looks.withLock { $0[route] = look }
    }

    func remove(_ route: RouteID) { looks.withLock { $0[route] = nil } }

    /// In the order in which they became known.
    var routes: [Situation.Route] {
        looks.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }.map { $0() }
    }
}
