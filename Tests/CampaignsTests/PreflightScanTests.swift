import Foundation
import Testing

@testable import Campaigns

@Suite
struct PreflightScanTests {
    private static let now = Timestamp(seconds: 1_795_420_800)

    private func scan(
        _ texts: [String],
        category: CampaignCategory = .informational,
        defaults: [String: String] = [:],
        sender: String? = nil,
        policy: PreflightPolicy? = nil,
        _ rows: [PreflightRow],
        define: (inout CampaignDefinition) -> Void = { _ in }
    ) throws -> (PreflightFigures, [RowProblem], [ForecastInput.Group]) {
        var definition = CampaignDefinition(
            name: "x",
            category: category,
            agent: "y",
            steps: try texts.map { CampaignStep(text: try MessageTemplate($0)) },
            defaults: defaults
        )
        define(&definition)
        var scan = PreflightScan(definition: definition, now: Self.now, words: OptOutWords(), senderName: sender)
        if let policy { scan.know(policy, ofClock: 0) }
        var problems: [RowProblem] = []
        for row in rows { problems += scan.take(row) }
        scan.finish()
        return (scan.figures, problems, scan.forecastGroups)
    }

    @Test func eachVariantIsJudgedByItself() throws {
        let texts = ["Short. STOP ends", "With a sign that is in no GSM alphabet: ☂, and with no word for opting out"]
        let variants = try texts.map { CampaignVariant(text: try MessageTemplate($0)) }
        let definition = CampaignDefinition(
            name: "x",
            category: .marketing,
            agent: "y",
            steps: [
                CampaignStep(text: variants[0].text, variants: variants),
                CampaignStep(text: try MessageTemplate("To all")),
            ]
        )
        var scan = PreflightScan(definition: definition, now: Self.now, words: OptOutWords(), senderName: nil)
        for index in 1...60 { scan.take(try row(index)) }
        scan.finish()
        let figures = scan.figures.steps
        #expect(figures.map(\.title) == ["step 1, variant A", "step 1, variant B", "step 2"])
        #expect(figures[0].texts + figures[1].texts == 60 && figures[2].texts == 60)
        #expect(figures[0].texts > 15 && figures[1].texts > 15)
        #expect(figures.map(\.ucs2) == [0, figures[1].texts, 0])
        #expect(figures.map(\.withoutOptOut) == [0, figures[1].texts, 0])
        #expect(figures.map(\.sample) == [texts[0], texts[1], "To all"])
        #expect(scan.forecastGroups.allSatisfy { $0.segments.count == 2 })
    }

    private func row(_ index: Int = 1, _ fields: [String: String] = [:], line: Int? = nil) throws -> PreflightRow {
        PreflightRow(
            number: try #require(PhoneNumber(e164: "+4915112340\(padded(index))")),
            line: line ?? index,
            fields: fields,
            consentAt: Self.now - .seconds(86_400),
            consentKinds: [.express]
        )
    }

    private func padded(_ index: Int) -> String { String(String(1000 + index).dropFirst()) }

    @Test
    func textsAreCounted() throws {
        let rows = try (1...10).map { try row($0, ["name": $0 == 3 ? "Zoë 🙂" : "Anna"]) }
        let long = String(repeating: "a", count: 150)
        let (figures, problems, groups) = try scan(["Hi {{name}}", "\(long) {{name}}, STOP ends"], rows)
        #expect(problems.isEmpty)
        #expect((figures.rows, figures.contacts, figures.texts) == (10, 10, 20))
        #expect((figures.steps[0].gsm7, figures.steps[0].ucs2) == (9, 1))
        #expect(figures.steps[0].histogram == [10])
        // The name makes the long text UCS-2: three segments in place of two.
        #expect(figures.steps[1].histogram == [0, 9, 1])
        #expect(figures.steps[1].longest?.segments == 3)
        #expect(figures.steps[1].longest?.line == 3)
        #expect(figures.steps[1].culprits.map(\.character) == ["ë", "🙂"])
        #expect(figures.steps[1].culprits.allSatisfy { !$0.isInTemplate })
        #expect(groups.map(\.contacts) == [9, 1])
        #expect(groups.map(\.segments) == [[1, 2], [1, 3]])
        #expect(figures.segments == 10 + 21)
    }

    @Test
    func whatTheTemplateItselfCosts() throws {
        let (figures, _, _) = try scan(["It’s time, {{name}}"], [row(1, ["name": "Anna"]), row(2, ["name": "Bob"])])
        #expect(figures.steps[0].culprits == [TextFigures.Character(character: "’", texts: 2, isInTemplate: true)])
        #expect(figures.steps[0].savable == 0)
        let long = String(repeating: "a", count: 100)
        let (costly, _, _) = try scan(["It’s \(long)"], [row(1)])
        #expect(costly.steps[0].savable == 1)
    }

