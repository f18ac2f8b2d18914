import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite("Databases of earlier versions")
struct MigrationTests {
    @Test("contacts, consents and verdicts from before are there, with their wordings and figures")
    func contactHistory() async throws {
        try await Bench.withFile { folder in
            let path = folder + "/db"
            do {
                let old = try DatabaseQueue(path: path)
                try Schema.migrator.migrate(old, upTo: "calls")
                try await old.write { database in
                    try database.execute(
                        sql: """
                            INSERT INTO import VALUES (1, 'old.csv', 'maria', 1000, 2000);
                            INSERT INTO contact VALUES (1, '+4915112345678', 'Anna', NULL, 'Europe/Berlin', '{}', 1, 1);
                            INSERT INTO contact VALUES (2, '+4915112345679', 'Ben', NULL, NULL, '{}', 1, 1);
                            INSERT INTO consent VALUES (1, 1, 'express', 'form', 500, 'Yes', NULL, 'maria', 1, 1000);
                            INSERT INTO consent VALUES (2, 2, 'express', 'form', NULL, 'Yes', NULL, 'maria', 1, 1000);
                            INSERT INTO import_row VALUES (1, 2, 'added', 1, NULL, NULL, 1);
                            INSERT INTO import_row VALUES (1, 3, 'updated', 2, NULL, NULL, 0);
                            INSERT INTO import_row VALUES (1, 4, 'rejected', NULL, 'phone', 'is too short', 0);
                            """
                    )
                }
                try old.close()
            }
            try await Bench.run(path: path) { bench in
                let view = try await bench.store.importView(1)
                #expect(
                    [view.rows, view.added, view.updated, view.rejectedRows, view.withoutConsent] == [3, 1, 1, 1, 1]
                )
                #expect(view.rejected.map(\.reason) == ["is too short"])
                let consents = try await bench.store.consents(limit: 10, at: noon)
                #expect(consents.map(\.wording) == ["Yes", "Yes"])
                #expect(consents.map(\.capturedAt.milliseconds) == [500, 1000])
                #expect(consents.map(\.counts) == [true, true])
                #expect(try await bench.count("SELECT COUNT(*) FROM wording") == 1)
                let contacts = try await bench.store.contacts(search: nil, after: nil, limit: 10, at: noon)
                #expect(contacts.map(\.timeZoneSource) == ["csv", nil])
            }
        }
    }
}
