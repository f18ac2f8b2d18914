import Campaigns
import FoundationEssentials
import Gateway

/// Reads the outcome of a request to Twilio: decisions without I/O.
struct TwilioReading: Sendable {
    var redact: Redactor
    /// For a `Retry-After` that names a date.
    var now: Timestamp

    /// What became of a message.
    ///
    /// - `accepted`: 2xx with a SID.
    /// - `refused`: the body did not leave; or Twilio answered 3xx, 4xx, or a 5xx in its own words (JSON with a code).
    /// - `uncertain`: the body left, and there is no answer, a 2xx that cannot be read, a 502 or 504, or a 5xx that is not
    ///   in Twilio's words.
    func sendResult(of outcome: HTTPOutcome) -> ProviderSendResult {
        switch outcome {
        case .notSent(let reason):
            .refused(.temporary, reason: redact("Twilio was not reached: \(reason)"))
        case .cut(let reason):
            .uncertain(reason: redact("Twilio gave no answer: \(reason)"))
        case .answer(let answer):
            sendResult(of: answer)
        }
    }

    private func sendResult(of answer: HTTPAnswer) -> ProviderSendResult {
        guard !(200..<300).contains(answer.status) else { return acceptance(in: answer) }
        let error = Self.decode(TwilioError.self, answer.body)
        let failure = TwilioErrorTable.failure(
            status: answer.status,
            code: error?.code,
            retryAfterSeconds: retryAfterSeconds(answer.retryAfter)
        )
        let reason = redact(describe(answer, error))
        return failure.map { .refused($0, reason: reason) } ?? .uncertain(reason: reason)
    }

    private func acceptance(in answer: HTTPAnswer) -> ProviderSendResult {
        guard answer.problem == nil, let message = Self.decode(TwilioMessage.self, answer.body),
            let id = message.sid, TwilioProvider.isSID(id)
        else {
            let reason = answer.problem ?? "there is no message SID in it"
            return .uncertain(reason: redact("Twilio's answer (HTTP \(answer.status)) cannot be read: \(reason)"))
        }
        if message.status == "failed" || message.status == "undelivered" {
            let code = message.errorCode
            let failure = code.flatMap { TwilioErrorTable.failure(code: $0) } ?? .temporary
            return .refused(failure, reason: "Twilio failed the message at once" + Self.suffix(code))
        }
        // A messaging service counts only when it has picked a sender and says 0 until then.
        return .accepted(id: id, segments: min(max(1, message.segments ?? 1), 255))
    }

    /// Why a request that only reads did not work.
    func problem(of answer: HTTPAnswer) -> ProviderProblem {
        let text = redact(describe(answer, Self.decode(TwilioError.self, answer.body)))
        return (200..<300).contains(answer.status) ? .malformed(text) : .unavailable(text)
    }

    private func describe(_ answer: HTTPAnswer, _ error: TwilioError?) -> String {
        var text = "Twilio answered HTTP \(answer.status)" + Self.suffix(error?.code)
        if let message = error?.message, !message.isEmpty { text += ": \(message)" }
        if let problem = answer.problem { text += ": \(problem)" }
        switch answer.status {
        case 300..<400: text += ": correct baseURL, redirects are not followed"
        case 401, 403: text += ": check accountSID, username and password"
        default: break
        }
        return text
    }

    private static func suffix(_ code: Int?) -> String {
        code.map { " (error \($0))" } ?? ""
    }

    /// Seconds, or a date (RFC 9110, 10.2.3); at most a day. `nil` for what is neither.
    func retryAfterSeconds(_ text: String?) -> Int? {
        guard let text else { return nil }
        if let seconds = Int(text), seconds >= 0 { return min(seconds, 86_400) }
        guard let date = Timestamp(rfc2822: text) else { return nil }
        return Int(min(max(0, date.seconds - now.seconds), 86_400))
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ body: [UInt8]) -> Value? {
        try? JSONDecoder().decode(type, from: Data(body))
    }
}
