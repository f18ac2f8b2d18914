import Foundation
import GRDB
import Synchronization

/// What a column is read as. A row that does not hold it where it has to (damaged, or written by another version) does not
/// end the process, as GRDB's own subscripts would: the reading goes on with a harmless value, and the request that it
/// belongs to throws. A subscript for each type, since the compiler takes these before GRDB's generic ones.
extension Row {
    subscript(_ column: String) -> Int { value(column, orElse: 0) }
    subscript(_ column: String) -> Int64 { value(column, orElse: 0) }
    subscript(_ column: String) -> Double { value(column, orElse: 0) }
    subscript(_ column: String) -> Bool { value(column, orElse: false) }
    subscript(_ column: String) -> String { value(column, orElse: "") }
    subscript(_ column: String) -> Data { value(column, orElse: Data()) }
    subscript(_ column: String) -> Int? { value(column) }
    subscript(_ column: String) -> Int64? { value(column) }
    subscript(_ column: String) -> Double? { value(column) }
    subscript(_ column: String) -> Bool? { value(column) }
    subscript(_ column: String) -> String? { value(column) }
    subscript(_ column: String) -> Data? { value(column) }
    subscript(_ index: Int) -> Int { value(index, orElse: 0) }
    subscript(_ index: Int) -> Int64 { value(index, orElse: 0) }
    subscript(_ index: Int) -> Double { value(index, orElse: 0) }
    subscript(_ index: Int) -> Bool { value(index, orElse: false) }
    subscript(_ index: Int) -> String { value(index, orElse: "") }
    subscript(_ index: Int) -> Data { value(index, orElse: Data()) }
    subscript(_ index: Int) -> Int? { value(index) }
    subscript(_ index: Int) -> Int64? { value(index) }
    subscript(_ index: Int) -> Double? { value(index) }
    subscript(_ index: Int) -> Bool? { value(index) }
    subscript(_ index: Int) -> String? { value(index) }
    subscript(_ index: Int) -> Data? { value(index) }

    private typealias Readable = DatabaseValueConvertible & StatementColumnConvertible

    private func value<Value: Readable>(_ column: String, orElse harmless: Value) -> Value {
        do {
            return try decode(Value.self, forColumn: column)
        } catch {
            UnreadableColumns.note("“\(column)”", of: self)
            return harmless
        }
    }

    private func value<Value: Readable>(_ column: String) -> Value? {
        do {
            return try decode(Value?.self, forColumn: column)
        } catch {
            // One that is not there at all is nil.
            if hasColumn(column) { UnreadableColumns.note("“\(column)”", of: self) }
            return nil
        }
    }

    private func value<Value: Readable>(_ index: Int, orElse harmless: Value) -> Value {
        do {
            return try decode(Value.self, atIndex: index)
        } catch {
            UnreadableColumns.note("\(index + 1)", of: self)
            return harmless
        }
    }

    private func value<Value: Readable>(_ index: Int) -> Value? {
        do {
            return try decode(Value?.self, atIndex: index)
        } catch {
            UnreadableColumns.note("\(index + 1)", of: self)
            return nil
        }
    }
}

/// What could not be read of rows, by the thread that read them: a request is served by one.
enum UnreadableColumns {
    private static let noted = Mutex<[ObjectIdentifier: String]>([:])

    static func note(_ column: String, of row: Row) {
        let columns = row.columnNames.prefix(6).joined(separator: ", ")
        let id = (row["id"] as DatabaseValue?).map { ", of the row \($0)" } ?? ""
        noted.withLock { noted in
            noted[thread] = noted[thread] ?? "the column \(column) of (\(columns)…)\(id)"
        }
    }

    /// Throws where the body read a column that it could not read.
    static func guarding<Value>(_ body: () throws -> Value) throws -> Value {
        defer { _ = taken() }
        let value = try body()
        if let what = taken() {
            throw StorageError.failed(
                "\(what) holds nothing that can be read: the database is damaged, or from another version of smsbridge"
            )
        }
        return value
    }

    private static func taken() -> String? {
        noted.withLock { noted in noted.isEmpty ? nil : noted.removeValue(forKey: thread) }
    }

    private static var thread: ObjectIdentifier { ObjectIdentifier(Thread.current) }
}
