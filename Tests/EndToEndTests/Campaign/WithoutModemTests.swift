import Campaigns
import Foundation
import Subprocess
import Testing

@testable import smsbridge

/// A modem that the configuration names and that is not plugged in.
@Suite("A campaign without its modem")
struct WithoutModemTests {
    private static let list = """
        phone;name;consent_date;consent_source
        +49301234567;Anna;2026-01-05;paper
        12;Max;2026-01-05;paper

        """

    @Test("has its cost and its warnings told, and says at its start that there is no route")
    func told() async throws {
        try await House.run { house in
            try house.configure(modems: 0, pattern: "absent", more: "currency: EUR\nprice_per_segment: 0.075")
            try house.write("list.csv", Self.list)
            try house.write(
                "news.campaign.yaml",
                """
                name: News
                agent: human
                policy: none
                window: {hours: "00:00-24:00", zone: UTC}
                steps: [{text: "{{name}}, we are closed. STOP ends messages."}]
                """
            )
            _ = try await house.withDaemon { _ in
                let dry = ["contacts", "import", house.folder + "/list.csv", "--dry-run", "--report"]
                let verdicts = house.folder + "/verdicts.csv"
                let tried = try await house.command(dry + [verdicts])
                #expect(tried.output.contains("1 row has a warning: see \(verdicts)"), "\(tried.output)")
                let create = ["campaign", "create", house.folder + "/news.campaign.yaml", "--contacts"]
                let created = try await house.command(create + [house.folder + "/list.csv"])
                #expect(created.output.contains("created News"), "\(created.output) \(created.error)")
                let preflight = try await house.command(["campaign", "preflight", "News", "--attest", "eva"])
                #expect(preflight.output.contains("0.075 EUR"), "\(preflight.output)")
                let start = try await house.command(["campaign", "start", "News"])
                #expect(start.output.contains("no route"), "\(start.output) \(start.error)")
            }
        }
    }
}
