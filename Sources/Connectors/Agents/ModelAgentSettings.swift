public import Campaigns

/// A language model that answers conversations, behind an OpenAI-compatible server: llama.cpp, Ollama, vLLM and others.
public struct ModelAgentSettings: Hashable, Sendable {
    /// Where the server is, such as `http://127.0.0.1:8080`; with or without `/v1` at its end.
    public var url: String
    /// For servers that ask for one.
    public var apiKey: Secret?
    /// As the server calls it.
    public var model: String
    /// Who the model is and what it may say. At most 16,000 characters.
    public var instructions: String
    /// 0 to 2.
    public var temperature: Double
    /// Of one answer, 16 to 4096.
    public var maxTokens: Int
    /// For an answer, the wait for its turn and a second question included: 1 to 120 s.
    public var timeout: Duration
    /// In all, of questions and answers, in 24 hours of UTC; `nil` for any number.
    public var dailyTokens: Int?
    /// What a thousand of them cost, in the currency of the daemon; nil where nobody said it.
    public var price: TokenPrice?
    /// Questions at a time, 1 to 16: a box computes one about as fast as several.
    public var atOnce: Int
    /// Passages of its knowledge that it is shown at most, 1 to 10.
    public var passages: Int
    /// Whether a text of which the knowledge has no word goes to a person unanswered.
    public var needsKnowledge: Bool
    /// The contact's fields that it is shown.
    public var fields: [String]

    public init(
        url: String,
        apiKey: Secret? = nil,
        model: String,
        instructions: String,
        temperature: Double = 0.2,
        maxTokens: Int = 300,
        timeout: Duration = .seconds(30),
        dailyTokens: Int? = nil,
        price: TokenPrice? = nil,
        atOnce: Int = 1,
        passages: Int = 4,
        needsKnowledge: Bool = false,
        fields: [String] = ["name"]
    ) {
        self.url = url
        self.apiKey = apiKey
        self.model = model
        self.instructions = instructions
        self.temperature = temperature
        self.maxTokens = maxTokens
        self.timeout = timeout
        self.dailyTokens = dailyTokens
        self.price = price
        self.atOnce = atOnce
        self.passages = passages
        self.needsKnowledge = needsKnowledge
        self.fields = fields
    }

    /// What of it cannot work, before anything is connected to.
    ///
    /// - Throws: ``SettingProblem`` of `url`, `model`, `instructions` or `timeout`.
    public func check() throws(SettingProblem) {
        guard WebAddress(url) != nil else {
            throw SettingProblem(setting: "url", expected: "an address such as http://127.0.0.1:8080")
        }
        guard !model.allSatisfy(\.isWhitespace), model.utf8.count <= 200 else {
            throw SettingProblem(setting: "model", expected: "the model's name, as the server has it")
        }
        guard !instructions.allSatisfy(\.isWhitespace), instructions.count <= 16_000 else {
            throw SettingProblem(setting: "instructions", expected: "1 to 16,000 characters")
        }
        guard timeout >= .seconds(1), timeout <= .seconds(120) else {
            throw SettingProblem(setting: "timeout", expected: "1 s to 120 s")
        }
    }
}
