import AsyncHTTPClient
import Campaigns
import Foundation
import Synchronization

/// An OpenAI-compatible server, of whose questions only those fields are used that all of them know.
final class ModelServer: Sendable {
    /// How an answer can be made to have a form, the most exact first.
    enum Form: Int, Sendable, CaseIterable {
        case schema, object, none

        var text: String {
            switch self {
            case .schema: "answers by a schema"
            case .object: "answers in JSON"
            case .none: "answers in any form"
            }
        }
    }

    struct Completion: Sendable {
        var text: String
        /// Of the question, and of the answer.
        var tokensIn: Int
        var tokensOut: Int
        var tokens: Int { tokensIn + tokensOut }
        /// It had more to say than it may.
        var isCut: Bool
    }

    private static let answerLimit = 1 << 20

    private let settings: ModelAgentSettings
    private let client: HTTPClient
    private let clock: any Clock<Duration>
    private let base: String
    let host: String
    /// Of an answer, as JSON.
    private let schema: String
    private let redact: Redactor
    /// The most exact form that the server did not refuse so far.
    private let form = Mutex(Form.schema)

    init(
        settings: ModelAgentSettings,
        schema: String,
        client: HTTPClient,
        clock: any Clock<Duration>
    ) throws(SettingProblem) {
        guard let address = WebAddress(settings.url) else {
            throw SettingProblem(setting: "url", expected: "an address such as http://127.0.0.1:8080")
        }
        self.settings = settings
        self.schema = schema
        self.client = client
        self.clock = clock
        base = address.text.hasSuffix("/v1") ? address.text : address.text + "/v1"
        host = address.origin
        redact = Redactor(settings.apiKey.map { [$0.value] } ?? [])
    }

    var knownForm: Form { form.withLock { $0 } }

    /// The names of its models; `nil` where it has no list.
    func models(within time: Duration) async throws(AgentProblem) -> [String]? {
        struct List: Decodable {
            struct Model: Decodable { var id: String }
            var data: [Model]
        }
        switch await exchange(time)(.get, base + "/models", headers: headers) {
        case .answer(let answer) where answer.status == 200:
            return (try? JSONDecoder().decode(List.self, from: Data(answer.body)))?.data.map(\.id)
        case .answer(let answer) where answer.status == 401 || answer.status == 403:
            throw AgentProblem("\(host) refuses the key (HTTP \(answer.status))")
        case .answer: return nil
        case .notSent(let reason), .cut(let reason):
            throw AgentProblem("\(host) was not reached: \(redact(reason))")
        }
    }

    /// Asks for the next message. Where the server refuses a form, the next one is tried, and remembered where it answers.
    func complete(_ messages: [ModelPrompt.Message], within time: Duration) async throws(AgentProblem) -> Completion {
        let stopwatch = ContinuousClock.now
        var form = knownForm
        // A server that is out of order for a moment says 500, too: what it would not do then, it may do next time.
        var isRefused = true
        while true {
            let left = time - stopwatch.duration(to: .now)
            guard left > .zero else { throw AgentProblem("\(host) did not answer in time") }
            let outcome = await exchange(left)(
                .post(body: try body(messages, form)),
                base + "/chat/completions",
                headers: headers
            )
            guard case .answer(let answer) = outcome else {
                if case .cut(let reason) = outcome { throw AgentProblem("\(host) gave no answer: \(redact(reason))") }
                throw AgentProblem("\(host) was not reached")
            }
            // 400 and its kin, and the 500 of servers whose grammar does not know the schema.
            if [400, 404, 415, 422, 500, 501].contains(answer.status), let next = Form(rawValue: form.rawValue + 1),
                answer.status != 404
            {
                if answer.status == 500 { isRefused = false }
                form = next
                continue
            }
            guard answer.status == 200 else {
                if form == .none, answer.status == 400 { self.form.withLock { $0 = .schema } }
                throw AgentProblem("\(host) answered HTTP \(answer.status)\(reason(answer.body))")
            }
            if isRefused { self.form.withLock { $0 = form } }
            if let problem = answer.problem { throw AgentProblem("\(host): \(problem)") }
            return try read(answer.body, messages)
        }
    }

