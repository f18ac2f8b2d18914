import Campaigns
import Synchronization

@testable import Connectors

/// Twilio's message list: filters by time and recipient, newest first, in small pages.
final class TwilioShelf: Sendable {
    struct Message: Sendable {
        var sid: String
        var at: Timestamp
        var body: String
        var from = "+14155552671"
        var to = "+14155550100"
        var direction = "inbound"
        var status = "received"
    }

    private let messages: Mutex<[Message]>
    private let pageSize: Int

    init(_ messages: [Message], pageSize: Int = 2) {
        self.messages = Mutex(messages)
        self.pageSize = pageSize
    }

    func add(_ message: Message) {
        messages.withLock { $0.append(message) }
    }

    func answer(_ asked: FakeServer.Asked) -> FakeServer.Answer {
        let parts = asked.target.split(separator: "?", maxSplits: 1)
        guard asked.method == "GET", parts.count == 2, let query = FormFields(decoding: Array(parts[1].utf8)) else {
            return .answer(400, #"{"code":20001,"message":"no list"}"#)
        }
        let start = query["DateSent>"].flatMap { Timestamp(rfc3339: $0) }
        let end = query["DateSent<"].flatMap { Timestamp(rfc3339: $0) }
        let page = query["Page"].flatMap { Int($0) } ?? 0
        let found = messages.withLock { $0 }
            .filter { message in
                (start.map { message.at >= $0 } ?? true) && (end.map { message.at <= $0 } ?? true)
                    && (query["To"].map { $0 == message.to } ?? true)
            }
            .enumerated().sorted { ($0.element.at, $0.offset) > ($1.element.at, $1.offset) }.map(\.element)
        let shown = found.dropFirst(page * pageSize).prefix(pageSize)
        var next = "null"
        if found.count > (page + 1) * pageSize {
            var following = FormFields(query.fields.filter { $0.name != "Page" }.map { ($0.name, $0.value) })
            following.append("Page", String(page + 1))
            next = #""/2010-04-01/Accounts/\#(TwilioBench.account)/Messages.json?\#(following.encoded)""#
        }
        let rows = shown.map { message in
            let day = message.at.description.dropFirst(8).prefix(2)
            let time = message.at.description.dropFirst(11).prefix(8)
            return """
                {"sid":"\(message.sid)","body":"\(message.body)","from":"\(message.from)","to":"\(message.to)",\
                "direction":"\(message.direction)","status":"\(message.status)","num_segments":"1",\
                "date_sent":"\(day) Nov 2026 \(time) +0000","messaging_service_sid":null,"error_code":null}
                """
        }
        return .answer(
            200,
            headers: ["content-type": "application/json"],
            #"{"messages":[\#(rows.joined(separator: ","))],"next_page_uri":\#(next),"page":\#(page)}"#
        )
    }
}
