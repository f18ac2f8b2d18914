import ServiceLifecycle
import Storage

/// The store's lanes on threads of their own, around what stands on the store: they end last, when all else has ended.
struct StoreService: Service {
    let store: Store
    /// Run and stopped together.
    let above: [any Service]

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { lanes in
            lanes.addTask(executorPreference: StoreThread(name: "store-writer")) { await store.runWriter() }
            lanes.addTask(executorPreference: StoreThread(name: "store-reader")) { await store.runReader() }
            lanes.addTask(executorPreference: StoreThread(name: "store-studies")) { await store.runStudies() }
            defer { store.close() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for service in above { group.addTask { try await service.run() } }
                // The first that fails ends the others.
                for try await _ in group {}
            }
        }
    }
}
