import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct EnrollmentTests {
    @Test func aSequenceRunsToItsEnd() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                steps: [
                    CampaignStep("one {{name}}"), CampaignStep("two", after: .minutes(60)),
                    CampaignStep("three", after: .days(2)),
                ]
            )
            var at = noon
            var sent: [String] = []
            for _ in 0..<20 {
                if let message = try await bench.send(line, at: at) {
                    sent.append("\(message.text)@\((at - noon).components.seconds)")
                    continue
                }
                guard let next = try await bench.store.plan(at: at).next else { break }
                at = max(at, next)
                _ = try await bench.store.plan(at: at)
            }
            #expect(sent == ["one N1@0", "two@3600", "three@176400"])
            #expect(try await bench.enrollments() == ["completed"])
            #expect(try await bench.campaignState() == "completed")
        }
    }

    /// The step is left out, and the next one is the first message.
    @Test func aStepWhoseFieldIsMissingIsLeftOut() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                steps: [
                    CampaignStep("In {{town}}"), CampaignStep("It’s č", after: .minutes(60)),
                    CampaignStep("three", after: .minutes(60)),
                ]
            ) {
                $0.category = .marketing
                $0.missing = .skip
                $0.optOutText = "STOP ends"
                $0.alphabet = .gsm
            }
            #expect(try await bench.send(line) == nil)
            #expect(
                try await bench.texts("SELECT detail FROM decision WHERE kind = 'leftOut'")
                    == ["step 1: the field 'town' is empty and has no default: write {{town|default:\"…\"}}"]
            )
            var sent: [String] = []
            for hour in 1...3 {
                let at = noon + .seconds(3600 * hour)
                _ = try await bench.store.plan(at: at)
                if let message = try await bench.send(line, at: at) { sent.append(message.text) }
            }
            #expect(sent == ["It's c\nSTOP ends", "three"])
            #expect(try await bench.enrollments() == ["completed"])
        }
    }

    @Test func whoMayNotBeWrittenToIsExcluded() async throws {
        try await Bench.run { bench in
            _ = try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon)
            try await bench.campaign(contacts: 1...2)
            #expect(try await bench.enrollments() == ["excluded", "active"])
        }
    }

    @Test func whoGaveNoConsentIsExcluded() async throws {
        try await Bench.run { bench in
            let batch = try await bench.store.beginImport(name: "x", by: nil, at: noon)
            let row = ImportedContact(number: Bench.number(1), line: 2)
            try await bench.store.importRows([row], rejected: [], into: batch, at: noon)
            let definition = CampaignDefinition(name: "x", agent: "a", steps: [try CampaignStep("Hello")])
            _ = try await bench.store.createCampaign(definition, audience: .importBatch(batch), at: noon)
            try await bench.store.start(campaign: "x", at: noon)
            #expect(try await bench.enrollments() == ["excluded"])
            #expect(try await bench.campaignState() == "completed")
        }
    }

    @Test(arguments: [(true, "failed"), (false, "active")])
    func aStepThatFailsForGood(ends: Bool, state: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                steps: [CampaignStep("one"), CampaignStep("two", after: .minutes(5))],
                endsOnFailure: ends
            )
            let message = try await bench.handOver(line)
            try await bench.answer(message, .refused(.permanentNumber), on: line)
            #expect(try await bench.enrollments() == [state])
        }
    }

    /// However a step's message ends, its enrollment and so its campaign come to an end.
    @Test(arguments: ["cancel", "suppress", "expire", "fail", "uncertain", "reply", "stop", "send", "cancelCampaign"])
    func noEndOfAMessageLeavesItsCampaignRunning(_ end: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            switch end {
            case "cancel": _ = try await bench.store.cancel(message: 1, at: noon)
            case "suppress": _ = try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon)
            case "expire":
                _ = try await bench.store.write {
                    try $0.run("UPDATE message SET deadline = ?", [noon.milliseconds])
                }
                _ = try await bench.store.plan(at: noon)
            case "fail":
                try await bench.answer(try await bench.handOver(line), .refused(.permanentNumber), on: line)
            case "uncertain":
                try await bench.answer(try await bench.handOver(line), .uncertain(reason: "silence"), on: line)
            case "reply": try await bench.receive("Yes", on: line)
            case "stop": try await bench.receive("STOP", on: line)
            case "send": try await bench.send(line)
            default: try await bench.store.change(campaign: "news", .cancel, at: noon)
            }
            let state = try #require(try await bench.campaignState())
            #expect(["completed", "cancelled"].contains(state), "\(end): \(state)")
        }
    }

    @Test func oneTextThatIsTooLongStopsNobodyElse() async throws {
        try await Bench.run { bench in
            try await bench.campaign(
                "long",
                steps: [CampaignStep("{{note}}")],
                fields: ["note": String(repeating: "x", count: 4000)]
            )
            try await bench.campaign("short", contacts: 2...2)
            #expect(try await bench.enrollments() == ["failed", "active"])
        }
    }

    @Test func aPauseHoldsAndAResumeGoesOn() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                steps: [CampaignStep("one"), CampaignStep("two", after: .minutes(5))],
                contacts: 1...2
            )
            // One is on its way while the campaign is paused.
            let onItsWay = try await bench.handOver(line)
            try await bench.store.change(campaign: "news", .pause, at: noon)
            try await bench.answer(onItsWay, .accepted(reference: 1), on: line)
            #expect(try await bench.enrollments() == ["held", "held"])
            let later = noon + .seconds(3600)
            #expect(try await bench.store.plan(at: later).steps == 0)
            #expect(try await bench.claim(line, at: later) == nil)
            try await bench.store.change(campaign: "news", .resume, at: later)
            _ = try await bench.store.plan(at: later)
            var texts: [String] = []
            while let message = try await bench.send(line, at: later) { texts.append(message.text) }
            #expect(texts == ["two", "one"])
        }
    }

    @Test func aReplyWhilePausedEndsTheEnrollment() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.store.change(campaign: "news", .pause, at: noon)
            #expect(try await bench.receive("Yes", on: line).halted == 1)
            try await bench.store.change(campaign: "news", .resume, at: noon)
            #expect(try await bench.campaignState() == "completed")
        }
    }
}
