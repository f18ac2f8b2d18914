import Campaigns
import Connectors
import Devices
import Foundation
import Gateway
import Server
import Storage
import Testing

@testable import smsbridge

@Suite("The configuration")
struct SettingsReaderTests {
    private func read(_ yaml: String) throws -> Settings {
        try SettingsReader.read(YAMLFile(name: "c.yaml", text: yaml), zones: ZoneDirectory())
    }

    @Test("an empty file gives the defaults", arguments: ["", "# nothing\n", "modems:\nlimits:\n"])
    func defaults(yaml: String) throws {
        let settings = try read(yaml)
        #expect(settings.databasePath == "/var/lib/smsbridge/smsbridge.sqlite")
        #expect(settings.socketPath == "/run/smsbridge/smsbridge.sock")
        #expect(settings.listen == nil)
        #expect(settings.modems.isEmpty)
        #expect(settings.loopback.every == nil)
        #expect(settings.limits == RateLimits(perMinute: 6, perHour: 100, perDay: 200, spacing: 3, jitterPercent: 40))
        #expect(settings.timing == Settings.Timing())
    }

    @Test("how long what is kept is kept, and how long YES is a consent")
    func retention() throws {
        let settings = try read("retention: {messages: 24 months, events: 90 days}\nconsent: {answer_within: 2d}\n")
        #expect(settings.retention.messages?.days == 731 && settings.retention.events?.days == 90)
        #expect(settings.retention.decisions == nil && settings.retention.imports == nil)
        #expect(settings.questionPatience == .seconds(2 * 86_400))
        #expect(try read("retention: {messages: forever}").retention.isEmpty)
        for wrong in ["messages: 30 days", "events: 6 days", "imports: 21 years", "decisions: soon", "texts: 1 year"] {
            #expect(throws: FileProblems.self) { try read("retention: {\(wrong)}") }
        }
        #expect(throws: FileProblems.self) { try read("consent: {answer_within: 31d}") }
    }

