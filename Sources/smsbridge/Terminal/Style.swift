/// Colours and weights for what a terminal shows.
enum Style: String, Sendable {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case doubtful = "33"
    case bad = "31"

    func apply(_ text: String, colours: Bool) -> String {
        colours && self != .plain && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }

    /// For the states of messages, enrollments, campaigns, conversations and modems.
    static func of(state: String) -> Style {
        switch state {
        case "delivered", "sent", "ready", "running", "replied", "completed", "ok", "received": .good
        case "failed", "undelivered", "suspended", "needsPIN", "absent", "unable", "suppressed", "optedOut": .bad
        case "uncertain", "recovering", "held", "paused", "waitingForHuman", "degraded", "starting", "expired":
            .doubtful
        default: .plain
        }
    }
}
