import Campaigns
import GRDB
import SMS

extension Store {
    /// Stores one part that a route received, with all that follows from it, in one transaction: halt, take back, opt
    /// out, reassemble, and put the conversation before its agent. Only after this may the SIM forget the part.
    public func receive(_ part: InboundPart) async throws(StorageError) -> Receipt {
        try await write { transaction in try transaction.receive(part) }
    }
}

/// An inbound message whose parts are together.
struct WholeMessage {
    var text: String
    var kind: Kind
    var isComplete: Bool
    /// What it is where it is not for a conversation; `text` is then what it carries.
    var aside: InboundKind?

    enum Kind: String { case text, nontext, broken }

    /// What people are shown.
    var shown: String {
        guard let words = aside?.words else { return text }
        return text.isEmpty ? words : "\(words): \(text)"
    }
}

extension Transaction {
    func receive(_ part: InboundPart) throws -> Receipt {
        var receipt = Receipt()
        let at = part.receivedAt
        guard let stored = try store(part) else {
            receipt.isDuplicate = true
            return receipt
        }
        receipt.part = stored
        if try takeLoopback(part, stored) {
            receipt.isLoopback = true
            return receipt
        }
        if let number = part.sender.number, part.halts, !isPlantedToWait(part), !mayBeOrder(part) {
            try halt(number, because: stored, seenAt: part.seenAt, at: at, &receipt)
        }
        switch part.content {
        case .text(let text):
            try take(WholeMessage(text: text, kind: .text, isComplete: true), of: part, [stored], &receipt)
        case .nonText(let what):
            try take(WholeMessage(text: what, kind: .nontext, isComplete: true), of: part, [stored], &receipt)
        case .aside(let kind, let text):
            let message = WholeMessage(text: text ?? "", kind: .nontext, isComplete: true, aside: kind)
            try take(message, of: part, [stored], &receipt)
        case .broken(let problem):
            try take(WholeMessage(text: problem, kind: .broken, isComplete: true), of: part, [stored], &receipt)
        case .partOfText(let reference, _, _):
            try join(part, reference: reference, &receipt)
        }
        return receipt
    }

    private func isPlantedToWait(_ part: InboundPart) -> Bool {
        guard context.planted.contains(.haltLate), case .partOfText = part.content else { return false }
        return true
    }

    /// Stores the part. `nil` when it is there already.
    private func store(_ part: InboundPart) throws -> Int64? {
        if try holdsErased(part.fingerprint, in: "part", of: part.route) { return nil }
        var place: (reference: Int, total: Int, sequence: Int)?
        if case .partOfText(let reference, let total, let sequence) = part.content {
            place = (reference, total, sequence)
        }
        let added = try run(
            """
            INSERT INTO part (route_id, fingerprint, sender, number, raw, received_at, reference, total, sequence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                part.route, part.fingerprint, part.sender.stored, part.sender.number?.e164, part.raw,
                part.receivedAt.milliseconds, place?.reference, place?.total, place?.sequence,
            ]
        )
        return added > 0 ? database.lastInsertedRowID : nil
    }

    /// Understands a whole message: opt-out and its kin first, then the conversation and its agent.
    func take(_ message: WholeMessage, of part: InboundPart, _ parts: [Int64], _ receipt: inout Receipt) throws {
        let at = part.receivedAt
        let number = part.sender.number
        if let phone = staff(number), message.aside == nil {
            // The word of somebody who is no recipient, unless they want to be none.
            switch context.words.classify(message.kind == .text ? message.text : "") {
            case .optOut, .optIn: break
            default: return try take(message, of: part, parts, by: phone, &receipt)
            }
        }
        if let number, part.halts, isPlantedToWait(part), let stored = receipt.part {
            try halt(number, because: stored, seenAt: part.seenAt, at: at, &receipt)
        }
        // What no person wrote is nobody's reply to a campaign, and leaves the conversation as it is.
        let reading = try read(message, from: number, verdict: part.verdict, at: at)
        // YES to a question for consent is no answer to a campaign.
        let isReply = part.halts && reading.question == nil
        let touch = isReply ? try number.flatMap { try lastTouch(of: $0, on: part.route, at: at) } : nil
        let campaign = touch?.campaign
        let conversation =
            part.halts
            ? try openConversation(with: part.sender, campaign: campaign, route: part.route, at: at)
            : try quietConversation(with: part.sender, route: part.route)
        let inbound = try insert(
            """
            INSERT INTO inbound (route_id, number, sender, text, encoding, kind, complete, conversation_id, campaign_id,
                message_id, halted, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                part.route, number?.e164, part.sender.stored, message.shown, part.encoding, reading.kind,
                message.isComplete, conversation, campaign, touch?.message, receipt.halted, at.milliseconds,
            ]
        )
        receipt.inbound = inbound
        for id in parts { try run("UPDATE part SET inbound_id = ? WHERE id = ?", [inbound, id]) }
        if part.halts {
            try run(
                """
                UPDATE conversation SET version = version + ?1, last_inbound_at = ?2, active_at = ?2, route_id = ?3,
                    campaign_id = COALESCE(?4, campaign_id)
                WHERE id = ?5
                """,
                [reading.isNews ? 1 : 0, at.milliseconds, part.route, campaign, conversation]
            )
        }
        if let number, part.halts {
            let waits = try exists(
                "SELECT 1 FROM escalation WHERE conversation_id = ? AND resolved_at IS NULL",
                [conversation]
            )
            try act(on: reading, from: number, inbound, conversation, part, &receipt)
            // What it begins to wait for is told with its last text.
            if waits, reading.isNews { try relay(message.shown, of: conversation, at: at) }
        }
        try record(.messageReceived, at: at) {
            ReceivedEvent(
                id: inbound,
                from: part.sender.stored,
                text: message.shown,
                route: try routeName(part.route),
                receivedAt: at,
                kind: reading.kind,
                complete: message.isComplete
            )
        }
    }
}

extension SenderAddress {
    /// How the sender stands in the tables.
    var stored: String {
        switch self {
        case .person(let number): number.e164
        case .service(let name): name
        }
    }
}
