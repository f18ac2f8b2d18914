import GRDB

extension MemoryDatabase {
    /// From now on the database cannot grow: most of what is stored fails as on a full disk.
    public func fill() {
        try? queue.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    /// There is room again.
    public func makeRoom() {
        try? queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1073741823") }
    }
}
