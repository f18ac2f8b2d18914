import Campaigns
public import Gateway
import Logging

extension TwilioProvider {
    /// Lists what came in since the cursor, oldest first. The cursor is opaque; one that cannot be read counts as `nil`.
    ///
    /// Where more came in than one list can show, the earliest stretch of time that fits is told, and the next call goes on
    /// from there.
    public func poll(since cursor: String?) async throws(ProviderProblem) -> ProviderPage? {
        guard settings.pollInterval != nil else { return nil }
        let present = now()
        var place = TwilioCursor(time: present - settings.firstLookBack)
        if let cursor {
            if let stored = TwilioCursor(cursor) {
                place = stored
            } else {
                logger.warning(
                    "The stored place in the provider's list cannot be read",
                    metadata: ["provider": "\(name)"]
                )
            }
        }
        var end: Timestamp?
        while true {
            if let messages = try await list(to: settings.sender, since: place.start, upTo: end, where: isInbound) {
                let events = place.take(messages, upTo: end).map { ProviderEvent.inbound(inbound($0)) }
                return ProviderPage(events: events, cursor: place.description)
            }
            let span = (end ?? present) - place.time
            guard span >= .seconds(2) else {
                throw .unavailable(
                    "Twilio's list holds more than \(Self.pageSize * Self.maximumPages) messages within seconds"
                )
            }
            end = place.time + span / 2
        }
    }

    private func isInbound(_ message: TwilioMessage) -> Bool {
        guard message.direction == "inbound", let sid = message.sid, Self.isSID(sid), message.from != nil
        else { return false }
        return settings.sender != nil || message.messagingServiceSID == settings.messagingServiceSID
    }

    private func inbound(_ message: TwilioMessage) -> ProviderInbound {
        let text = message.body ?? ""
        return ProviderInbound(
            id: message.sid ?? "",
            sender: message.from ?? "",
            recipient: message.to ?? "",
            text: text,
            at: message.at,
            alreadyConfirmed: isAnsweredByTwilio(text)
        )
    }

    /// Whether Twilio's default handling answers this text itself: a keyword alone, in any case.
    func isAnsweredByTwilio(_ text: String) -> Bool {
        guard settings.confirmsOptOut, text.utf8.count <= 100 else { return false }
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.count == 1 && Self.answeredWords.contains(words[0].uppercased())
    }

    private static let answeredWords: Set<String> = [
        "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP", "HELP",
        "INFO",
    ]
}
