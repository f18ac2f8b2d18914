public import Campaigns
public import Gateway

/// What a look-up says of a message whose sending is uncertain.
public enum TwilioLookUp: Hashable, Sendable {
    /// Twilio has it. `status` is what became of it so far; `nil` while it is on its way.
    case found(id: String, segments: Int, status: ProviderStatus?)
    /// Twilio's list does not show it. Certain only some minutes after the request: the list lags.
    case absent
}

extension TwilioProvider {
    /// Looks for a message of ours by recipient, text and time. The earliest match counts.
    public func lookUp(
        messageTo recipient: PhoneNumber,
        text: String,
        since: Timestamp
    ) async throws(ProviderProblem) -> TwilioLookUp {
        let found = try await list(to: recipient.e164, since: since, upTo: nil) { message in
            message.direction?.hasPrefix("outbound") == true && message.body == text
                && message.sid.map(Self.isSID) == true && (message.at.map { $0.seconds >= since.seconds } ?? true)
        }
        guard let found else { throw .unavailable("Twilio's list is too long to look for one message in it") }
        guard let message = found.last, let id = message.sid else { return .absent }
        let status: ProviderStatus? =
            switch message.status {
            case "sent": .sent
            case "delivered", "read": .delivered
            case "undelivered": .undelivered
            case "failed", "canceled": .failed
            default: nil
            }
        return .found(id: id, segments: min(max(1, message.segments ?? 1), 255), status: status)
    }
}
