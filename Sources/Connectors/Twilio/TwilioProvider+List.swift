import Campaigns
import Gateway

extension TwilioProvider {
    /// Messages that one page shows.
    static let pageSize = 200
    /// Pages that are read for one list.
    static let maximumPages = 50
    /// The largest page, in octets: 200 messages of 1600 characters, escaped, with all that stands around them.
    static let pageLimit = 4 * 1_048_576

    /// Lists messages that match, newest first; `nil` where there are more than ``maximumPages`` pages.
    func list(
        to recipient: String?,
        since start: Timestamp,
        upTo end: Timestamp?,
        where matches: (TwilioMessage) -> Bool
    ) async throws(ProviderProblem) -> [TwilioMessage]? {
        var query = FormFields([("PageSize", String(Self.pageSize)), ("DateSent>", start.wholeSecondsText)])
        if let end { query.append("DateSent<", end.wholeSecondsText) }
        if let recipient { query.append("To", recipient) }
        var url = "\(messagesURL)?\(query.encoded)"
        var messages: [TwilioMessage] = []
        for _ in 0..<Self.maximumPages {
            let page = try await page(at: url)
            messages += page.messages.filter(matches)
            guard let next = page.next else { return messages }
            // The credentials go with it, so it must be a path on the same server.
            guard next.hasPrefix("/"), !next.hasPrefix("//"), next.utf8.count <= 4000,
                next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), baseURL + next != url
            else { throw .malformed("Twilio's list names a next page that is no path on its server") }
            url = baseURL + next
        }
        return nil
    }

    private func page(at url: String) async throws(ProviderProblem) -> TwilioMessageList {
        switch await exchange(answerLimit: Self.pageLimit)(.get, url, headers: headers) {
        case .notSent(let reason), .cut(let reason):
            throw .unavailable(redact("Twilio was not reached: \(reason)"))
        case .answer(let answer):
            guard answer.status == 200, answer.problem == nil else { throw reading.problem(of: answer) }
            guard let list = TwilioReading.decode(TwilioMessageList.self, answer.body) else {
                throw .malformed("Twilio's list of messages cannot be read: it is no JSON of the expected form")
            }
            return list
        }
    }
}