    @Test("words, texts and days of one's own")
    func ownWords() throws {
        let settings = try read(
            """
            help_contact: help@clinic.example
            keywords:
              fr: {stop: [basta, "ça suffit"], help: [secours]}
            confirmations:
              fr: {help: "{{sender}}: BASTA pour finir. {{contact}}"}
            blackout: ["2026-12-24", 12-25, easter+1]
            """
        )
        #expect(settings.keywords == [KeywordPack(language: "fr", stop: ["basta", "ça suffit"], help: ["secours"])])
        #expect(
            settings.confirmations.help(language: "fr", sender: "C") == "C: BASTA pour finir. help@clinic.example"
        )
        #expect(settings.blackout.map(\.description) == ["2026-12-24", "12-25", "easter+1"])
    }

    @Test(
        "words and texts that would take something away are refused, with their keys",
        arguments: [
            ("keywords: {en: {stop: [start]}}", "keywords.en.stop[0]"),
            ("keywords: {english: {stop: [basta]}}", "keywords"),
            ("keywords: {en: {fillers: [please]}}", "keywords.en.fillers"),
            ("confirmations: {en: {help: \"{{sender}}: call us.\"}}", "confirmations.en.help"),
            ("confirmations: {en: {help: \"{{sender}}: STOP. {{contact}}\"}}", "confirmations.en.help"),
            ("blackout: [25.12.]", "blackout[0]"),
        ]
    )
    func wrongWords(yaml: String, key: String) {
        let problems = #expect(throws: FileProblems.self) { try read(yaml) }
        #expect(problems?.all.map(\.key) == [key])
    }

    @Test(
        "recordings are on, off, or bounded",
        arguments: [
            ("", Settings.Recordings()), ("recordings: on", Settings.Recordings()), ("recordings: off", nil),
            (
                "recordings: {automatic: false, files: 7, megabytes: 2, pause: 10m}",
                Settings.Recordings(isAutomatic: false, limits: .init(files: 7, octets: 2 << 20), pause: .seconds(600))
            ),
        ] as [(String, Settings.Recordings?)]
    )
    func recordings(yaml: String, expected: Settings.Recordings?) throws {
        #expect(try read(yaml).recordings == expected)
    }

    @Test(
        "recordings out of bounds are refused",
        arguments: [
            "files: 0", "files: 1001", "megabytes: 0", "pause: 5s", "colour: red",
        ]
    )
    func wrongRecordings(yaml: String) {
        #expect(throws: FileProblems.self) { try read("recordings: {\(yaml)}") }
    }

    @Test("a line's price is its own, or that of all; a provider may be paid in another currency")
    func prices() throws {
        let provider =
            "  - {type: twilio, account_sid: AC00000000000000000000000000000000, auth_token: s, sender: \"+1415555\","
        let settings = try read(
            """
            currency: EUR
            price_per_segment: 0.075
            modems:
              - port: /dev/ttyUSB0
              - {port: /dev/ttyUSB1, price_per_segment: 0}
            providers:
            \(provider) daily_spend_cap: 1, price_per_segment: 0.008, currency: USD}
            \(provider) name: b, daily_spend_cap: 1, price_per_segment: 0.008}
            """
        )
        #expect(settings.modems.map(\.tariff?.amount.thousandths) == [75, 0])
        #expect(settings.modems.map(\.tariff?.currency) == ["EUR", "EUR"])
        #expect(settings.providers.map(\.currency) == ["USD", "EUR"])
        #expect(try read("modems: discover\nprice_per_segment: 1.5").modems.first?.tariff?.amount.thousandths == 1500)
        #expect(try read("modems: discover").modems.first?.tariff == nil)
        let work = try read("human_minute: 0.50\nminutes_per_answer: 5")
        #expect(work.humanMinute?.thousandths == 500 && work.minutesPerAnswer == 5)
        #expect(throws: FileProblems.self) { try read("minutes_per_answer: 0") }
        for wrong in ["currency: euro", "currency: Eur", "price_per_segment: 0.0755", "price_per_segment: -1"] {
            #expect(throws: FileProblems.self) { try read(wrong) }
        }
    }

    @Test("everything that a file can say arrives")
    func full() throws {
        let settings = try read(
            """
            state_directory: /srv/sms
            socket: {path: /tmp/x.sock, group: staff}
            api: {listen: "[::1]:0"}
            log_level: debug
            region: de
            sender_name: Clinic
            language: de
            limits: {per_day: 50}
            modems:
              - port: /dev/ttyUSB*
                name: left
                pin: 0123
                limits: {per_minute: 3}
              - port: discover
              - port: /dev/ttyUSB7
                number: 0170 1234567
            loopback: {every: 12h, hours: "08:00-20:00", days: mon-fri, zone: Europe/Berlin, within: 5m}
            providers:
              - type: twilio
                account_sid: AC00000000000000000000000000000000
                auth_token: secret
                sender: "+14155550100"
                fallback_after: 10m
                daily_spend_cap: 2.5
                price_per_segment: 0.079
                poll_interval: 30s
            provider_callbacks: {listen: 127.0.0.1:8081}
            agents:
              - name: desk
                rules:
                  - when: hours
                    reply: We open at nine.
            inbound: {agent: desk}
            timing: {debounce: 3s}
            """
        )
        #expect(settings.databasePath == "/srv/sms/smsbridge.sqlite")
        #expect(settings.tokenFile == "/srv/sms/api-token")
        #expect(settings.socketGroup == "staff")
        #expect(settings.listen?.description == "[::1]:0")
        #expect(settings.region == "DE")
        #expect(settings.language == "de")
        #expect(settings.modems.map(\.source) == [.path("/dev/ttyUSB*"), .discovered, .path("/dev/ttyUSB7")])
        #expect(settings.modems.map(\.number?.e164) == [nil, nil, "+491701234567"])
        #expect(settings.loopback.every == .seconds(12 * 3600) && settings.loopback.within == .seconds(300))
        #expect(settings.loopback.window == (try SendingWindow(days: "mon-fri", hours: "08:00-20:00")))
        #expect(settings.loopback.zone.identifier == "Europe/Berlin")
        #expect(settings.modems.first?.pin?.value == "0123")
        #expect(settings.modems.first?.limits.perMinute == 3)
        #expect(settings.modems.allSatisfy { $0.limits.perDay == 50 })
        let provider = try #require(settings.providers.first)
        #expect(provider.dailySpendCap == 2500)
        #expect(provider.twilio.pricePerSegment == 79)
        #expect(provider.twilio.pollInterval == .seconds(30))
        #expect(provider.fallbackAfter == .seconds(600))
        #expect(settings.callbacks?.port == 8081)
        #expect(settings.inboundAgent == "desk")
        #expect(settings.timing.debounce == .seconds(3))
        #expect(settings.timing.submit == .seconds(120))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        var yaml: String
        var line: Int
        var key: String
        var says: String

        init(_ yaml: String, _ line: Int, _ key: String, _ says: String) {
            self.yaml = yaml
            self.line = line
            self.key = key
            self.says = says
        }

        var testDescription: String { key }
    }

    private static let twilio = """
        providers:
          - type: twilio
            account_sid: AC00000000000000000000000000000000
            auth_token: t
            sender: "+14155550100"
            daily_spend_cap: 1

        """

    static let bad: [Bad] = [
        Bad("modem: x", 1, "modem", "found an unknown key, expected modems (did you mean that?)"),
        Bad("\n\nzzz: x", 3, "zzz", "expected one of state_directory"),
        Bad("- a", 1, "", "found a list, expected a mapping"),
        Bad("limits:\n  per_minute: fast", 2, "limits.per_minute", "found \"fast\", expected a whole number from 1"),
        Bad("limits:\n  per_hour: 0", 2, "limits.per_hour", "found \"0\", expected a whole number from 1"),
        Bad("limits:\n  per_huor: 1", 2, "limits.per_huor", "expected per_hour (did you mean that?)"),
        Bad("timing:\n  submit: 49s", 2, "timing.submit", "found \"49s\", expected a time with a unit"),
        Bad("limits: many", 1, "limits", "found \"many\", expected a mapping with the keys per_minute"),
        Bad("limits:\n  spacing: 3", 2, "limits.spacing", "expected a time with a unit"),
        Bad("limits:\n  spacing: 2h", 2, "limits.spacing", "from 0s to 1h"),
        Bad("region: Germany", 1, "region", "expected two letters of ISO 3166-1"),
        Bad("log_level: inf", 1, "log_level", "(did you mean info?)"),
        Bad("language: xx", 1, "language", "expected one of"),
        Bad("api:\n  token_file: x", 2, "api.listen", "found nothing, expected an address"),
        Bad("api:\n  listen: 0.0.0.0:80", 2, "api.listen", "put a proxy with TLS in front"),
        Bad("api:\n  listen: 8080", 2, "api.listen", "expected an address and a port"),
        Bad("socket:\n  path: /\(String(repeating: "x", count: 107))", 2, "socket.path", "at most 107 octets"),
        Bad("modems: ttyUSB0", 1, "modems", "expected discover, or a list of modems"),
        Bad("modems:\n  - name: a", 2, "modems[0].port", "found nothing, expected a path"),
        Bad("modems:\n  - port: ttyUSB0", 2, "modems[0].port", "found \"ttyUSB0\", expected a path"),
        Bad("modems:\n  - port: /dev/a\n  - port: /dev/a", 3, "modems[1]", "modems[0] has it too"),
        Bad("modems:\n  - port: /dev/a\n    name: a b", 3, "modems[0].name", "letters, digits, - and _"),
        Bad("modems:\n  - port: /dev/a\n    pin: abcd", 3, "modems[0].pin", "found something else, expected a PIN"),
        Bad("modems:\n  - port: /dev/a\n    pin: file:/nope", 3, "modems[0].pin", "found no file /nope"),
        Bad("modems:\n  - port: /dev/a\n    number: here", 3, "modems[0].number", "the SIM's own number"),
        Bad(
            "modems:\n  - port: discover\n    number: \"+491701234567\"",
            3,
            "modems[0].number",
            "belongs to one modem"
        ),
        Bad("modems:\n  - port: /dev/t*\n    number: \"+491701234567\"", 3, "modems[0].number", "stands for several"),
        Bad("loopback:\n  within: 10m", 2, "loopback.every", "found nothing, expected how often"),
        Bad("loopback:\n  every: 30m", 2, "loopback.every", "from 1h to 31d"),
        Bad("loopback:\n  every: 24h\n  within: 10s", 3, "loopback.within", "from 1m to 1d"),
        Bad("loopback:\n  every: 24h\n  hours: 8-20", 2, "loopback.zone", "found nothing, expected the name of"),
        Bad("loopback:\n  every: 24h\n  hours: day\n  zone: UTC", 3, "loopback.hours", "cannot read the hours"),
        Bad("loopback:\n  every: 24h\n  zone: UTC", 3, "loopback.zone", "hours or days, too"),
        Bad("loopback:\n  every: 24h\n  days: mon\n  zone: Here", 4, "loopback.zone", "the name of a time zone"),
        Bad("loopback: 24h", 1, "loopback", "expected a mapping with the keys every"),
        Bad("providers:\n  - type: twilio", 2, "providers[0].account_sid", "found nothing"),
        Bad(twilio + "    sendr: x", 7, "providers[0].sendr", "expected sender (did you mean that?)"),
        Bad(twilio + "    price_per_segment: 1,5", 7, "providers[0].price_per_segment", "expected an amount"),
        Bad(twilio + "    price_per_segment: 0", 7, "providers[0].price_per_segment", "cap would stop nothing"),
        Bad(twilio, 2, "providers[0].price_per_segment", "cap would stop nothing"),
        Bad("agents:\n  - name: a\n    file: /nope.yaml", 3, "agents[0].file", "/nope.yaml: found no such file"),
        Bad(
            twilio + "    price_per_segment: 0.079\n    public_url: here",
            8,
            "providers[0].public_url",
            "expected an address such as"
        ),
        Bad("agents:\n  - rules: []", 2, "agents[0].name", "found nothing"),
        Bad("agents:\n  - name: a", 2, "agents[0]", "something that answers"),
        Bad(
            "agents:\n  - name: a\n    webhook: {url: 'http://x/', secret: short}",
            3,
            "agents[0].webhook.secret",
            "whsec_ and base64"
        ),
        Bad(
            "agents:\n  - name: a\n    llm: {url: 'not a url', model: m, instructions: i}",
            3,
            "agents[0].llm.url",
            "found \"not a url\", expected an address such as"
        ),
        Bad(
            "agents:\n  - name: a\n    llm:\n      url: http://x\n      model: ''\n      instructions: i",
            5,
            "agents[0].llm.model",
            "expected the model's name"
        ),
        Bad(
            "agents:\n  - name: a\n    llm:\n      url: nope\n      model: m\n      instructions: ' '",
            6,
            "agents[0].llm.instructions",
            "found 1 characters, expected 1 to 16,000"
        ),
        Bad(
            "agents:\n  - name: a\n    webhook: {url: 'https://', secret: whsec_x}",
            3,
            "agents[0].webhook.url",
            "found \"https://\", expected an address such as"
        ),
        Bad(
            "agents:\n  - name: a\n    llm: {url: 'http://x/', model: m, instructions: i, knowledge: /nope}",
            3,
            "agents[0].llm.knowledge",
            "which is none"
        ),
        Bad(
            "agents:\n  - name: a\n    llm: {url: 'http://x/', model: m, instructions: i, price_per_1000_tokens: cheap}",
            3,
            "agents[0].llm.price_per_1000_tokens",
            "six decimals"
        ),
        Bad(
            "agents:\n  - name: a\n    llm: {url: 'http://x/', model: m, instructions: i, price_per_1000_tokens: {in: 1}}",
            3,
            "agents[0].llm.price_per_1000_tokens.out",
            "found nothing"
        ),
        Bad(
            "agents:\n  - name: a\n    rules: []\n    permits: {actions: [repyl]}",
            4,
            "agents[0].permits.actions[0]",
            "did you mean reply?"
        ),
        Bad(
            "agents:\n  - name: a\n    rules:\n      - when: hi\n        repyl: x\n        escalate: true",
            5,
            "agents[0].rules[0].repyl",
            "expected reply (did you mean that?)"
        ),
        Bad(
            "agents:\n  - name: a\n    rules:\n      - matches: \"(\"\n        escalate: true",
            4,
            "agents[0].rules[0].matches",
            "no regular expression"
        ),
        Bad("agents:\n  - name: a\n    file: nope.yaml", 3, "agents[0].file", "found no such file"),
        Bad("inbound:\n  agent: desk", 2, "inbound.agent", "found \"desk\", expected an agent, and there are none"),
        Bad(
            "webhooks:\n  - url: https://a.example\n    secret: x\n    events: [message.send]",
            4,
            "webhooks[0].events[0]",
            "message.sent"
        ),
        Bad("webhooks:\n  - secret: whsec_x", 2, "webhooks[0].url", "found nothing"),
        Bad("webhooks:\n  - url: https://a.example\n    secret: x", 3, "webhooks[0].secret", "found something else"),
        Bad("timing:\n  debounce: 8", 2, "timing.debounce", "found \"8\", expected a time with a unit"),
        Bad("a: [1\nb: 2", 2, "", "expected well-formed YAML"),
        Bad("region: DE\nregion: AT", 1, "region", "found the same key twice, expected each key once"),
    ]

    @Test("what is wrong is told with key, line, what was found and what was expected", arguments: bad)
    func refused(_ bad: Bad) throws {
        let problems = try #require(throws: FileProblems.self) { try read(bad.yaml) }
        let match = problems.all.contains {
            ($0.line ?? 0) == bad.line && $0.key == bad.key && $0.message.contains(bad.says)
        }
        #expect(match, "\(problems)")
    }

    @Test("all problems are told at once, in the order of the lines")
    func all() throws {
        let yaml = "log_level: loud\nregion: Germany\nlimits:\n  per_day: x\nmodem: y"
        let problems = try #require(throws: FileProblems.self) { try read(yaml) }
        #expect(problems.all.map(\.line) == [1, 2, 4, 5])
        #expect(problems.description.hasPrefix("c.yaml:1: log_level: found \"loud\""))
    }

    @Test(
        "a secret may stand in a file that not everyone can read",
        arguments: [(0o600, true), (0o640, true), (0o644, false)]
    )
    func secretFiles(mode: Int, isTaken: Bool) throws {
        let path = NSTemporaryDirectory() + "smsbridge-secret-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = FileManager.default.createFile(
            atPath: path,
            contents: Data("4711\nsecond line\n".utf8),
            attributes: [.posixPermissions: mode]
        )
        let yaml = "modems:\n  - port: /dev/a\n    pin: file:\(path)"
        if isTaken {
            #expect(try read(yaml).modems.first?.pin?.value == "4711")
        } else {
            let problems = try #require(throws: FileProblems.self) { try read(yaml) }
            #expect(problems.description.contains("chmod 600"))
        }
    }

    @Test("secrets are never part of a message")
    func secretsStayHidden() throws {
        let yaml =
            "modems:\n  - port: /dev/a\n    pin: hunter2\nwebhooks:\n"
            + "  - url: https://u:hunter2@a.example/?k=hunter2\n    secret: hunter2\n  - url: whsec_hunter2"
        let problems = try #require(throws: FileProblems.self) { try read(yaml) }
        #expect(!problems.description.contains("hunter2"))
        #expect(problems.description.contains("\"https://…@a.example/\""), "what is no secret is shown")
    }

    @Test("how conversations are led")
    func conversations() throws {
        let settings = try read(
            """
            region: DE
            conversations:
              approval: [desk]
              service_time: 30m
              fallback_text: We call you tomorrow.
              close_after: never
              hand_back_after: 2h
              agent_limits: {per_hour: 5, per_day: 20, segments: 2, mute: 12h}
              staff:
                - {name: eva, number: 0151 12345678}
            agents: [{name: desk, rules: []}]
            """
        ).conversations
        #expect(settings.approval == .agents(["desk"]) && settings.serviceTime == .seconds(1800))
        #expect(settings.fallback == .text("We call you tomorrow.") && settings.closeAfter == nil)
        #expect(settings.handBackAfter == .seconds(7200) && settings.guards.perHour == 5)
        #expect(settings.guards.segments == 2 && settings.guards.mute == .seconds(43_200))
        #expect(settings.staff.map { "\($0.name) \($0.number.e164)" } == ["eva +4915112345678"])
        #expect(try read("conversations: {approval: true}").conversations.approval == .everybody)
        #expect(try read("").conversations == ConversationSettings())
    }

    @Test(
        "what is wrong with conversations is told with its key",
        arguments: [
            ("{fallback_text: x}", "service_time beside it"), ("{staff: [{name: a, number: 12}]}", "a phone number"),
            ("{staff: [{name: a}]}", "number"), ("{agent_limits: {per_hour: 0}}", "1 to 1000"),
            ("{aproval: true}", "approval"),
            ("{approval: [rulez]}", "approval[0]: found \"rulez\", expected rules (did you"),
            ("{approval: rules}", "true, false, or a list of agents"),
            (
                "{drafts_for_people: [rules, zz]}",
                "drafts_for_people[1]: found \"zz\", expected one of the agents rules"
            ),
        ]
    )
    func wrongConversations(yaml: String, told: String) throws {
        let error = try #require(throws: FileProblems.self) {
            try read("agents: [{name: rules, otherwise: {reply: Hello}}]\nconversations: \(yaml)")
        }
        #expect("\(error)".contains(told), "\(error)")
    }

    private static let model = "llm: {url: 'http://127.0.0.1:1', model: m, instructions: i}"

    @Test(
        "an agent that cannot do what its configuration says is refused, with the key",
        arguments: [
            ("{name: human, rules: []}", "agents[0].name: found \"human\", expected another name"),
            ("{name: Human, rules: []}", "agents[0].name"),
            ("{name: a, \(model), permits: {links: ['http://x/y']}}", "agents[0].permits.links[0]"),
            ("{name: a, \(model), permits: {links: ['https://Shop.example/y']}}", "expected shop.example (did you"),
            ("{name: a, \(model), permits: {links: [com]}}", "agents[0].permits.links[0]"),
            ("{name: a, \(model), permits: {links: ['*.shop.example']}}", "agents[0].permits.links[0]"),
            ("{name: a, \(model), permits: {numbers: [12]}}", "agents[0].permits.numbers[0]: found \"12\""),
            ("{name: a, \(model), permits: {numbers: [call-us-now]}}", "agents[0].permits.numbers[0]"),
            ("{name: a, \(model), permits: {numbers: ['+999 12345678']}}", "agents[0].permits.numbers[0]"),
            ("{name: a, \(model), permits: {max_segments: 5}}", "max_segments: found \"5\", expected at most 3"),
            ("{name: a, \(model), otherwise: {reply: Hi}}", "what no rule fits is for llm"),
            ("{name: a, \(model), otherwise: {escalate: true}}", "agents[0].otherwise: found otherwise"),
            (
                "{name: a, rules: [{when: [STOP], reply: Hi}]}",
                "agents[0].rules[0].when[0]: 'STOP' never reaches a rule"
            ),
            ("{name: a, rules: [{when: [hi, wrong number], reply: Hi}]}", "agents[0].rules[0].when[1]"),
        ]
    )
    func agentsThatCannot(agent: String, told: String) throws {
        let error = try #require(throws: FileProblems.self) { try read("agents: [\(agent)]") }
        #expect("\(error)".contains(told), "\(error)")
        #expect(error.all.count == 1, "\(error)")
    }

    @Test("what answers may hold is read, and never longer than the limits of all agents")
    func permits() throws {
        let numbers = "numbers: ['+49 8071 12345', 0800/1234567]"
        let settings = try read(
            """
            agents:
              - {name: a, \(Self.model), permits: {links: [Shop.Example, münchen.example], \(numbers)}}
              - {name: b, \(Self.model), permits: {max_segments: 2}, rules: [{when: [help, "an end"], reply: Hi}]}
            conversations: {agent_limits: {segments: 2}}
            """
        )
        #expect(settings.agents[0].permits.links == ["shop.example", "münchen.example"])
        #expect(settings.agents[0].permits.numbers == ["+49 8071 12345", "0800/1234567"])
        #expect(settings.agents.map(\.permits.maxSegments) == [2, 2])
        let more = try read(
            "agents: [{name: a, \(Self.model), permits: {max_segments: 5}}]\nconversations: {agent_limits: {segments: 6}}"
        )
        #expect(more.agents[0].permits.maxSegments == 5)
    }
}
