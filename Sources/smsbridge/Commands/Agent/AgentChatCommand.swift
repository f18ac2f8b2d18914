import ArgumentParser
import Campaigns
import Foundation
import Gateway
import Server
import Storage

struct AgentChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Talk to an agent on the terminal, as somebody who writes to it.",
        discussion: """
            Every line is a message. The gateway's own part is played as it is configured,
            too: try STOP. Nothing is stored or sent. /handback gives a conversation that
            went to a person back to the agent; a text that begins with a slash is written
            with two, such as //5 please; Ctrl-D ends. With a file of rules no daemon
            is asked. With --json each turn is one object on a line of its own.

            EXAMPLES
              smsbridge agent chat desk
              smsbridge agent chat desk --field name=Anna --sent 'Your bill is due.'
              smsbridge agent chat Examples/appointments.agent.yaml
              printf 'Hello\\nSTOP\\n' | smsbridge agent chat desk
            """
    )

    @Argument(help: ArgumentHelp("The agent's name, or a file of rules.", valueName: "agent|file"))
    var agent: String

    @Option(
        name: .customLong("field"),
        help: ArgumentHelp("A field of who writes; may be repeated.", valueName: "name=value")
    )
    var fields: [String] = []

    @Option(help: ArgumentHelp("What a campaign wrote to them before.", valueName: "text"))
    var sent: String?

    @OptionGroup var connection: ConnectionOptions

    private struct Question: Encodable {
        var id: String
        var text: String
        var fields: [String: String]
        var history: [AgentTurn.Message]
    }

    func run() async throws {
        var contact: [String: String] = [:]
        for field in fields {
            guard let sign = field.firstIndex(of: "="), sign > field.startIndex else {
                throw CommandFailure(.usage, "--field \(field): expected NAME=VALUE, such as --field name=Anna")
            }
            contact[MessageTemplate.fieldName(String(field[..<sign]))] = String(field[field.index(after: sign)...])
        }
        if RulesReader.isFile(agent) {
            let rules = try RulesReader(path: agent, zones: ZoneDirectory()).agent
            try await talk(contact) { turn in
                rules.answer(text: turn.text, fields: turn.fields, at: turn.at)
            }
        } else {
            let path = "/v1/agents/\(APIClient.escaped(agent))/answer"
            try await APIClient.with(connection) { client in
                try await checkName(client)
                let house = try await client.get("/v1/answers").decoded(OwnAnswers.self).house
                try await talk(contact, house: house) { turn in
                    let question = Question(id: turn.id, text: turn.text, fields: turn.fields, history: turn.history)
                    return try await client.post(path, json: question).decoded(AgentDecisionView.self).decision
                }
            }
        }
    }

    /// Whoever types nothing is told as well that nobody of that name answers.
    private func checkName(_ client: APIClient) async throws {
        let agents = try await client.get("/v1/agents").decoded([AgentView].self)
        guard let found = agents.first(where: { $0.name == agent }) else {
            let known = agents.map(\.name).joined(separator: ", ")
            throw CommandFailure(.failure, "there is no agent “\(agent)”: there is \(known)")
        }
        guard found.version != nil else {
            throw CommandFailure(.failure, "“\(agent)” is people: nobody answers for them in a chat")
        }
    }

    /// `house`: the gateway's own part; as it comes where no daemon is asked.
    private func talk(
        _ contact: [String: String],
        house: AgentTrial.House = AgentTrial.House(senderName: "this sender"),
        _ asking: (AgentTurn) async throws -> AgentDecision
    ) async throws {
        let isPerson = Terminal.isPerson(Terminal.output) && !connection.json
        let colours = Terminal.hasColours(Terminal.output)
        let clock = SystemWallClock()
        var session = TrialSession(
            house: house,
            fields: contact,
            sent: sent,
            at: clock.now(),
            name: "chat_\(clock.now().milliseconds)"
        )
        if let sent, !connection.json { Terminal.print("sent    " + TerminalText.plain(sent)) }
        while true {
            if isPerson { Terminal.write(Array("> ".utf8)) }
            guard let line = readLine() else { break }
            var text = String(line.prefix(RulesAgent.longestText * 2))
            if text.trimmingCharacters(in: .whitespaces).isEmpty { continue }
            if text == "/handback" {
                session.handBack()
                if connection.json { continue }
                Terminal.print(Style.dim.apply("        the agent has it again", colours: colours))
                continue
            }
            if text.hasPrefix("//") {
                text.removeFirst()
            } else if text.hasPrefix("/") {
                let hint =
                    "“\(TerminalText.plain(String(text.prefix(40))))” is no order here and was not sent. There is "
                    + "/handback; //… sends a text that begins with a slash."
                Terminal.print(hint, to: isPerson ? Terminal.output : Terminal.error)
                continue
            }
            if !isPerson, !connection.json { Terminal.print("person  " + TerminalText.plain(text)) }
            session.pass(.seconds(20))
            let happening = try await session.receive(text, trying: asking)
            if connection.json {
                Terminal.write(try Self.line(happening, owner: session.owner))
            } else {
                show(happening, colours)
            }
        }
        if isPerson { Terminal.print("") }
    }

    /// A turn as one line of JSON, its line feed included.
    static func line(_ happening: TrialSession.Happening, owner: ConversationOwner) throws -> [UInt8] {
        let turn = Turn(
            text: happening.text,
            actions: happening.actions,
            reply: happening.reply,
            why: happening.why,
            goal: happening.goal,
            fields: happening.fields.isEmpty ? nil : happening.fields,
            orders: happening.orders,
            scheduled: happening.scheduled.map { Turn.Scheduled(at: $0.at, text: $0.text) },
            owner: owner.rawValue
        )
        return [UInt8](try JSONCoding.encoder().encode(turn)) + [UInt8(ascii: "\n")]
    }

    private struct Turn: Encodable {
        struct Scheduled: Encodable {
            var at: Timestamp
            var text: String
        }

        var text: String
        var actions: [Scenario.Action]
        var reply: String?
        var why: String
        var goal: String?
        var fields: [String: String]?
        var orders: AgentOrders?
        var scheduled: Scheduled?
        var owner: String
    }

    private func show(_ happening: TrialSession.Happening, _ colours: Bool) {
        let width = Terminal.isPerson(Terminal.output) ? min(100, Terminal.width(Terminal.output)) : 80
        let indent = String(repeating: " ", count: 8)
        if let reply = happening.reply {
            for (index, line) in TerminalText.wrapped(TerminalText.plain(reply), to: width - 8).enumerated() {
                Terminal.print((index == 0 ? "answer  " : indent) + line)
            }
        }
        if let later = happening.scheduled {
            for line in TerminalText.wrapped(TerminalText.plain("\(later.at): \(later.text)"), to: width - 8) {
                Terminal.print(indent + line)
            }
        }
        for effect in AgentEffectText.lines(fields: happening.fields, orders: happening.orders) {
            for line in TerminalText.wrapped(TerminalText.plain(effect), to: width - 8) {
                Terminal.print(indent + line)
            }
        }
        let why = happening.actions.map(\.rawValue).joined(separator: ", ") + ": " + happening.why
        for line in TerminalText.wrapped(TerminalText.plain(why), to: width - 8) {
            Terminal.print(indent + Style.dim.apply(line, colours: colours))
        }
    }
}
