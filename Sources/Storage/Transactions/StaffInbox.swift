import Campaigns
import GRDB

extension Transaction {
    /// Whether it may be an order of staff, which halts nothing: of a long text that is known when it is whole.
    func mayBeOrder(_ part: InboundPart) -> Bool {
        guard staff(part.sender.number) != nil else { return false }
        switch part.content {
        case .text(let text): return StaffCommand(text) != nil
        case .partOfText: return true
        case .nonText, .aside, .broken: return false
        }
    }

    /// Takes what staff wrote: it is no recipient's reply, and reaches no agent.
    func take(
        _ message: WholeMessage,
        of part: InboundPart,
        _ parts: [Int64],
        by phone: StaffPhone,
        _ receipt: inout Receipt
    ) throws {
        let at = part.receivedAt
        let isOrder = message.kind == .text && StaffCommand(message.text) != nil
        if !isOrder, case .partOfText = part.content, let stored = receipt.part {
            try halt(phone.number, because: stored, seenAt: part.seenAt, at: at, &receipt)
        }
        let conversation = try quietConversation(with: part.sender, route: part.route)
        let about = message.kind == .text ? try take(message.text, from: phone, at: at) : nil
        let inbound = try insert(
            """
            INSERT INTO inbound (route_id, number, sender, text, encoding, kind, complete, conversation_id, halted,
                received_at, relayed_to)
            VALUES (?, ?, ?, ?, ?, 'staff', ?, ?, ?, ?, ?)
            """,
            [
                part.route, phone.number.e164, part.sender.stored, message.shown, part.encoding, message.isComplete,
                conversation, receipt.halted, at.milliseconds, about,
            ]
        )
        receipt.inbound = inbound
        for id in parts { try run("UPDATE part SET inbound_id = ? WHERE id = ?", [inbound, id]) }
        try record(.messageReceived, at: at) {
            ReceivedEvent(
                id: inbound,
                from: part.sender.stored,
                text: message.shown,
                route: try routeName(part.route),
                receivedAt: at,
                kind: "staff",
                complete: message.isComplete
            )
        }
    }
}
