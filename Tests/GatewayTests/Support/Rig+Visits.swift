import Campaigns
import Simulation
import Testing

@testable import Gateway
@testable import Storage

extension Rig {
    /// The number of one of those whom the campaign “visit” writes to.
    static func visitor(_ index: Int) -> String { "+4915112341\(100 + index)" }

    /// Starts a campaign of two steps.
    func startVisits(people: Int, define: (inout CampaignDefinition) -> Void = { _ in }) async throws {
        let batch = try await importVisitors(0..<people)
        var definition = CampaignDefinition(
            name: "visit",
            agent: "human",
            steps: [
                CampaignStep(text: try MessageTemplate("Will you come?")),
                CampaignStep(delay: .days(3), text: try MessageTemplate("We wait for you.")),
            ]
        )
        define(&definition)
        _ = try await control.createCampaign(definition, audience: .importBatch(batch))
        let report = try await control.preflight("visit", attestedBy: "desk")
        try #require(report.token != nil, "\(report.faults)")
        _ = try await control.startCampaign("visit")
    }

    /// Imports a list with some of them.
    @discardableResult
    func importVisitors(_ people: Range<Int>) async throws -> Int64 {
        let batch = try await control.begin(NewImport(name: "list", by: nil))
        let consent = ConsentRecord(kind: .express, source: "form", capturedAt: start, capturedBy: "desk")
        let rows = people.compactMap { index in
            PhoneNumber(e164: Self.visitor(index)).map {
                ImportedContact(number: $0, name: nil, fields: [:], consent: consent, line: index + 2)
            }
        }
        try await control.importRows(rows, rejected: [], into: batch)
        _ = try await control.finishImport(batch, sha256: "\(people)", octets: 1)
        return batch
    }
}
