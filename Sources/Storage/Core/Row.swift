import GRDB

/// One row of an answer, read so that no row can end the process: GRDB traps on a value that is not there, or is not what it
/// should be. Here something stands in for it, and the request fails with ``RowDamage``, so that no use is made of it.
struct Row {
    private let row: GRDB.Row
    private let damage: RowDamage

    init(_ row: GRDB.Row, _ damage: RowDamage) {
        self.row = row
        self.damage = damage
    }

    /// How many values it has.
    var count: Int { row.count }

    subscript<Value: StoredValue>(_ column: String) -> Value {
        let value: DatabaseValue? = row[column]
        return read(value ?? .null, "column \(column)")
    }

    subscript<Value: StoredValue>(_ index: Int) -> Value {
        guard index < row.count else { return read(.null, "value \(index)") }
        return read(row[index], "value \(index)")
    }

    /// As it is, for another statement.
    subscript(_ column: String) -> (any DatabaseValueConvertible)? { row[column] }

    /// As it is, for another statement.
    subscript(_ index: Int) -> (any DatabaseValueConvertible)? { index < row.count ? row[index] : nil }

    private func read<Value: StoredValue>(_ value: DatabaseValue, _ place: @autoclosure () -> String) -> Value {
        if let read = Value.fromDatabaseValue(value) { return read }
        let columns = row.columnNames.prefix(4).joined(separator: ", ")
        // Never what it holds: it may be what people wrote.
        let fault = value.isNull ? "is empty" : "is not what it should be"
        damage.found("\(place()) of a row with \(columns)… \(fault)" + (id.map { " (id \($0))" } ?? ""))
        return Value.standIn
    }

    private var id: Int64? { (row["id"] as DatabaseValue?).flatMap(Int64.fromDatabaseValue) }
}

/// What a column may be read as.
protocol StoredValue: DatabaseValueConvertible {
    /// Stands where nothing could be read, until the request fails.
    static var standIn: Self { get }
}

extension Int: StoredValue { static var standIn: Int { 0 } }
extension Int64: StoredValue { static var standIn: Int64 { 0 } }
extension Double: StoredValue { static var standIn: Double { 0 } }
extension Bool: StoredValue { static var standIn: Bool { false } }
extension String: StoredValue { static var standIn: String { "" } }
extension Optional: StoredValue where Wrapped: StoredValue { static var standIn: Wrapped? { nil } }

/// What a request could not read.
final class RowDamage {
    private(set) var first: String?

    func found(_ what: String) {
        if first == nil { first = what }
    }

    /// Runs a request. What could not be read is its error, whatever came of it.
    func checked<Value>(_ body: () throws -> Value) throws -> Value {
        let result = Result(catching: body)
        if let first { throw StorageError.damaged(first) }
        return try result.get()
    }
}
