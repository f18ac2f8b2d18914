import GRDB

extension Schema {
    /// A contact that is put back goes on in a new epoch: one message for each enrollment, epoch and step.
    static func addEpochs(_ database: Database) throws {
        try database.execute(
            sql: """
                ALTER TABLE enrollment ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE message ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
                """
        )
        try remakeMessages(database)
    }

    /// A constraint of a table changes only with the table: all rows are copied, in the same columns.
    private static func remakeMessages(_ database: Database) throws {
        let table = try String.fetchOne(database, sql: "SELECT sql FROM sqlite_master WHERE name = 'message'") ?? ""
        let others = try String.fetchAll(
            database,
            sql: "SELECT sql FROM sqlite_master WHERE tbl_name = 'message' AND type != 'table' AND sql IS NOT NULL"
        )
        let (name, old) = ("CREATE TABLE message (", "UNIQUE (enrollment_id, step)")
        guard table.contains(old), table.hasPrefix(name) else {
            throw StorageError.failed("the table of messages is not as it was made")
        }
        let remade = table.replacing(old, with: "UNIQUE (enrollment_id, epoch, step)")
            .replacing(name, with: "CREATE TABLE message_remade (")
        try database.execute(sql: "PRAGMA legacy_alter_table = ON")
        try database.execute(sql: remade)
        try database.execute(sql: "INSERT INTO message_remade SELECT * FROM message")
        try database.execute(sql: "DROP TABLE message")
        try database.execute(sql: "ALTER TABLE message_remade RENAME TO message")
        try database.execute(sql: "PRAGMA legacy_alter_table = OFF")
        for sql in others { try database.execute(sql: sql) }
    }
}
