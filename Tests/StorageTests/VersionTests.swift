import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct VersionTests {
    private func edited(
        _ bench: Bench,
        at: Timestamp = noon,
        _ change: (inout CampaignDefinition) throws -> Void
    ) async throws -> CampaignEdited {
        var definition = try await bench.store.definition(of: "news").definition
        try change(&definition)
        return try await bench.store.edit(campaign: "news", to: definition, by: "anna", at: at)
    }

    /// Makes a version and lets it count.
    private func change(
        _ bench: Bench,
        at: Timestamp = noon,
        _ change: (inout CampaignDefinition) throws -> Void
    ) async throws {
        let edited = try await edited(bench, at: at, change)
        try await bench.store.apply(version: edited.version, of: "news", at: at)
    }

    @Test func beforeTheStartAnEditCountsAtOnce() async throws {
        try await Bench.run { bench in
            let definition = CampaignDefinition(name: "news", agent: "a", steps: [try CampaignStep("one")])
            _ = try await bench.store.createCampaign(definition, audience: .everyone, at: noon)
            let edit = try await edited(bench) { $0.steps[0] = try CampaignStep("two") }
            #expect((edit.version, edit.isEffective) == (2, true))
            #expect(edit.differences == [CampaignDifference(key: "steps[0].text", old: "one", new: "two")])
            #expect(try await bench.store.definition(of: "news").definition.steps[0].text.source == "two")
            #expect(try await bench.store.definition(of: "news", version: 1).definition == definition)
            let versions = try await bench.store.versions(of: "news")
            #expect(versions.map(\.isCurrent) == [false, true])
            #expect(versions[1].madeBy == "anna")
            #expect(versions[0].hash == (try definition.contentHash()))
        }
    }

    @Test func afterTheStartAnEditWaits() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep("one"), CampaignStep("two", after: .minutes(5))])
            try await bench.send(line)
            let edit = try await edited(bench) { $0.steps[1] = try CampaignStep("second", after: .minutes(5)) }
            #expect(edit.isEffective == false)
            let later = noon + .seconds(300)
            _ = try await bench.store.plan(at: later)
            #expect(try await bench.send(line, at: later)?.text == "two")
            #expect(try await bench.store.versions(of: "news").map(\.isWaiting) == [false, true])
        }
    }

    @Test func aStepThatWasSentIsFrozen() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...2)
            // Handed over and unanswered is sent, too.
            _ = try await bench.handOver(line)
            await #expect(throws: StorageError.self) {
                _ = try await edited(bench) { $0.steps[0] = try CampaignStep("other") }
            }
            await #expect(throws: StorageError.self) { _ = try await edited(bench) { _ in } }
            #expect(try await bench.count("SELECT COUNT(*) FROM campaign_version") == 1)
        }
    }

    /// What is in the queue is written anew, by a line that comes first or by the planner; what left is as it left.
    @Test(arguments: [true, false]) func whatWaitsInTheQueueIsWrittenAnew(plannerFirst: Bool) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep("one {{name}}")], contacts: 1...700)
            while let next = try await bench.store.plan(at: noon).next, next <= noon {}
            let long = String(repeating: "x", count: 200)
            try await change(bench) { $0.steps[0] = try CampaignStep("new {{name}} " + long) }
            if plannerFirst {
                // Round by round, so that nobody waits long for the writer.
                var rounds = 0
                while let next = try await bench.store.plan(at: noon).next, next <= noon { rounds += 1 }
                #expect(rounds >= 1)
                #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE segments = 2 AND version = 2") == 700)
            }
            for _ in 0..<3 {
                let message = try #require(try await bench.send(line))
                #expect(message.text.hasPrefix("new N"))
                #expect(message.pending == [1, 2])
            }
            #expect(
                try await bench.count("SELECT COUNT(*) FROM message WHERE state = 'sent' AND text LIKE 'one%'") == 0
            )
        }
    }

    /// The line had claimed the old text, and its modem shows the prompt: nothing of it leaves.
    @Test func aClaimOfTheOldTextIsTakenBack() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let old = try #require(try await bench.claim(line))
            try await change(bench) { $0.steps[0] = try CampaignStep("new") }
            guard case .stop = try await bench.store.handOver(old, sequence: 1, on: line, at: noon) else {
                Issue.record("the old text may leave")
                return
            }
            #expect(try await bench.send(line)?.text == "new")
        }
    }

    @Test func aWindowAndADelayCountAnew() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let night = CampaignWindow(
                window: try SendingWindow(days: "daily", hours: "22:00-23:00"),
                zone: .named("UTC")
            )
            try await bench.campaign(
                steps: [CampaignStep("one"), CampaignStep("two", after: .days(7))],
                window: night
            )
            #expect(try await bench.send(line) == nil)
            try await change(bench) { $0.window = .always }
            #expect(try await bench.send(line)?.text == "one")
            try await change(bench) { $0.steps[1] = try CampaignStep("two", after: .minutes(10)) }
            let later = noon + .seconds(600)
            while let next = try await bench.store.plan(at: later).next, next <= later {}
            #expect(try await bench.send(line, at: later)?.text == "two")
        }
    }

    @Test(arguments: [false, true]) func aStepThatIsTakenAwayEnds(isQueued: Bool) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep("one"), CampaignStep("two", after: .minutes(5))])
            try await bench.send(line)
            let later = noon + .seconds(300)
            if isQueued { _ = try await bench.store.plan(at: later) }
            try await change(bench, at: later) { $0.steps.removeLast() }
            while let next = try await bench.store.plan(at: later).next, next <= later {}
            #expect(try await bench.enrollments() == ["completed"])
            #expect(try await bench.send(line, at: later) == nil)
            #expect(try await bench.campaignState() == "completed")
        }
    }

    @Test func aTextThatCannotBeWrittenFailsItsContactAlone() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...2)
            _ = try await bench.store.write {
                try $0.run("UPDATE enrollment_fields SET fields = '{\"town\":\"Ulm\"}' WHERE enrollment_id = 2")
            }
            try await change(bench) { $0.steps[0] = try CampaignStep("new {{town}}") }
            #expect(try await bench.send(line)?.text == "new Ulm")
            #expect(try await bench.enrollments().sorted() == ["completed", "failed"])
        }
    }
}
