import Synchronization

/// The providers of a running gateway, by name.
final class ProviderDirectory: Sendable {
    private let workers = Mutex<[ProviderWorker]>([])

    func set(_ workers: [ProviderWorker]) {
        self.workers.withLock { $0 = workers }
    }

    func worker(named name: String) -> ProviderWorker? {
        workers.withLock { $0.first { $0.settings.provider.name == name } }
    }

    /// Whether a provider may send while no line can.
    var hasFallback: Bool {
        workers.withLock { $0.contains { $0.settings.fallbackAfter != nil } }
    }
}
