import Foundation
import Simulation
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("Conversations on the real binary", .timeLimit(.minutes(2)))
struct ConversationCommandTests {
    private static let person = "+491511234001"
    private static let eva = "+491511234900"

    private func texts(to number: String, _ house: House) async -> [String] {
        await house.accepted(to: number).map(\.text)
    }

    @Test("what waits is listed first, answered, handed back and closed, and each step is shown with who and why")
    func commands() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.write(from: Self.person, toLine: 0, text: "I have pain")
                try await daemon.until("it waits") {
                    try await house.command(["conversation", "list", "--waiting"]).output.contains("I have pain")
                }
                let list = try await house.command(["conversation", "list"])
                #expect(list.output.contains("waitingForHuman") && list.output.contains("no agent is configured"))
                let reply = try await house.command(
                    ["conversation", "reply", Self.person, "Come at two.", "--by", "eva"]
                )
                #expect(reply.status == .exited(0), "\(reply.error)")
                try await daemon.until("the answer leaves") { await texts(to: Self.person, house) == ["Come at two."] }
                let back = try await house.command(["conversation", "handback", Self.person, "--by", "max"])
                #expect(back.output == "\(Self.person): agent\n")
                let again = try await house.command(["conversation", "handback", Self.person])
                #expect(again.status != .exited(0) && again.error.contains("the agent has it already"))
                let close = ["conversation", "close", Self.person, "--by", "max", "--reason", "done"]
                #expect(try await house.command(close).output == "\(Self.person): closed\n")
                let show = try await house.command(["conversation", "show", Self.person])
                for expected in ["waitingForHuman → human", "human → agent", "agent → closed", "eva", "done"] {
                    #expect(show.output.contains(expected), "\(expected) in \(show.output)")
                }
                let json = try await house.command(["conversation", "show", Self.person, "--json"])
                #expect(json.output.contains(#""before":"waitingForHuman""#))
                await house.write(from: Self.person, toLine: 0, text: "STOP")
                try await daemon.until("it is muted") {
                    try await house.command(["conversation", "show", Self.person]).output.contains("opted out")
                }
                let refused = try await house.command(["conversation", "reply", Self.person, "But…"])
                #expect(refused.status != .exited(0) && refused.error.contains("suppressed"), "\(refused.error)")
                #expect(!refused.error.contains(/T[0-9:.]+Z/), "times as in tables: \(refused.error)")
            }
        }
    }

    @Test("who was written to can be claimed before they write; who was not, cannot")
    func claim() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let claim = ["conversation", "claim", Self.person, "--by", "eva"]
                #expect(try await house.command(claim).status != .exited(0))
                let send = try await house.command(["message", "send", Self.person, "Your table is free."])
                #expect(send.status == .exited(0), "\(send.error)")
                let claimed = try await house.command(claim)
                #expect(claimed.output == "\(Self.person): human: eva\n", "\(claimed.error)")
                await house.write(from: Self.person, toLine: 0, text: "Thanks")
                try await daemon.until("it is hers") {
                    let show = try await house.command(["conversation", "show", Self.person]).output
                    return show.contains("Thanks") && show.contains("human: eva")
                }
            }
        }
    }

    @Test("a chat plays the gateway as it is configured, and prints a turn a line as JSON")
    func chat() async throws {
        try await House.run { house in
            try house.configure(
                modems: 1,
                more: """
                    sender_name: Clinic
                    keywords: {de: {stop: [genug]}}
                    confirmations: {de: {opt_out: "{{sender}}: Schluss."}}
                    agents:
                      - {name: desk, rules: [{when: price, reply: It is 20 EUR.}]}
                    conversations: {agent_limits: {per_hour: 2}}
                    """
            )
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let chat = try await Subprocess.run(
                    House.binary,
                    arguments: Arguments(["agent", "chat", "desk", "--json", "--socket", house.socket]),
                    environment: house.environment,
                    input: .string("price?\nprice\nWhat price\ngenug\n"),
                    output: .string(limit: 65_536),
                    error: .string(limit: 65_536)
                )
                struct Turn: Decodable {
                    var actions: [String]
                    var reply: String?
                    var owner: String
                }
                let lines = try chat.standardOutput.split(separator: "\n").map {
                    try JSONDecoder().decode(Turn.self, from: Data($0.utf8))
                }
                #expect(lines.map(\.actions) == [["reply"], ["reply"], ["escalate"], ["opt_out"]], "\(chat)")
                #expect(lines.last?.reply == "Clinic: Schluss." && lines.last?.owner == "muted")
                for (name, said) in [
                    ("nosuch", "there is no agent “nosuch”: there is desk, human"), ("human", "people"),
                ] {
                    let nobody = try await house.command(["agent", "chat", name])
                    #expect(nobody.status == .exited(1) && nobody.error.contains(said), "\(nobody)")
                }
                let orders = try await Subprocess.run(
                    House.binary,
                    arguments: Arguments(["agent", "chat", "desk", "--socket", house.socket]),
                    environment: house.environment,
                    input: .string("/price\n//price\n"),
                    output: .string(limit: 65_536),
                    error: .string(limit: 65_536)
                )
                #expect(orders.standardError.contains("“/price” is no order here and was not sent"), "\(orders)")
                #expect(orders.standardOutput.hasPrefix("person  /price\nanswer  It is 20 EUR."), "\(orders)")
            }
        }
    }

    @Test("staff answer from their phone")
    func staff() async throws {
        try await House.run { house in
            try house.configure(
                modems: 1,
                more: "conversations:\n  staff:\n    - {name: eva, number: \"\(Self.eva)\"}"
            )
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.write(from: Self.person, toLine: 0, text: "I have pain")
                try await daemon.until("Eva is told") {
                    await texts(to: Self.eva, house).first?.hasPrefix("#1 \(Self.person): I have pain") == true
                }
                await house.write(from: Self.eva, toLine: 0, text: "#1 Please come at two")
                try await daemon.until("the person is answered") {
                    await texts(to: Self.person, house) == ["Please come at two"]
                }
                let show = try await house.command(["conversation", "show", Self.person])
                #expect(show.output.contains("human: eva"), "\(show.output)")
            }
        }
    }

    /// Each answers the other's line, with an agent that always has an answer.
    @Test("two smsbridges set on each other stop within the budget, and a person is told why")
    func loop() async throws {
        // The same words within the same second of the service centre are one message read twice.
        var network = House.quick
        network.delivery = .milliseconds(1100)...(.milliseconds(1200))
        try await House.run(modems: 2, network: network) { house in
            let agent = { (text: String) in
                "agents:\n  - {name: desk, otherwise: {reply: \"\(text)\"}}\ninbound: {agent: desk}"
            }
            try house.configure(modems: 1, more: agent("We call you back"))
            let first = try String(contentsOfFile: house.configuration, encoding: .utf8)
            let second = first.replacing("We call you back", with: "Who is this please")
                .replacing("\(house.folder)/state", with: "\(house.folder)/other")
                .replacing(house.socket, with: "\(house.folder)/other.sock")
                .replacing(house.rack.link(0), with: house.rack.link(1))
            let configuration = try house.write("other.yaml", second)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await Subprocess.run(
                        House.binary,
                        arguments: ["run", "--config", configuration],
                        environment: house.environment,
                        input: .none,
                        output: .discarded,
                        error: .discarded
                    )
                }
                defer { group.cancelAll() }
                try await house.withDaemon { daemon in
                    try await daemon.untilReady(modems: 1)
                    let line = SimulatedSIM(index: 0).number
                    let other = SimulatedSIM(index: 1).number
                    let send = ["message", "send", line, "Good morning", "--socket", "\(house.folder)/other.sock"]
                    try await daemon.until("the other one is up") {
                        try await house.command(send + ["--idempotency-key", "first"]).status == .exited(0)
                    }
                    try await daemon.until("one of them is muted") {
                        try await house.command(["conversation", "list", "--waiting"]).output.contains("guard: ")
                    }
                    let show = try await house.command(["conversation", "show", other])
                    #expect(show.output.contains("muted") && show.output.contains("the same 3 times"), "\(show.output)")
                    let (toUs, toThem) = (await texts(to: line, house), await texts(to: other, house))
                    #expect(toThem == ["We call you back", "We call you back"])
                    #expect(toUs == ["Good morning", "Who is this please", "Who is this please"])
                }
            }
        }
    }
}