    @Test
    func missingFieldsAreToldRowByRow() throws {
        let rows = try [
            row(1, ["name": "Anna", "town": "Ulm"]), row(2, ["name": "Bob"], line: 7), row(3, ["town": " "]),
        ]
        let (figures, problems, groups) = try scan(["{{name|default:\"you\"}}", "{{town}}", "bye"], rows)
        #expect(problems.map(\.kind) == [.missingField, .missingField])
        #expect(problems[0].line == 7)
        #expect(problems[0].step == 2)
        #expect(problems[0].reason == "the field “town” is empty")
        #expect(figures.steps[1].missing == [TextFigures.Count(what: "town", texts: 2)])
        #expect(figures.unknownFields.isEmpty)
        // Their way would end there.
        #expect(groups.map(\.segments).sorted { $0.lexicographicallyPrecedes($1) } == [[1, 0, 0], [1, 1, 1]])
    }

    @Test(arguments: [
        (MissingFieldPolicy.block, true, [[1, 0, 0]]), (.block, false, [[1, 0, 1]]), (.end, false, [[1, 0, 0]]),
        (.skip, true, [[1, 0, 1]]),
    ])
    func whatAMissingFieldTakesAway(policy: MissingFieldPolicy, endsOnFailure: Bool, segments: [[UInt8]]) throws {
        let (figures, problems, groups) = try scan(["a", "{{town}}", "b"], [row(1, ["name": "Anna"])]) {
            $0.missing = policy
            $0.endsOnFailure = endsOnFailure
        }
        #expect(groups.map(\.segments) == segments)
        #expect(problems.map(\.kind) == [.missingField])
        #expect(figures.steps[1].missing == [TextFigures.Count(what: "town", texts: 1)])
    }

    @Test func theOptOutTextIsAddedWhereItIsNeeded() throws {
        let texts = [String(repeating: "a", count: 145), "Sale! STOP ends it", "c"]
        let (figures, _, _) = try scan(texts, category: .marketing, [row(1)]) { $0.optOutText = "STOP ends messages" }
        #expect(figures.steps.map(\.segments) == [2, 1, 1])
        #expect(figures.steps.map(\.sample) == [texts[0] + "\nSTOP ends messages", texts[1], texts[2]])
        #expect(figures.steps.allSatisfy { $0.withoutOptOut == 0 })
        let (plain, _, _) = try scan(texts, [row(1)]) { $0.optOutText = "STOP ends messages" }
        #expect(plain.steps.map(\.sample) == texts)
        // What is left out is not the first message.
        let (later, _, _) = try scan(["{{town}}", "b", "c"], category: .marketing, [row(1)]) {
            $0.optOutText = "STOP ends messages"
            $0.missing = .skip
        }
        #expect(later.steps.map(\.sample) == [nil, "b\nSTOP ends messages", "c"])
        // A text by which nobody can opt out is no help.
        let (useless, _, _) = try scan(["a"], category: .marketing, [row(1)]) { $0.optOutText = "Bye" }
        #expect(useless.steps[0].withoutOptOut == 1)
    }

    @Test func theGSMAlphabetSavesSegments() throws {
        let text = "It’s " + String(repeating: "a", count: 100) + " {{name}}"
        let rows = try [row(1, ["name": "Dvořák"]), row(2, ["name": "Чехов"])]
        let (before, _, _) = try scan([text], rows)
        #expect((before.steps[0].segments, before.steps[0].savable) == (4, 1))
        let (after, _, _) = try scan([text], rows) { $0.alphabet = .gsm }
        #expect((after.steps[0].segments, after.steps[0].savable, after.steps[0].gsm7) == (3, 0, 1))
        let sample = try #require(after.steps[0].sample)
        #expect(sample.hasPrefix("It's a") && sample.hasSuffix("Dvorak"))
        // Only what has no equivalent is to blame, and nothing is half replaced.
        #expect(after.steps[0].culprits.map(\.character) == ["Ч", "в", "е", "о", "х"])
        #expect(after.steps[0].longest?.text.hasPrefix("It’s") == true)
    }

    @Test
    func aFieldThatNobodyHasIsAMistake() throws {
        let rows = try [row(1, ["appointment": "Mon"]), row(2, ["appointment": "Tue"])]
        let (figures, _, _) = try scan(["On {{appointmnt}} at {{place}}"], rows)
        #expect(figures.unknownFields["appointmnt"] == "appointment")
        #expect(try scan(["On {{appointmnt}}"], defaults: ["appointmnt": "soon"], rows).0.unknownFields.isEmpty)
    }

