import Campaigns
import Testing

@testable import Storage

@Suite("The zones of a recipient")
struct RecipientZoneTests {
    private func zones(of number: PhoneNumber, _ bench: Bench) async throws -> [String] {
        try await bench.store.read { try $0.zoneNames(of: number.e164) }
    }

    @Test("a zone of its own wins over those of the prefix, and a list does not overwrite what an operator set")
    func order() async throws {
        try await Bench.run { bench in
            let number = try #require(PhoneNumber(e164: "+12082081234"))
            #expect(try await zones(of: number, bench) == ["America/Boise", "America/Los_Angeles"])

            func imported(_ zone: String?) async throws {
                let batch = try await bench.store.beginImport(name: "list", by: nil, at: noon)
                let row = ImportedContact(number: number, timeZone: zone, line: 2)
                try await bench.store.importRows([row], rejected: [], into: batch, at: noon)
            }
            try await imported(nil)
            #expect(try await zones(of: number, bench) == ["America/Boise", "America/Los_Angeles"])
            try await imported("America/Boise")
            #expect(try await zones(of: number, bench) == ["America/Boise"])
            #expect(try await bench.text("SELECT time_zone_source FROM contact") == "csv")

            _ = try await bench.store.write {
                try $0.run("UPDATE contact SET time_zone = 'America/Denver', time_zone_source = 'operator'")
            }
            try await imported("America/Boise")
            #expect(try await zones(of: number, bench) == ["America/Denver"])
        }
    }
}
