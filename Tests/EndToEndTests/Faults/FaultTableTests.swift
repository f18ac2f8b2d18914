import Foundation
import Testing

/// Each row against the real binary, with the long waits divided. `make faults` waits the true times, and writes the table.
@Suite("The fault table", .serialized, .timeLimit(.minutes(FaultPace.isTrue ? 60 : 1)))
struct FaultTableTests {
    @Test(arguments: FaultRow.allCases)
    func holds(_ row: FaultRow) async throws {
        let measured = try await row.live()
        #expect(!measured.isEmpty)
        try FaultTable.shared.add(row, measured)
    }
}
