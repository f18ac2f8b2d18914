import Campaigns

/// How far a message list was read.
///
/// Twilio's list has times in whole seconds and may show a message some moments late, so "everything after this time"
/// would lose messages. Each poll therefore looks back a little over the newest time it knows, and the cursor carries the
/// SIDs of that stretch. Where that is not enough a message is told of twice, never lost; it is stored once.
struct TwilioCursor: Hashable, Sendable {
    /// How far a poll looks back over the newest time it knows.
    static let overlap = Duration.seconds(60)
    /// Most SIDs that are carried.
    static let maximumSeen = 200

    /// The newest time that was read up to.
    var time: Timestamp
    /// What was told of within ``overlap`` before ``time``, oldest first.
    var seen: [Seen]

    struct Seen: Hashable, Sendable {
        var sid: String
        var time: Timestamp
    }

    init(time: Timestamp, seen: [Seen] = []) {
        self.time = time
        self.seen = seen
    }

    /// From here on messages are asked for.
    var start: Timestamp { time - Self.overlap }

    /// The messages that were not told of yet, oldest first; moves the cursor behind them.
    ///
    /// - Parameters:
    ///   - messages: What the list showed, newest first, in any number of pages.
    ///   - end: Where the list was cut off on purpose; the cursor moves at least to there.
    /// - Returns: What was not known.
    mutating func take(_ messages: [TwilioMessage], upTo end: Timestamp?) -> [TwilioMessage] {
        var known = Set(seen.map(\.sid))
        var fresh: [(message: TwilioMessage, seen: Seen)] = []
        for message in messages.reversed() {
            guard let sid = message.sid, known.insert(sid).inserted else { continue }
            fresh.append((message, Seen(sid: sid, time: message.at ?? start)))
        }
        // Equal times keep the list's own order, which knows more than its whole seconds say.
        let sorted = fresh.enumerated().sorted { ($0.element.seen.time, $0.offset) < ($1.element.seen.time, $1.offset) }
        time = max(time, end ?? time, sorted.last?.element.seen.time ?? time)
        seen = (seen + sorted.map(\.element.seen)).filter { $0.time >= start }
        if seen.count > Self.maximumSeen { seen.removeFirst(seen.count - Self.maximumSeen) }
        return sorted.map(\.element.message)
    }
}

/// Text form, as the gateway stores it: `1 <ms> <sid>@<ms> …`, the 1 being the form's version.
extension TwilioCursor: LosslessStringConvertible {
    var description: String {
        (["1", String(time.milliseconds)] + seen.map { "\($0.sid)@\($0.time.milliseconds)" }).joined(separator: " ")
    }

    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard text.utf8.count <= 32_768, words.count >= 2, words[0] == "1", let time = Int64(words[1]), time >= 0
        else { return nil }
        self.time = Timestamp(milliseconds: time)
        seen = []
        for word in words.dropFirst(2) {
            let parts = word.split(separator: "@")
            guard parts.count == 2, let time = Int64(parts[1]) else { return nil }
            seen.append(Seen(sid: String(parts[0]), time: Timestamp(milliseconds: time)))
        }
    }
}

extension TwilioMessage {
    /// When the message was sent, or else created.
    var at: Timestamp? {
        [sent, created].lazy.compactMap { $0.flatMap { Timestamp(rfc2822: $0) } }.first
    }
}
