import Campaigns

/// What Twilio's error codes and HTTP statuses mean for us (Twilio's error dictionary).
enum TwilioErrorTable {
    /// The class of an error code; `nil` for a code that is not in the table.
    static func failure(code: Int, retryAfterSeconds: Int? = nil) -> SendFailure? {
        switch code {
        case 14107, 20429, 21611, 30022, 63018: .throttled(retryAfterSeconds: retryAfterSeconds)
        // A carrier's cap for the day: look again in an hour, as nobody says when their day ends.
        case 30023, 30027: .throttled(retryAfterSeconds: retryAfterSeconds ?? 3600)
        case 20500, 20503, 30001, 30003, 30008, 30017, 30410: .temporary
        case 21211, 21214, 21217, 21614, 21635, 30005, 30006: .permanentNumber
        case 21602, 21617, 21655, 30019: .permanentMessage
        case 21610: .optedOut
        case 30004, 30007, 30032, 30034: .senderBlocked
        case 20003, 20005, 20404, 21408, 21603, 21604, 21606, 30002: .configuration
        default: nil
        }
    }

    /// The class of a refusal. `nil` where the answer does not prove a refusal: who answered may be a gateway on the way,
    /// with the message already behind it.
    static func failure(status: Int, code: Int?, retryAfterSeconds: Int?) -> SendFailure? {
        // A gateway says so itself that it does not know what happened behind it (RFC 9110, 15.6.3 and 15.6.5).
        if status == 502 || status == 504 { return nil }
        if status == 429 { return known(code, retryAfterSeconds) ?? .throttled(retryAfterSeconds: retryAfterSeconds) }
        // An error of the server's own counts as a refusal only in Twilio's own words.
        if status >= 500 {
            guard let code else { return nil }
            return known(code, retryAfterSeconds) ?? .temporary
        }
        if let failure = known(code, retryAfterSeconds) { return failure }
        switch status {
        case 408, 425: return .temporary
        case 402: return .credit
        case 400, 413, 414, 422: return .permanentMessage
        // Everything else, redirects too, says that we talk to the wrong address or with the wrong key.
        case 300..<500: return .configuration
        default: return nil
        }
    }

    private static func known(_ code: Int?, _ retryAfterSeconds: Int?) -> SendFailure? {
        code.flatMap { failure(code: $0, retryAfterSeconds: retryAfterSeconds) }
    }
}
