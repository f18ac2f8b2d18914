/// A message as Twilio's API shows it. Whatever is missing or of another type is `nil`.
struct TwilioMessage: Decodable, Hashable, Sendable {
    var sid: String?
    var body: String?
    var from: String?
    var to: String?
    var direction: String?
    var status: String?
    var segments: Int?
    var errorCode: Int?
    var messagingServiceSID: String?
    /// RFC 2822, such as `Mon, 23 Nov 2026 16:26:30 +0000`.
    var sent: String?
    var created: String?

    enum CodingKeys: String, CodingKey {
        case sid, body, from, to, direction, status
        case segments = "num_segments"
        case errorCode = "error_code"
        case messagingServiceSID = "messaging_service_sid"
        case sent = "date_sent"
        case created = "date_created"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sid = container.text(.sid)
        body = container.text(.body)
        from = container.text(.from)
        to = container.text(.to)
        direction = container.text(.direction)
        status = container.text(.status)
        segments = container.number(.segments)
        errorCode = container.number(.errorCode)
        messagingServiceSID = container.text(.messagingServiceSID)
        sent = container.text(.sent)
        created = container.text(.created)
    }
}

/// A page of Twilio's message list.
struct TwilioMessageList: Decodable, Sendable {
    var messages: [TwilioMessage]
    var next: String?

    enum CodingKeys: String, CodingKey {
        case messages
        case next = "next_page_uri"
    }
}

/// Twilio's error answer.
struct TwilioError: Decodable, Hashable, Sendable {
    var code: Int?
    var message: String?

    enum CodingKeys: String, CodingKey {
        case code, message
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        code = container.number(.code)
        message = container.text(.message)
    }
}

extension KeyedDecodingContainer {
    /// A text, or `nil` for anything else.
    fileprivate func text(_ key: Key) -> String? {
        try? decodeIfPresent(String.self, forKey: key)
    }

    /// A whole number, written as one or as a text.
    fileprivate func number(_ key: Key) -> Int? {
        if let number = try? decodeIfPresent(Int.self, forKey: key) { return number }
        return text(key).flatMap { Int($0) }
    }
}
