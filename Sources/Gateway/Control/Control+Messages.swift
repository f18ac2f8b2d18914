public import Campaigns
import SMS
public import Storage

/// A message that a client wants sent.
public struct SendRequest: Hashable, Sendable, Codable {
    /// The recipient's number, as people write it.
    public var to: String
    public var text: String
    /// The same key is one message, however often it is asked for. At most 200 characters.
    public var idempotencyKey: String?
    /// How long the network may try to deliver, in seconds, 300 or more.
    public var validitySeconds: Int?
    /// Not before this time.
    public var sendAt: Timestamp?
    /// A ``CampaignCategory``: `marketing` keeps to the policy of its recipient as a campaign's does, and a reply takes it
    /// back; nothing changes by the others.
    public var category: String?

    public init(
        to: String,
        text: String,
        idempotencyKey: String? = nil,
        validitySeconds: Int? = nil,
        sendAt: Timestamp? = nil,
        category: String? = nil
    ) {
        self.to = to
        self.text = text
        self.idempotencyKey = idempotencyKey
        self.validitySeconds = validitySeconds
        self.sendAt = sendAt
        self.category = category
    }
}

/// What became of a wish to send.
public struct SendReceipt: Hashable, Sendable, Codable {
    public var id: Int64
    /// In E.164.
    public var number: String
    public var segments: Int
    /// A ``MessageState``.
    public var state: String
    /// Why nothing leaves, where that is known already: for `suppressed` who asked for it and since when, for `cancelled`
    /// which consent is missing.
    public var reason: String?
    /// What to do where nothing leaves, for people.
    public var remedy: String?
    /// The idempotency key was known: this is the message from then.
    public var duplicate: Bool
}

/// A message of a request that would not leave.
public struct RefusedMessage: Hashable, Sendable, Codable {
    /// Its place in the request, from 0.
    public var index: Int
    /// In E.164.
    public var number: String
    /// The ``MessageState`` that it would have at once.
    public var state: String
    public var reason: String
    /// What to do, for people.
    public var remedy: String
}

extension Control {
    /// The most messages that one call may bring.
    public static let mostMessages = 10_000

    /// Queues messages, all or none.
    public func send(_ requests: [SendRequest]) async throws(ControlProblem) -> [SendReceipt] {
        guard !requests.isEmpty else { throw .invalid(field: "messages", reason: "there is no message to send") }
        guard requests.count <= Self.mostMessages else {
            throw .tooMuch("\(requests.count) messages at once; at most \(Self.mostMessages) are taken")
        }
        let all = try newMessages(requests)
        let receipts = try await stored { () async throws(StorageError) in
            try await core.store.enqueue(all, at: now)
        }
        core.bells.queue.ring()
        return zip(all, receipts).map { message, receipt in
            SendReceipt(
                id: receipt.id,
                number: message.number.e164,
                segments: receipt.segments,
                state: receipt.state.rawValue,
                reason: receipt.reason,
                remedy: receipt.refusal.map { Self.remedy(for: message.number, $0) },
                duplicate: receipt.isDuplicate
            )
        }
    }

    /// Says what is wrong with requests to send, or which of them would not leave, and queues nothing.
    public func check(_ requests: [SendRequest]) async throws(ControlProblem) -> [RefusedMessage] {
        let all = try newMessages(requests)
        let refusals = try await stored { () async throws(StorageError) in
            try await core.store.refusals(of: all, at: now)
        }
        return zip(all, refusals).enumerated().compactMap { index, pair in
            pair.1.map { refusal in
                RefusedMessage(
                    index: index,
                    number: pair.0.number.e164,
                    state: refusal.state.rawValue,
                    reason: refusal.reason,
                    remedy: Self.remedy(for: pair.0.number, refusal)
                )
            }
        }
    }

    private static func remedy(for number: PhoneNumber, _ refusal: SendRefusal) -> String {
        guard refusal.state == .suppressed else {
            return "if the person has agreed to it: smsbridge contacts consent add \(number.e164) --source WHERE "
                + "--evidence WHAT; or ask them: smsbridge contacts consent ask \(number.e164)"
        }
        guard refusal.suppression?.needsConsent ?? true else {
            let category = refusal.category.map { " --category \($0.rawValue)" } ?? ""
            return
                "if it was a mistake of people here: smsbridge suppression remove \(number.e164)\(category) --note WHY"
        }
        return "if the person has agreed to be written to again: smsbridge contacts consent add \(number.e164) "
            + "--source WHERE --evidence WHAT --lifts-opt-out; they can also write START themselves"
    }

    /// All of them, or everything that is wrong with them.
    private func newMessages(_ requests: [SendRequest]) throws(ControlProblem) -> [NewMessage] {
        var messages: [NewMessage] = []
        var faults: [ListFault] = []
        var count = 0
        for (index, request) in requests.enumerated() {
            do throws(ControlProblem) {
                messages.append(try newMessage(request))
            } catch {
                guard requests.count > 1, case .invalid(let field, let reason) = error else { throw error }
                count += 1
                if faults.count < ListFault.most {
                    faults.append(ListFault(index: index, field: field, reason: reason))
                }
            }
        }
        if count > 0 { throw .invalidList(faults, count: count) }
        return messages
    }

    private func newMessage(_ request: SendRequest) throws(ControlProblem) -> NewMessage {
        let number: PhoneNumber
        do {
            number = try PhoneNumber(parsing: request.to, region: region)
        } catch {
            throw .invalid(field: "to", reason: "\(error)")
        }
        guard !request.text.isEmpty else { throw .invalid(field: "text", reason: "a message needs a text") }
        let preview = Segmentation.preview(request.text)
        guard preview.segments <= 20 else {
            throw .invalid(field: "text", reason: "needs \(preview.segments) segments; at most 20 are allowed")
        }
        if let key = request.idempotencyKey, !(1...200).contains(key.count) {
            throw .invalid(field: "idempotency_key", reason: "must have 1 to 200 characters")
        }
        if let validity = request.validitySeconds, !(300...5_443_200).contains(validity) {
            throw .invalid(field: "validity_seconds", reason: "must be 300 to 5443200 (63 days)")
        }
        if let category = request.category, CampaignCategory(rawValue: category) == nil {
            let known = CampaignCategory.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(field: "category", reason: "expected one of \(known)")
        }
        let due = max(request.sendAt ?? now, now)
        guard due - now <= .seconds(366 * 86_400) else {
            throw .invalid(field: "send_at", reason: "is more than a year away")
        }
        return NewMessage(
            number: number,
            text: request.text,
            origin: .api,
            dueAt: due,
            validitySeconds: request.validitySeconds,
            category: request.category.flatMap(CampaignCategory.init(rawValue:)),
            idempotencyKey: request.idempotencyKey
        )
    }

    /// One message with every decision on its way, in order.
    public func message(_ id: Int64) async throws(ControlProblem) -> MessageStory {
        try await stored { () async throws(StorageError) in try await core.store.story(of: id) }
    }

    /// Messages, newest first.
    public func messages(_ filter: MessageFilter) async throws(ControlProblem) -> [MessageView] {
        try await stored { () async throws(StorageError) in try await core.store.messages(filter) }
    }

    /// Takes a message back that has not left yet.
    public func cancelMessage(_ id: Int64) async throws(ControlProblem) -> MessageView {
        _ = try await stored { () async throws(StorageError) in try await core.store.cancel(message: id, at: now) }
        return try await message(id).message
    }
}
