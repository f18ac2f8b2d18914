import Campaigns
import GRDB

/// One request's view of the database. Its extensions, a file a topic, hold every statement.
struct Transaction {
    let database: Database
    let context: StoreContext
    /// It sees the newest state, and may change it.
    var mayWrite = true
    /// What this request could not read.
    let damage = RowDamage()

    @discardableResult
    func run(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
        return database.changesCount
    }

    /// Runs an INSERT and returns the new row's id.
    func insert(_ sql: String, _ arguments: StatementArguments) throws -> Int64 {
        try run(sql, arguments)
        return database.lastInsertedRowID
    }

    func first(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try GRDB.Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments).map { Row($0, damage) }
    }

    func all(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try GRDB.Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map { Row($0, damage) }
    }

    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64? {
        try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func text(_ sql: String, _ arguments: StatementArguments = []) throws -> String? {
        try String.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func moment(_ sql: String, _ arguments: StatementArguments = []) throws -> Timestamp? {
        try number(sql, arguments).map(Timestamp.init(milliseconds:))
    }

    func exists(_ sql: String, _ arguments: StatementArguments = []) throws -> Bool {
        try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) != nil
    }

    /// Writes one decision down: what was decided about a message, an enrollment or a number, and why.
    func decide(
        _ kind: String,
        _ detail: String,
        message: Int64? = nil,
        enrollment: Int64? = nil,
        campaign: Int64? = nil,
        route: Int64? = nil,
        number: String? = nil,
        at: Timestamp
    ) throws {
        try run(
            """
            INSERT INTO decision (at, kind, detail, message_id, enrollment_id, campaign_id, route_id, number)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [at.milliseconds, kind, detail, message, enrollment, campaign, route, number]
        )
    }
}

extension Transaction {
    /// What a request comes to. Where a row of it could not be read, that is its error.
    func answer<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
        try damage.checked { try body(self) }
    }
}

extension Row {
    func moment(_ column: String) -> Timestamp? {
        (self[column] as Int64?).map(Timestamp.init(milliseconds:))
    }
}