    @Test
    func whoIsLeftOutIsCounted() throws {
        var rows = try (1...6).map { try row($0) }
        rows[0].exclusion = .suppressed
        rows[1].exclusion = .noConsent
        rows[1].consentKinds = []
        rows[1].consentAt = nil
        rows[2].exclusion = .removed
        rows[3].exclusion = .busyElsewhere
        rows[4].consentAt = Self.now - .seconds(600 * 86_400)
        let (figures, _, _) = try scan(["x"], rows)
        #expect(figures.contacts == 2)
        #expect((figures.suppressed, figures.withoutConsent, figures.removed, figures.busyElsewhere) == (1, 1, 1, 1))
        #expect((figures.consent.covered, figures.consent.old) == (5, 1))
        #expect(figures.consent.oldest == Self.now - .seconds(600 * 86_400))
        #expect(figures.consent.kinds == ["express": 5])
    }

    @Test
    func numbersThatAreNoMobiles() throws {
        var rows = try [row(1), row(2), row(3)]
        rows[1].number = try #require(PhoneNumber(e164: "+493012345678"))
        rows[2].number = try #require(PhoneNumber(e164: "+49999999"))
        let (figures, problems, _) = try scan(["x"], rows)
        #expect((figures.numbers.landline, figures.numbers.invalid) == (1, 1))
        #expect(problems.map(\.kind) == [.landline, .invalidNumber])
    }

    @Test
    func linksAndOddities() throws {
        let texts = ["Pay at https://bit.ly/x1, {{name}}", "See www.example.org/a?b=1. Or clinic.example/x."]
        let (figures, problems, _) = try scan(texts, [row(1, ["name": "null"]), row(2, ["name": "Bob"])])
        #expect(figures.steps[0].links == [TextFigures.Link(host: "bit.ly", texts: 2, isShortener: true)])
        #expect(figures.steps[1].links.map(\.host) == ["clinic.example", "www.example.org"])
        #expect(problems.map(\.reason) == ["a field says “null”"])
        let odd = ["1.5 mg at 9.30, ok", "a@b.org", "Dr.Weber", "3/4"]
        #expect(try scan(odd, [row(1)]).0.steps.allSatisfy(\.links.isEmpty))
    }

    static let notices: [(CampaignCategory, PreflightPolicy?, [Int])] = [
        (.informational, nil, [0, 0]), (.marketing, nil, [1, 0]),
        (.marketing, PreflightPolicy(name: "x", version: 1, consent: .any, optOutText: .every), [1, 1]),
        (.marketing, PreflightPolicy(name: "x", version: 1, consent: .any, optOutText: .none), [0, 0]),
    ]

    @Test(arguments: notices)
    func theOptOutTextWhereItIsNeeded(category: CampaignCategory, policy: PreflightPolicy?, lacking: [Int]) throws {
        let (figures, _, _) = try scan(["Sale!", "Sale again!"], category: category, policy: policy, [row(1)])
        #expect(figures.steps.map(\.withoutOptOut) == lacking)
        let said = ["Sale! STOP ends it", "Sale again! Reply with Stopp to opt out"]
        let (fine, _, _) = try scan(said, category: category, policy: policy, [row(1)])
        #expect(fine.steps.allSatisfy { $0.withoutOptOut == 0 })
    }

    static let identities: [(CampaignCategory, PolicyRules.Identity?, [Int])] = [
        (.informational, nil, [0, 0]), (.marketing, nil, [1, 0]), (.marketing, .first, [1, 0]),
        (.marketing, .every, [1, 1]), (.marketing, PolicyRules.Identity.none, [0, 0]),
    ]

    @Test(arguments: identities)
    func theSenderWhereItIsNeeded(category: CampaignCategory, identity: PolicyRules.Identity?, lacking: [Int]) throws {
        let policy = identity.map {
            PreflightPolicy(name: "x", version: 1, consent: .any, optOutText: .none, identity: $0)
        }
        for sender in ["Clinic", nil] {
            let texts = ["Sale!", "Sale again!"]
            let (figures, _, _) = try scan(texts, category: category, sender: sender, policy: policy, [row(1)])
            #expect(figures.steps.map { $0.withoutSender ?? 0 } == lacking)
        }
        let said = ["Clinic: sale!", "Sale again at the clinic!"]
        let (fine, _, _) = try scan(said, category: category, sender: "Clinic", policy: policy, [row(1)])
        #expect(fine.steps.allSatisfy { $0.withoutSender == nil })
    }

    @Test
    func howOldAConsentMayBe() throws {
        let age = try #require(AgeLimit("12 months"))
        let policy = PreflightPolicy(name: "x", version: 1, consent: .any, optOutText: .none, consentAge: age)
        var rows = try [row(1), row(2)]
        rows[0].consentAt = Self.now - .seconds(366 * 86_400)
        rows[1].consentAt = Self.now - .seconds(365 * 86_400)
        let (figures, problems, _) = try scan(["x"], policy: policy, rows)
        #expect(figures.consent.old == 1 && figures.consent.oldAfter == "12 months")
        #expect(problems.map(\.kind) == [.oldConsent])
        #expect(try scan(["x"], rows).0.consent.old == 0)
    }

