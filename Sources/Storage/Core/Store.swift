public import Campaigns
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
                // What is erased is overwritten; what pages keep of it by accident goes with VACUUM.
                try database.execute(sql: "PRAGMA secure_delete = ON")
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
        context.candidates = ZoneCandidates()
        context.notes = CommitNotes()
        context.hidden = HiddenNumbers()
        try Schema.bringUpToDate(database)
        let newest = try database.read { try Int64.fetchOne($0, sql: "SELECT MAX(id) FROM handover") } ?? 0
        context.notes.begin(after: newest)
        self.context = context
        let opened = context
        try database.read { try Transaction(database: $0, context: opened).answer { try $0.loadHidingKeys() } }
    }

    /// The rules of the system's time zones.
    public var zones: ZoneDirectory { context.zones }

    /// Serves everything that changes the database, until ``close()``.
    public func runWriter() async {
        await writes.run { body in
            do {
                try database.write(body)
            } catch {
                context.notes.rolledBack()
                throw error
            }
            if let mark = context.notes.committed() { context.mark?.write(mark) }
            context.committed?()
            context.notes.ring()
        } outside: { body in
            try database.writeWithoutTransaction(body)
        }
    }

    /// Serves everything that only reads, until ``close()``.
    public func runReader() async {
        await reads.run { body in try look(body) }
    }

    /// The wall clock was set by so much, which is no time that passed: limits go on counting what did.
    public func clockStepped(by step: Duration) { context.notes.clockStepped(by: step) }

    /// The rules of countries for campaigns.
    public var policies: PolicyShelf { context.policies }

    /// Whether the last hand-over is remembered outside of the database.
    public var hasMark: Bool { context.mark != nil }

    /// Makes sure that the mark of the last hand-over is on the disk.
    public func syncMark() { context.mark?.sync() }

    /// Serves questions that look at very many rows, until ``close()``, so that no other reading waits for them. Where nobody
    /// runs this, they wait among the others.
    public func runStudies() async {
        hasStudies.withLock { $0 = true }
        await studies.run { body in try look(body) }
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
        _ manner: Lane.Manner = .together,
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws(StorageError) -> Value {
        try await writes.perform(manner) { [context] database in
            try Transaction(database: database, context: context).answer(body)
        }
    }

    /// Runs on the writer's connection outside of any transaction, while nobody else writes.
    func alone(_ body: @escaping @Sendable (Database) throws -> Void) async throws(StorageError) {
        try await writes.perform(.alone, body)
    }

    /// Lets a body see one state of the database. In memory there is one connection: told to read only and told to write
    /// again, it would compile all its statements anew.
    private func look(_ body: (Database) throws -> Void) throws {
        guard let queue = database as? DatabaseQueue else { return try database.read(body) }
        try queue.inTransaction(.deferred) { database in
            try body(database)
            return .commit
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws(StorageError) -> Value {
        try await reads.perform { [context] database in
            try Transaction(database: database, context: context, mayWrite: false).answer(body)
        }
    }
}

extension Store {
    /// As ``read(_:)``, for what looks at very many rows.
    func study<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws(StorageError) -> Value {
        try await (hasStudies.withLock(\.self) ? studies : reads).perform { [context] database in
            try Transaction(database: database, context: context).answer(body)
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
