import Campaigns

/// Reads what the answers of webhooks and models may hold.
struct PermitReader {
    /// The longest answer that `conversations.agent_limits` lets through.
    let segments: Int

    private static let keys = [
        "max_segments", "links", "numbers", "phrases", "actions", "fields", "min_confidence", "disclosure",
    ]

    func read(_ value: YAMLValue?) -> AnswerPermits {
        var permits = AnswerPermits()
        permits.maxSegments = min(permits.maxSegments, segments)
        guard let section = value?.section(Self.keys) else { return permits }
        if let value = section["max_segments"], let most = value.integer(in: 1...10) {
            if most > segments {
                value.report(expected: "at most \(segments), the segments of conversations.agent_limits")
            }
            permits.maxSegments = most
        }
        permits.links = items(section["links"]).compactMap(domain)
        permits.numbers = items(section["numbers"]).compactMap(number)
        permits.phrases = section["phrases"].map { $0.texts(limit: 200) } ?? []
        permits.fields = section["fields"].map { $0.texts(limit: 50) } ?? []
        permits.minConfidence = section["min_confidence"]?.number(in: 0...1) ?? permits.minConfidence
        permits.disclosure = section["disclosure"]?.text(limit: 100)
        if let list = section["actions"] {
            let items = list.items(expected: "a list of actions", limit: AgentAction.allCases.count) ?? []
            permits.actions = items.compactMap { $0.choice(AgentAction.self) }
        }
        return permits
    }

    private func items(_ value: YAMLValue?) -> [YAMLValue] {
        value?.items(expected: "a list", limit: 200) ?? []
    }

    private func domain(_ value: YAMLValue) -> String? {
        let expected = "a domain such as shop.example, without http:// and path"
        guard let text = value.text(expected: expected, limit: 200)?.lowercased() else { return nil }
        if Self.isDomain(text) { return text }
        // What somebody wrote as an address most likely means its host.
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        let host = String(rest.prefix { !"/:?#".contains($0) })
        value.report(expected: Self.isDomain(host) ? "\(host) (did you mean that?)" : expected)
        return nil
    }

    /// Whether it is two labels or more: one alone, such as `com`, would let half of the web through.
    private static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.last?.contains(where: \.isLetter) == true
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }

    /// Shorter ones are not taken for phone numbers in an answer, so they need no permit.
    private func number(_ value: YAMLValue) -> String? {
        let expected = "a phone number of 7 digits or more, such as +49 8071 12345 or 0800 1234567"
        guard let text = value.text(expected: expected, limit: 60) else { return nil }
        let digits = text.count { $0.isASCII && $0.isNumber }
        let isWritten = text.enumerated().allSatisfy { index, sign in
            sign.isASCII && (sign.isNumber || " -./()".contains(sign) || (sign == "+" && index == 0))
        }
        guard isWritten, (7...15).contains(digits) else {
            value.report(expected: expected)
            return nil
        }
        if text.hasPrefix("+") {
            do throws(PhoneNumberProblem) {
                _ = try PhoneNumber(parsing: text, region: nil)
            } catch {
                value.report(expected: expected, found: "one that \(error)")
            }
        }
        return text
    }
}
