import Campaigns
import GRDB
import Synchronization

/// The database of the gateway: every state that must outlive the process, and every query.
///
/// All calls go through two lanes, one that writes and one that reads. Somebody has to run them, see ``runWriter()`` and
/// ``runReader()``: a thread each in the daemon, the seeded executor in the simulation.
public final class Store: Sendable {
    let database: any DatabaseWriter
    let context: StoreContext
    private let writes = Lane()
    private let reads = Lane()
    private let studies = Lane()
    /// Whether somebody runs the studies.
    private let hasStudies = Mutex(false)

    /// Opens or creates the database file, in WAL mode with `synchronous=FULL`: what is answered is on the disk.
    public convenience init(path: String, context: StoreContext) throws(StorageError) {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            try self.init(DatabasePool(path: path, configuration: configuration), context)
        } catch {
            throw StorageError(error)
        }
    }

    /// Opens a database in memory, for the simulation. `memory` keeps it alive when a store on it dies.
    public convenience init(memory: MemoryDatabase, context: StoreContext) throws(StorageError) {
        do {
            try self.init(memory.queue, context)
        } catch {
            throw StorageError(error)
        }
    }

    private init(_ database: any DatabaseWriter, _ context: StoreContext) throws {
        self.database = database
        var context = context
        context.definitions = DefinitionCache()
        context.slack = LimitSlack()
        self.context = context
        try Schema.bringUpToDate(database)
    }

    /// Serves everything that changes the database, until ``close()``.
    public func runWriter() async {
        await writes.run { body in
            try database.write(body)
            context.committed?()
        }
    }

    /// Serves everything that only reads, until ``close()``.
    public func runReader() async {
        await reads.run { body in try database.read(body) }
    }

    /// Serves questions that look at very many rows, until ``close()``, so that no other reading waits for them. Where nobody
    /// runs this, they wait among the others.
    public func runStudies() async {
        hasStudies.withLock { $0 = true }
        await studies.run { body in try database.read(body) }
    }

    /// How many requests wait for the writer.
    var waitingWrites: Int { writes.depth }

    /// Whether nobody waits for an answer of the database. For clocks that may leap only then.
    public var isIdle: Bool { writes.isIdle && reads.isIdle && studies.isIdle }

    /// Refuses new requests and lets the lanes end when those that wait are served.
    public func close() {
        writes.close()
        reads.close()
        studies.close()
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws(StorageError) -> Value {
        try await writes.perform { [context] database in
            try body(Transaction(database: database, context: context))
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws(StorageError) -> Value {
        try await reads.perform { [context] database in
            try body(Transaction(database: database, context: context))
        }
    }
}

extension Store {
    /// As ``read(_:)``, for what looks at very many rows.
    func study<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws(StorageError) -> Value {
        try await (hasStudies.withLock(\.self) ? studies : reads).perform { [context] database in
            try body(Transaction(database: database, context: context))
        }
    }
}

/// A database in memory that several stores can open one after the other, as a file outlives a process.
public final class MemoryDatabase: Sendable {
    let queue: DatabaseQueue

    public init() throws(StorageError) {
        do {
            queue = try DatabaseQueue()
        } catch {
            throw StorageError(error)
        }
    }
}
