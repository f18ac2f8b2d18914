import Campaigns
import Foundation
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("From a contact list to a sent message, with the commands that a person types", .timeLimit(.minutes(3)))
struct PreflightCommandTests {
    private static let rules = """
        rules:
          - {name: "yes", when: ["yes"], reply: "See you.", goal: confirmed}
        """
    private static let scenarios = """
        scenarios:
          - name: confirms
            turns:
              - in: "Yes!"
                expect: {reply_matches: "see you", actions: [reply, goal], goal: confirmed}
        """

    private static func campaign(_ text: String = "Hello {{name}}. STOP ends messages") -> String {
        """
        name: Notice
        agent: desk
        contacts: people.csv
        window: {hours: "00:00-24:00", zone: UTC}
        steps:
          - text: "\(text)"
          - {delay: 2 business days, text: "Once more, {{name}}"}
        """
    }

    private static let people = """
        phone,name,consent_date,consent_source
        +491711234567,Anna,2026-01-15,form
        +491711234568,Bob,2026-01-15,form

        """

    /// A house with an agent and a campaign that is made.
    private func withCampaign(_ body: (House, RunningDaemon) async throws -> Void) async throws {
        try await House.run { house in
            try house.write("desk.agent.yaml", Self.rules)
            try house.write("desk.scenarios.yaml", Self.scenarios)
            try house.write("people.csv", Self.people)
            try house.write("notice.yaml", Self.campaign())
            let agents = "sender_name: Clinic\nagents: [{name: desk, file: \(house.folder)/desk.agent.yaml}]"
            try house.configure(modems: 1, more: agents)
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let made = try await house.command(["campaign", "create", "\(house.folder)/notice.yaml"])
                #expect(made.status.isSuccess, "\(made.error)")
                #expect(made.output.contains("smsbridge campaign preflight Notice"))
                try await body(house, daemon)
            }
        }
    }

    private func attested(_ house: House) async throws {
        let test = ["agent", "test", "desk", "--scenarios", "\(house.folder)/desk.scenarios.yaml"]
        for arguments in [test, ["campaign", "preflight", "Notice", "--attest", "A. Brandt"]] {
            let outcome = try await house.command(arguments)
            #expect(outcome.status.isSuccess, "\(arguments): \(outcome.error)\(outcome.output)")
        }
    }

    @Test("step by step: what is missing is said with the command to run, until the message arrives")
    func theWay() async throws {
        try await withCampaign { house, daemon in
            let early = try await house.command(["campaign", "start", "Notice"])
            #expect(early.status == .exited(1))
            #expect(early.error.contains("smsbridge campaign preflight 'Notice' --attest NAME"), "\(early.error)")
            let untested = try await house.command(["campaign", "preflight", "Notice", "--attest", "A. Brandt"])
            #expect(untested.status == .exited(65))
            #expect(untested.output.contains("smsbridge agent test desk"), "\(untested.output)")
            #expect(untested.output.contains("It cannot be started: agent. Nothing was attested."))
            let path = "\(house.folder)/desk.scenarios.yaml"
            let test = try await house.command(["agent", "test", "desk", "--scenarios", path])
            #expect(test.status.isSuccess, "\(test.error)")
            #expect(test.output.contains("desk: 19 of 19 passed; kept under the hash"), "\(test.output)")
            #expect(test.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
            let looked = try await house.command(["campaign", "preflight", "Notice", "--full"])
            #expect(looked.status.isSuccess, "\(looked.output)")
            for words in ["2 contacts", "Timeline", "Hello Anna. STOP ends messages", "--attest 'YOUR NAME'"] {
                #expect(looked.output.contains(words), "\(words): \(looked.output)")
            }
            #expect(looked.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(looked.output)")
            let page = "\(house.folder)/report.html"
            let attested = try await house.command([
                "campaign", "preflight", "Notice", "--attest", "A. Brandt", "--report", page,
            ])
            #expect(attested.output.contains("attested by A. Brandt, token "), "\(attested.output)\(attested.error)")
            let html = try String(contentsOfFile: page, encoding: .utf8)
            #expect(html.contains("Attested by <b>A. Brandt</b>") && html.contains("Hello Anna"))
            let started = try await house.command(["campaign", "start", "Notice"])
            #expect(started.status.isSuccess, "\(started.error)")
            for number in ["+491711234567", "+491711234568"] {
                _ = try await daemon.untilMessage(to: number, is: "delivered")
            }
            // A goal ends the way of one, a call from outside that of the other.
            let goal = try await house.command(["campaign", "goal", "Anna", "confirmed", "--value", "20"])
            #expect(goal.output.contains("+491711234567 reached confirmed of Notice; nothing more"), "\(goal.error)")
            let stop = try await house.command(["campaign", "stop", "Notice", "+491711234568"])
            #expect(stop.output.contains("stopped Notice for 1 contact"), "\(stop.error)")
            try await daemon.until("it is completed") {
                try await daemon.client.get("/v1/campaigns/Notice").decoded(CampaignView.self).state == "completed"
            }
        }
    }

    @Test("one character in the agent's rules, the contacts or the text, and it does not start")
    func voided() async throws {
        try await withCampaign { house, daemon in
            try await attested(house)
            // The contacts.
            try house.write("more.csv", Self.people.replacing("Anna", with: "Anne"))
            _ = try await house.command(["contacts", "import", "\(house.folder)/more.csv"])
            let contacts = try await house.command(["campaign", "start", "Notice"])
            #expect(contacts.error.contains("the contacts changed"), "\(contacts.error)")
            // The text, by an edit of what is shown.
            try await attested(house)
            let shown = try await house.command(["campaign", "show", "Notice"])
            let file = try house.write("shown.yaml", shown.output)
            let same = try await house.command(["campaign", "edit", "Notice", file])
            #expect(same.error.contains("nothing changes"), "\(same.error)\(shown.output)")
            try house.write("shown.yaml", shown.output.replacing("Hello", with: "Hallo"))
            let edit = try await house.command(["campaign", "edit", "Notice", file])
            #expect(
                edit.output.contains("- Hello {{name}}") && edit.output.contains("+ Hallo {{name}}"),
                "\(edit.error)"
            )
            let text = try await house.command(["campaign", "start", "Notice"])
            #expect(text.error.contains("no attested preflight"), "\(text.error)")
            let versions = try await house.command(["campaign", "versions", "Notice"])
            #expect(versions.output.contains("steps[0].text"))
            let diff = try await house.command(["campaign", "diff", "Notice"])
            #expect(diff.output.contains("steps[0].text"))
            try await attested(house)
            try await daemon.end(with: SIGTERM)
        }
    }

    @Test("rules that change after the test are another agent")
    func otherRules() async throws {
        try await House.run { house in
            try house.write("desk.agent.yaml", Self.rules)
            try house.write("people.csv", Self.people)
            try house.write("notice.yaml", Self.campaign())
            let agents = "agents: [{name: desk, file: \(house.folder)/desk.agent.yaml}]"
            try house.configure(modems: 1, more: agents)
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                _ = try await house.command(["campaign", "create", "\(house.folder)/notice.yaml"])
                _ = try await house.command(["agent", "test", "desk"])
                let attested = try await house.command(["campaign", "preflight", "Notice", "--attest", "A. Brandt"])
                #expect(attested.status.isSuccess, "\(attested.output)")
                try await daemon.end(with: SIGTERM)
            }
            try house.write("desk.agent.yaml", Self.rules.replacing("See you.", with: "See you!"))
            try await house.withDaemon { _ in
                let started = try await house.command(["campaign", "start", "Notice"])
                #expect(started.status == .exited(1))
                #expect(started.error.contains("the rules of the agent changed"), "\(started.error)")
            }
        }
    }

    @Test("rows with a problem go to a file; an agent's file is tested without a daemon")
    func rowsAndFiles() async throws {
        try await withCampaign { house, _ in
            try house.write("people.csv", Self.people.replacing("+491711234568,Bob", with: "+491711234569,"))
            let other = Self.campaign().replacing("name: Notice", with: "name: Second")
            let made = try await house.command(["campaign", "create", try house.write("second.yaml", other)])
            #expect(made.status.isSuccess, "\(made.error)")
            let rows = try await house.command(["campaign", "preflight", "Second", "--rows", "-"])
            #expect(rows.output.contains("3,+491711234569,1,missingField,the field “name” is empty"), "\(rows.output)")
            let dry = try await house.command(["agent", "test", "\(house.folder)/desk.agent.yaml", "--dry"])
            #expect(dry.output.contains("18 of 18 passed; nothing was kept"), "\(dry.output)\(dry.error)")
            let bad = try house.write("bad.yaml", "scenarios:\n  - turns:\n      - {in: x, expect: {replies: y}}\n")
            let refused = try await house.command(["agent", "test", "desk", "--scenarios", bad])
            #expect(refused.status == .exited(65))
            #expect(refused.error.contains("bad.yaml:3") && refused.error.contains("replies"), "\(refused.error)")
        }
    }
}