    @Test
    func theSenderAndThePolicy() throws {
        let match = PolicyShelf.Match(name: "us", rules: PolicyRules(consent: [.expressWritten]))
        let demand = ConsentDemand(category: .marketing, policy: match)
        let policy = PreflightPolicy(name: "us", version: 3, consent: demand, optOutText: .none)
        let (figures, problems, _) = try scan(
            ["Riverside clinic: hello", "x"],
            sender: "Riverside Clinic",
            policy: policy,
            [row(1)]
        )
        #expect(figures.steps.map(\.withSender) == [1, 0])
        #expect(figures.policies == ["us": 3])
        #expect(figures.consent.weak == 1)
        #expect(problems.map(\.kind) == [.weakConsent])
        #expect(problems.map(\.reason) == ["no consent of the kind express written, which the policy us wants"])
        var left = try row(1)
        left.exclusion = .weakConsent
        let (without, told, _) = try scan(["x"], policy: policy, [left])
        #expect((without.contacts, without.consent.weak) == (0, 1))
        #expect(told.map(\.kind) == [.weakConsent])
    }

    @Test(arguments: [
        (CampaignCategory.marketing, [ConsentKind](), [ConsentKind.transactional], false),
        (.marketing, [], [.transactional, .implied], true),
        (.informational, [], [.transactional], true),
        (.informational, [], [], false),
        (.transactional, [.expressWritten], [.transactional], true),
        (.marketing, [.expressWritten], [.implied, .express], false),
        (.marketing, [.expressWritten, .transactional], [.transactional], false),
        (.marketing, [.expressWritten], [.implied, .expressWritten], true),
    ])
    func whichConsentCounts(
        category: CampaignCategory,
        policy: [ConsentKind],
        recorded: [ConsentKind],
        isEnough: Bool
    ) {
        let match = policy.isEmpty ? nil : PolicyShelf.Match(name: "us", rules: PolicyRules(consent: policy))
        #expect(ConsentDemand(category: category, policy: match).isMet(by: recorded) == isEnough)
    }

    @Test
    func whoIsOnTheWayGetsTheStepsThatAreLeft() throws {
        var rows = try [row(1), row(2), row(3)]
        rows[0].step = 1
        rows[0].dueAt = Self.now
        rows[1].step = 1
        rows[1].dueAt = Self.now
        let (figures, _, groups) = try scan(["a", "b"], rows)
        #expect(figures.steps.map(\.texts) == [1, 3])
        #expect(groups.map(\.contacts) == [1, 2])
        #expect(groups[1].step == 1 && groups[1].dueAt == Self.now)
    }

    /// As many groups as there may be, and no contact is lost.
    @Test
    func groupsAreBounded() throws {
        let text = try MessageTemplate("x")
        let definition = CampaignDefinition(name: "x", agent: "y", steps: [CampaignStep(text: text)])
        var scan = PreflightScan(definition: definition, now: Self.now, words: OptOutWords(), senderName: nil)
        for index in 0..<30_000 {
            var row = try row(index % 900)
            row.dueAt = Self.now + .seconds(60 * index)
            scan.take(row)
        }
        #expect(scan.forecastGroups.count <= 20_001)
        #expect(scan.forecastGroups.reduce(0) { $0 + $1.contacts } == 30_000)
    }

    @Test
    func anAudienceIsOneHashWhereverItIsInterrupted() {
        func row(_ name: String?, consent: Bool = true, fields: String = "{}") -> AudienceRow {
            AudienceRow(
                number: "+491511234001",
                name: name,
                email: nil,
                timeZone: nil,
                fields: fields,
                hasConsent: consent,
                isRemoved: false
            )
        }
        func hash(_ rows: [AudienceRow]) -> ContentHash {
            var hash = AudienceHash()
            for row in rows { hash.add(row) }
            return hash.hash
        }
        let all = [row("Anna"), row("Bob"), row(nil)]
        var first = AudienceHash()
        first.add(all[0])
        var second = AudienceHash(continuing: first.hash)
        second.add(all[1])
        second.add(all[2])
        #expect(second.hash == hash(all))
        let others = [
            [row("Anna"), row("Bob")], [row("Bob"), row("Anna"), row(nil)], [row("Anna"), row("Bob"), row("")],
            [row("Anna"), row("Bob"), row(nil, consent: false)], [row("Anna"), row("Bob"), row(nil, fields: "{ }")],
        ]
        for other in others { #expect(hash(other) != hash(all)) }
    }
}
