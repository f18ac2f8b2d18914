import Campaigns
import GRDB
import SMS

extension Transaction {
    /// Puts a part to those that wait for it, and hands on what that completes, or what its sender has left unfinished.
    func join(_ part: InboundPart, reference: Int, _ receipt: inout Receipt) throws {
        let waiting = try waitingParts(of: part.sender.stored, reference: reference)
        for action in reassemble(waiting, at: part.receivedAt) {
            switch action {
            case .handOn(let message) where message.isComplete:
                try handOn(message, of: waiting, as: part, &receipt)
            case .handOn(let message):
                // Its own inbound message; the one of this part is what the receipt is about.
                let inbound = receipt.inbound
                try handOn(message, of: waiting, at: part.receivedAt, &receipt)
                receipt.inbound = inbound
            case .wait(let missing):
                let lack = missing.count == 1 ? "one part is" : "\(missing.count) parts are"
                try decide(
                    "waitingForParts",
                    "\(lack) still missing; the halt does not wait",
                    number: part.sender.number?.e164,
                    at: part.receivedAt
                )
                try moreIsComing(from: part.sender, at: part.receivedAt)
            case .double:
                break
            }
        }
    }

    /// Hands on long messages whose missing parts did not come in time, marked as incomplete.
    func handOnIncomplete(at: Timestamp) throws -> Int {
        let late = try all(
            """
            SELECT sender, reference FROM part WHERE inbound_id IS NULL AND \(Self.hasPlace)
            GROUP BY sender, reference HAVING MAX(received_at) <= ? ORDER BY MIN(id) LIMIT 100
            """,
            [(at - context.settings.partPatience).milliseconds]
        )
        var count = 0
        for row in late {
            let waiting = try waitingParts(of: row["sender"], reference: row["reference"])
            var receipt = Receipt()
            for case .handOn(let message) in reassemble(waiting, at: at) {
                try handOn(message, of: waiting, at: at, &receipt)
                count += 1
            }
        }
        return count
    }

    /// Hands on what waits for others and does not say which: rows that something else than the gateway wrote or damaged.
    /// A person gets what can be read of it.
    func handOnDamaged(at: Timestamp) throws -> Int {
        let damaged = try all(
            """
            SELECT id, route_id, number, sender, raw FROM part
            WHERE inbound_id IS NULL AND received_at <= ? AND NOT (\(Self.hasPlace)) ORDER BY received_at, id LIMIT 100
            """,
            [(at - context.settings.partPatience).milliseconds]
        )
        for row in damaged {
            let id: Int64 = row["id"]
            let number = (row["number"] as String?).flatMap(PhoneNumber.init(e164:))
            try decide(
                "damagedPart",
                "part \(id) was stored without its place in a longer message: handed on as it is",
                number: number?.e164,
                at: at
            )
            let part = InboundPart(
                route: row["route_id"],
                fingerprint: "",
                sender: number.map { .person($0) } ?? .service(row["sender"]),
                content: .text(""),
                encoding: MessageEncoding.octets.rawValue,
                raw: row["raw"],
                receivedAt: at
            )
            let message = WholeMessage(
                text: "part of a message, stored without its place in it",
                kind: .broken,
                isComplete: false
            )
            var receipt = Receipt()
            try take(message, of: part, [id], &receipt)
        }
        return damaged.count
    }

    /// Of a part that waits for the others: all that tells which they are.
    private static let hasPlace = "reference IS NOT NULL AND total IS NOT NULL AND sequence IS NOT NULL"

    /// When ``handOnIncomplete(at:)`` has something to do next.
    func nextIncomplete() throws -> Timestamp? {
        try moment(
            """
            SELECT MIN(latest) FROM
                (SELECT MAX(received_at) AS latest FROM part WHERE inbound_id IS NULL GROUP BY sender, reference)
            """
        )
        .map { $0 + context.settings.partPatience }
    }

    /// What becomes of the parts that wait, by the rules of ``Reassembler``, which has no memory of its own here: the rows
    /// are its state.
    private func reassemble(_ waiting: [WaitingPart], at: Timestamp) -> [Reassembler<Int64>.Action] {
        let patience = context.settings.partPatience / .milliseconds(1)
        var reassembler = Reassembler<Int64>(limits: .init(patience: Int64(patience), remembered: 0))
        var actions: [Reassembler<Int64>.Action] = []
        for part in waiting {
            let arrival = part.receivedAt.milliseconds
            actions += reassembler.expire(at: arrival)
            let own = reassembler.handle(part.part, id: part.id, key: part.key, at: arrival)
            // What the earlier ones wait for was said when they came.
            let isNewest = part.id == waiting.last?.id
            actions += own.filter { if case .handOn = $0 { true } else { isNewest } }
        }
        return actions + reassembler.expire(at: at.milliseconds)
    }

    /// One part of a long message as it waits in the table.
    private struct WaitingPart {
        var id: Int64
        var route: RouteID
        var number: PhoneNumber?
        var raw: String
        var receivedAt: Timestamp
        var key: PartKey
        var part: MessagePart
    }

    private func waitingParts(of sender: String, reference: Int) throws -> [WaitingPart] {
        let rows = try all(
            """
            SELECT id, route_id, number, raw, received_at, total, sequence FROM part
            WHERE inbound_id IS NULL AND sender = ? AND reference = ? AND \(Self.hasPlace) ORDER BY id
            """,
            [sender, reference]
        )
        return rows.map { row in
            let deliver = Self.deliver(row["raw"])
            // A sender may come as +49… and as 0…; which of them it is was decided when its part was stored.
            let same = Address(number: sender, typeOfNumber: 1, numberingPlan: 1)
            return WaitingPart(
                id: row["id"],
                route: row["route_id"],
                number: (row["number"] as String?).flatMap(PhoneNumber.init(e164:)),
                raw: row["raw"],
                receivedAt: Timestamp(milliseconds: row["received_at"]),
                key: PartKey(
                    sender: same,
                    reference: reference,
                    total: row["total"],
                    referenceBits: deliver?.userData.concatenation?.referenceBits ?? 8
                ),
                part: deliver.flatMap { MessagePart($0.userData) }
                    ?? MessagePart(sequence: row["sequence"], encoding: .octets, payload: [])
            )
        }
    }

    private static func deliver(_ raw: String) -> Deliver? {
        guard let decoded = try? PDUDecoder.decode(hex: raw, options: .inbox), case .deliver(let deliver) = decoded.tpdu
        else { return nil }
        return deliver
    }

    /// Hands on what is not whole, under the name of its own first part.
    private func handOn(
        _ message: ReassembledMessage<Int64>,
        of waiting: [WaitingPart],
        at: Timestamp,
        _ receipt: inout Receipt
    ) throws {
        guard let first = waiting.first(where: { message.ids.first == $0.id }) else { return }
        let part = InboundPart(
            route: first.route,
            fingerprint: "",
            sender: first.number.map { .person($0) } ?? .service(message.key.sender.number),
            content: .text(""),
            encoding: first.part.encoding.rawValue,
            raw: first.raw,
            receivedAt: at
        )
        try handOn(message, of: waiting, as: part, &receipt)
    }

    private func handOn(
        _ message: ReassembledMessage<Int64>,
        of waiting: [WaitingPart],
        as part: InboundPart,
        _ receipt: inout Receipt
    ) throws {
        let joined = message.joined()
        let whole = WholeMessage(
            text: joined.text ?? "binary data",
            kind: joined.text == nil ? .nontext : .text,
            isComplete: message.isComplete
        )
        try take(whole, of: part, message.ids, &receipt)
    }
}
