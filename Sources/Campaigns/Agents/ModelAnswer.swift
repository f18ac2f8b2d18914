import Foundation

/// Reads what a model wrote: an object, an object within other text, or a text.
public enum ModelAnswer {
    private struct Flat: Decodable {
        var reply: String?
        var action: String?
        var reason: String?
        var tag: String?
        var confidence: Double?
        var sources: [String]?
    }

    /// Looks at so many characters at most.
    static let longest = 32_000

    /// - Throws: ``AgentProblem`` where nothing is left that could be an answer.
    public static func read(_ output: String) throws(AgentProblem) -> AgentAnswer {
        let text = withoutThoughts(String(output.prefix(longest))).trimmingWhitespace()
        guard !text.isEmpty else { throw AgentProblem("the model answered nothing") }
        if let object = firstObject(in: text) {
            let data = Data(object.utf8)
            if let flat = try? JSONDecoder().decode(Flat.self, from: data), flat.reply != nil || flat.action != nil {
                return answer(flat)
            }
            if let answer = try? JSONDecoder().decode(AgentAnswer.self, from: data),
                !answer.replies.isEmpty || !answer.actions.isEmpty
            {
                return answer
            }
            throw AgentProblem("the model answered JSON in a form of its own")
        }
        // The beginning of an object that was cut off is no text for people.
        guard !text.contains("{"), !text.contains("\"reply\"") else {
            throw AgentProblem("the model answered broken JSON")
        }
        return AgentAnswer(replies: [.init(text)], confidence: 0.5)
    }

    private static func answer(_ flat: Flat) -> AgentAnswer {
        let text = flat.reply?.trimmingWhitespace() ?? ""
        let action = flat.action ?? "reply"
        var answer = AgentAnswer(confidence: flat.confidence, sources: flat.sources ?? [])
        // “Reply” without a word is no silence that is meant: the text is there, and empty.
        if !text.isEmpty || action == "reply", action != "none" { answer.replies = [.init(text)] }
        if action != "reply", action != "none" { answer.actions = [.init(action, reason: flat.reason)] }
        if let tag = flat.tag, !tag.isEmpty { answer.actions.append(.init("tag", name: tag)) }
        return answer
    }

    /// What stands between `<think>` and `</think>` is for nobody.
    private static func withoutThoughts(_ text: String) -> String {
        var text = text[...]
        for (open, close) in [("<think>", "</think>"), ("<thinking>", "</thinking>")] {
            while let end = text.firstRange(of: close) {
                // The opening mark is often part of the prompt already.
                let start = text[..<end.lowerBound].firstRange(of: open)?.lowerBound ?? text.startIndex
                text = (String(text[..<start]) + String(text[end.upperBound...]))[...]
            }
            if let start = text.firstRange(of: open) { text = text[..<start.lowerBound] }
        }
        return String(text)
    }

    private static func firstObject(in text: String) -> String? {
        guard let start = text.firstIndex(of: "{") else { return nil }
        var (depth, isQuoted, isEscaped) = (0, false, false)
        for index in text[start...].indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                if character == "\\" { isEscaped = true } else if character == "\"" { isQuoted = false }
            } else if character == "\"" {
                isQuoted = true
            } else if character == "{" {
                depth += 1
            } else if character == "}" {
                depth -= 1
                if depth == 0 { return String(text[start...index]) }
            }
        }
        return nil
    }
}
