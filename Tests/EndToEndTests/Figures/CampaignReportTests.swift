import Campaigns
import Foundation
import GRDB
import Gateway
import Simulation
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("The report of a campaign", .timeLimit(.minutes(2)))
struct CampaignReportTests {
    private static func number(_ index: Int) -> String { "+4915112340\(index < 10 ? "0" : "")\(index)" }

    /// What the people do; the last two get nothing.
    private static let people: [SimulatedPerson.Behaviour] = [
        .silent, .answersNth(1, text: "Yes, please", after: .milliseconds(300)),
        .answersNth(1, text: "STOP", after: .milliseconds(300)),
        .answersNth(1, text: "I am in pain", after: .milliseconds(300)), .doesNotExist, .refused(cms: 1),
        .answersNth(1, text: "Wrong number", after: .milliseconds(300)), .off(until: .seconds(100_000)), .silent,
        .silent,
    ]

    private static let configuration = """
        currency: EUR
        price_per_segment: 0.075
        agents:
          - name: desk
            rules:
              - {name: urgent, when: pain, reply: "A colleague will call you.", escalate: true}
              - {name: confirmed, when: "yes", reply: "Thank you.", close: true}
            otherwise: {escalate: true}
        """

    private static let campaign = """
        name: Visit <b>
        agent: desk
        contacts: visit.csv
        window: {days: mon-sun, hours: "00:00-24:00", zone: Europe/Berlin}
        steps:
          - variants:
              - text: "Will you come?"
              - {text: "Can you come?", weight: 2}
          - {delay: now, text: "We are looking forward to it."}
          - {delay: 3 days, text: "One more thing."}
        """