    private func exchange(_ time: Duration) -> HTTPExchange {
        HTTPExchange(client: client, clock: clock, timeout: time, answerLimit: Self.answerLimit)
    }

    private var headers: [(name: String, value: String)] {
        var headers = [(name: "content-type", value: "application/json"), (name: "user-agent", value: "smsbridge")]
        if let key = settings.apiKey { headers.append((name: "authorization", value: "Bearer \(key.value)")) }
        return headers
    }

    /// What the server says about an error.
    private func reason(_ body: [UInt8]) -> String {
        struct Failure: Decodable {
            struct Message: Decodable { var message: String }
            var error: Message
        }
        guard let failure = try? JSONDecoder().decode(Failure.self, from: Data(body)) else { return "" }
        return ": \(redact(String(failure.error.message.prefix(200))))"
    }

    private func read(_ body: [UInt8], _ messages: [ModelPrompt.Message]) throws(AgentProblem) -> Completion {
        struct Answer: Decodable {
            struct Choice: Decodable {
                struct Message: Decodable { var content: String? }
                var message: Message
                var finish_reason: String?
            }
            struct Usage: Decodable {
                var prompt_tokens: Int?
                var completion_tokens: Int?
                var total_tokens: Int?
            }
            var choices: [Choice]
            var usage: Usage?
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)), let choice = answer.choices.first
        else {
            throw AgentProblem("\(host) answered something that is no chat completion")
        }
        let text = choice.message.content ?? ""
        // Servers that tell nothing are taken to need a token for four octets.
        let asked = messages.reduce(0) { $0 + $1.content.utf8.count } / 4
        let usage = answer.usage
        let guess = text.utf8.count / 4
        let tokensOut = usage?.completion_tokens ?? min(guess, usage?.total_tokens ?? guess)
        let tokensIn = usage?.prompt_tokens ?? usage?.total_tokens.map { $0 - tokensOut } ?? asked
        return Completion(
            text: text,
            tokensIn: min(max(0, tokensIn), 1_000_000),
            tokensOut: min(max(0, tokensOut), 1_000_000),
            isCut: choice.finish_reason == "length"
        )
    }

    private struct Question: Encodable {
        struct Format: Encodable {
            struct Named: Encodable {
                var name: String
                var strict: Bool
                var schema: JSONTree
            }
            var type: String
            var json_schema: Named?
        }
        var model: String
        var messages: [ModelPrompt.Message]
        var temperature: Double
        var max_tokens: Int
        var stream: Bool
        var response_format: Format?
    }

    private func body(_ messages: [ModelPrompt.Message], _ form: Form) throws(AgentProblem) -> [UInt8] {
        var question = Question(
            model: settings.model,
            messages: messages,
            temperature: settings.temperature,
            max_tokens: settings.maxTokens,
            stream: false
        )
        do {
            switch form {
            case .schema:
                let schema = try JSONDecoder().decode(JSONTree.self, from: Data(schema.utf8))
                question.response_format = .init(
                    type: "json_schema",
                    json_schema: .init(name: "answer", strict: true, schema: schema)
                )
            case .object: question.response_format = .init(type: "json_object")
            case .none: break
            }
            // A server that makes a grammar of the schema lets the model write its keys in this order: the same each time.
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return [UInt8](try encoder.encode(question))
        } catch {
            throw AgentProblem("the question cannot be written as JSON")
        }
    }
}

/// Any JSON, as it was read.
private indirect enum JSONTree: Codable, Sendable {
    case object([String: JSONTree])
    case list([JSONTree])
    case text(String)
    case number(Double)
    case flag(Bool)

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let object = try? value.decode([String: JSONTree].self) {
            self = .object(object)
        } else if let list = try? value.decode([JSONTree].self) {
            self = .list(list)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else {
            self = .number(try value.decode(Double.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .object(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        }
    }
}
