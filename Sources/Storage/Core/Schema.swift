import GRDB

/// The tables. Times are UTC milliseconds; history tables are only appended to.
enum Schema {
    /// One change of the tables. Changes run in this order, each once in the life of a database: a new one goes last.
    private struct Step {
        let name: String
        let run: @Sendable (Database) throws -> Void

        init(_ name: String, sql: String) {
            self.init(name) { try $0.execute(sql: sql) }
        }

        init(_ name: String, run: @escaping @Sendable (Database) throws -> Void) {
            self.name = name
            self.run = run
        }
    }

    private static let steps = [
        Step("1 first form", sql: tables),
        Step("modem history", sql: modemHistory),
        Step("names of modems", sql: modemNames),
        Step("more kinds of modem history", sql: moreModemHistory),
        Step("calls", sql: calls),
        Step("loopbacks between lines", sql: loopbacks),
        Step("refusals of lines", sql: refusals),
        Step("contacts and their history", run: addContactHistory(to:)),
        Step("preflight", run: addPreflight),
        Step("limits", sql: limits),
        Step("figures", sql: figures),
        Step("conversations", sql: conversations),
        Step("keys of goals", sql: goalKeys),
        Step("work of people", sql: work),
        Step("variants of texts", sql: variants),
        Step("routes of campaigns", sql: campaignRoutes),
        Step("fair shares of campaigns", sql: campaignShares),
        Step("audit", sql: audit),
        Step("services of agents", sql: agentServices),
        Step("events of messages", sql: bulkEvents),
        Step("tokens of models", sql: modelTokens),
        Step("scopes of consents", sql: consentScopes),
        Step("additions to campaigns", sql: additions),
        Step("questions for consent", sql: consentQuestions),
        Step("retention", sql: retention),
        Step("epochs of enrollments", run: addEpochs),
        Step("steps that wait for a delivery", sql: deliveryWaits),
        Step("live audiences", sql: liveAudiences),
        Step("tags of contacts", sql: contactTags),
        Step("refunds of campaigns", sql: refunds),
        Step("categories of suppressions", sql: suppressionCategories),
        Step("versions that are withdrawn", sql: withdrawals),
    ]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in steps { migrator.registerMigration(step.name, migrate: step.run) }
        return migrator
    }

    /// Migrates, and makes the views of this program. A migration may change tables that views of an earlier one name, so
    /// these are dropped before.
    static func bringUpToDate(_ database: any DatabaseWriter) throws {
        try database.write { database in
            let isCurrent = try migrator.hasCompletedMigrations(database) && FigureView.areMade(in: database)
            if !isCurrent { try FigureView.drop(in: database) }
        }
        try migrator.migrate(database)
        try database.write { database in
            if try !FigureView.areMade(in: database) { try FigureView.make(in: database) }
        }
    }
}