    @Test("what people did is what it says, in every form, and what the documented queries say")
    func report() async throws {
        try await House.run(modems: 2) { house in
            try house.configure(modems: 2, more: Self.configuration)
            await house.bench.withNetwork { network in
                for (index, behaviour) in Self.people.enumerated() {
                    network.add(SimulatedPerson(number: Self.number(index), behaviour: behaviour))
                }
            }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 2)
                try await start(house)
                let figures = try await daemon.until("all is answered, and every halt measured") {
                    let figures = try await report(daemon)
                    return try await isDone(figures, daemon) ? figures : nil
                }
                try await check(figures, house)
                try await addGoals(house)
                try await checkQueries(house)
                try await checkForms(house)
            }
        }
    }

    private func isDone(_ figures: CampaignFigures, _ daemon: RunningDaemon) async throws -> Bool {
        let funnel = figures.funnel
        let came = [funnel.replied, funnel.optedOut, funnel.wrongNumber, figures.halts.measured] == [2, 1, 1, 4]
        let went =
            [funnel.undelivered, funnel.underway, funnel.delivered, funnel.unknown, funnel.attempted] == [
                1, 0, 5, 1, 8,
            ]
        guard came, went, figures.cost.first?.answerSegments == 3, figures.escalation.withAgent == 2 else {
            return false
        }
        // Nothing is on its way any more: all is accepted, and all is reported but what waits for the phone that is off.
        let accepted = await daemon.house.accepted()
        // The two who neither answered nor failed have got the second step, too.
        let goesOn = [0, 7].allSatisfy { index in accepted.count { $0.recipient == Self.number(index) } == 2 }
        guard goesOn, try await daemon.health().queued == 0 else { return false }
        let steps = figures.steps?.map(\.messages) ?? []
        guard steps.allSatisfy({ $0.attempted == $0.accepted + $0.failed }) else { return false }
        let unknown = steps.reduce(0) { $0 + $1.unknown }
        return figures.money.cost == Amount(thousandths: 75 * accepted.count)
            && unknown == accepted.count { $0.recipient == Self.number(7) }
    }

    private func start(_ house: House) async throws {
        let rows = Self.people.indices.map { "\(Self.number($0)),\($0 == 9 ? "," : "2026-01-15,form")\n" }.joined()
        try house.write("visit.csv", "phone,consent_date,consent_source\n" + rows)
        let file = try house.write("visit.yaml", Self.campaign)
        for arguments in [
            ["suppression", "add", Self.number(8)], ["campaign", "create", file], ["agent", "test", "desk"],
            ["campaign", "preflight", "Visit <b>", "--attest", "A. Brandt"], ["campaign", "start", "Visit <b>"],
        ] {
            let outcome = try await house.command(arguments)
            try #require(outcome.status.isSuccess, "\(outcome.output) \(outcome.error)")
        }
    }

    private func report(_ daemon: RunningDaemon) async throws -> CampaignFigures {
        try await daemon.client.get("/v1/campaigns/Visit%20%3Cb%3E/report.json").decoded(CampaignFigures.self)
    }

    private func check(_ figures: CampaignFigures, _ house: House) async throws {
        let funnel = figures.funnel
        #expect((funnel.enrolled, funnel.excluded, funnel.eligible) == (10, 2, 8))
        #expect(figures.exclusions.map(\.recipients) == [1, 1])
        #expect((funnel.attempted, funnel.accepted) == (8, 7))
        #expect((funnel.delivered, funnel.unknown, funnel.undelivered, funnel.failed) == (5, 1, 1, 1))
        #expect(funnel.reached == 5)
        #expect(figures.rates.delivery == Rate(5, of: 7))
        #expect(figures.rates.response == Rate(2, of: 5))
        #expect(
            figures.escalation
                == EscalationFigures(
                    conversations: 4,
                    withAgent: 2,
                    escalated: 1,
                    withoutAgent: 0,
                    closed: 1,
                    contained: 1
                )
        )
        #expect(figures.halts.halts == 4)
        #expect(try #require(figures.halts.maxMs) < 10_000)
        // Every segment that the network took is paid, and nothing else.
        let accepted = await house.accepted().count
        #expect(figures.money.cost == Amount(thousandths: 75 * accepted))
        #expect(figures.lines?.map(\.line) == ["line1", "line2"])
        let total = figures.steps?.reduce(0) { $0 + $1.messages.segments } ?? 0
        #expect(figures.cost.first?.segments == total)
        #expect(figures.lines?.reduce(0) { $0 + $1.messages.segments } == total)
        #expect(figures.days?.reduce(0) { $0 + $1.segments } == total)
        #expect(figures.agents?.map(\.agent) == ["desk"])
    }

    /// Two goals of the person who said yes, as whoever records goals would write them.
    private func addGoals(_ house: House) async throws {
        let database = try DatabaseQueue(path: house.database)
        try await database.write { database in
            for (name, value) in [("=SUM(A1)", Int?.some(9000)), ("<i>seen", nil)] {
                try database.execute(
                    sql: """
                        INSERT INTO goal (at, campaign_id, enrollment_id, number, name, value, source)
                        SELECT started_at, campaign_id, enrollment.id, number, ?, ?, 'test'
                        FROM enrollment JOIN campaign ON campaign.id = campaign_id WHERE number = ?
                        """,
                    arguments: [name, value, Self.number(1)]
                )
            }
        }
    }

    /// The program says nothing that the documented queries do not say.
    private func checkQueries(_ house: House) async throws {
        let page = try FiguresPage()
        #expect(page.queries.count == 20)
        let outcome = try await house.command(["campaign", "report", "Visit <b>", "--json"])
        let text = outcome.output
        let database = try DatabaseQueue(path: house.database)
        let (same, wrong) = try await database.read { database in
            var json = try Self.object(text)
            let same = try page.differences(from: json, in: database)
            json["failures"] = ["tried": -1]
            return (same, try page.differences(from: json, in: database))
        }
        #expect(same.isEmpty)
        #expect(wrong.count == 6, "a difference would be noticed")
        let json = try Self.object(text)
        let money = try #require(json["money"] as? [String: Any])
        let (cost, value) = (try #require(money["cost"] as? Double), try #require(money["value"] as? Double))
        #expect(value == 9)
        #expect(abs(try #require(money["roi"] as? Double) - (value - cost) / cost) < 1e-5)
        #expect(abs(try #require(money["cost_per_reply"] as? Double) - cost / 2) < 1e-5)
        let rates = try #require(json["rates"] as? [String: [String: Any]])
        #expect(rates["success"]?["numerator"] as? Int == 1 && rates["success"]?["denominator"] as? Int == 5)
    }

    private static func object(_ json: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    private func checkForms(_ house: House) async throws {
        func told(_ options: String...) async throws -> String {
            let outcome = try await house.command(["campaign", "report", "Visit <b>"] + options)
            #expect(outcome.status.isSuccess, "\(outcome.error)")
            return outcome.output
        }
        for by in ["step", "variant", "line", "version", "agent", "day", "hour"] {
            let text = try await told("--by", by)
            #expect(text.split(separator: "\n").allSatisfy { TerminalText.width(String($0)) <= 80 }, "\(text)")
            #expect(text.contains("delivery, confirmed   71.4 %    5/7"), "\(text)")
            let csv = try await told("--by", by, "--csv", "-")
            let commas = csv.split(separator: "\r\n").map { $0.count { $0 == "," } }
            #expect(commas.count >= 2 && Set(commas).count == 1, "\(csv)")
        }
        let csv = try await told("--csv", "-")
        #expect(csv.contains("goals,'=SUM(A1),1,"), "\(csv)")
        #expect(csv.contains("rate,response,0.4,2,5,"), "\(csv)")
        let file = house.folder + "/report.html"
        #expect(try await told("--html", file).isEmpty)
        let page = try String(contentsOfFile: file, encoding: .utf8)
        #expect(page.contains("Visit &lt;b&gt;") && page.contains("&lt;i&gt;seen") && !page.contains("<b>\n"))
        #expect(
            !page.contains("<script") && !page.contains("<i>seen") && !page.contains("http:")
                && !page.contains("https:")
        )
        #expect(page.components(separatedBy: "<svg viewBox").count == 6, "funnel, two by day, steps, halts")
        let both = try await house.command(["campaign", "report", "Visit <b>", "--json", "--csv", "-"])
        #expect(both.status == .exited(64))
        let unknown = try await house.command(["campaign", "report", "nobody's"])
        #expect(unknown.status == .exited(1) && unknown.error.contains("there is no campaign"), "\(unknown.error)")
    }
}
