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
private struct WholeMessage {
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
        if let number = part.sender.number, part.halts, !isPlantedToWait(part) {
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

    /// Ends every active enrollment of a number because it replied, and takes back what campaigns have queued for it.
    private func halt(
        _ number: PhoneNumber,
        because part: Int64,
        seenAt: Timestamp,
        at: Timestamp,
        _ receipt: inout Receipt
    ) throws {
        guard !context.planted.contains(.halt) else { return }
        var enrollments = try all(
            "SELECT id FROM enrollment WHERE number = ? AND state IN ('pending', 'active', 'held') ORDER BY id",
            [number.e164]
        )
        var open = try all(
            """
            SELECT id, state FROM message
            WHERE number = ? AND state IN ('queued', 'claimed', 'submitting') AND origin = 'campaign' ORDER BY id
            """,
            [number.e164]
        )
        if context.planted.contains(.haltOne) { (enrollments, open) = (enrollments.suffix(1), []) }
        for row in open {
            let raced = try takeBack(message: row["id"], in: row["state"], why: "the person replied", at: at)
            if raced { receipt.raced += 1 } else { receipt.cancelled += 1 }
        }
        for row in enrollments {
            try happened(.replied, to: row["id"], why: "the person replied", at: at)
            try run(
                """
                INSERT INTO halt (campaign_id, enrollment_id, part_id, seen_at)
                SELECT campaign_id, id, ?, ? FROM enrollment WHERE id = ?
                """,
                [part, seenAt.milliseconds, row["id"] as Int64]
            )
            receipt.halted += 1
        }
    }

    /// Puts a part to those that wait for it, and hands on what that completes, or what its sender has left unfinished.
    private func join(_ part: InboundPart, reference: Int, _ receipt: inout Receipt) throws {
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
            case .double:
                break
            }
        }
    }

    /// Hands on long messages whose missing parts did not come in time, marked as incomplete.
    func handOnIncomplete(at: Timestamp) throws -> Int {
        let late = try all(
            """
            SELECT sender, reference FROM part WHERE inbound_id IS NULL
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
            WHERE inbound_id IS NULL AND sender = ? AND reference = ? ORDER BY id
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

    /// Understands a whole message: opt-out and its kin first, then the conversation and its agent.
    private func take(_ message: WholeMessage, of part: InboundPart, _ parts: [Int64], _ receipt: inout Receipt) throws
    {
        let at = part.receivedAt
        let number = part.sender.number
        if let number, part.halts, isPlantedToWait(part), let stored = receipt.part {
            try halt(number, because: stored, seenAt: part.seenAt, at: at, &receipt)
        }
        // What no person wrote is nobody's reply to a campaign, and leaves the conversation as it is.
        let touch = part.halts ? try number.flatMap { try lastTouch(of: $0, on: part.route, at: at) } : nil
        let campaign = touch?.campaign
        let conversation =
            part.halts
            ? try openConversation(with: part.sender, campaign: campaign, route: part.route, at: at)
            : try quietConversation(with: part.sender, route: part.route)
        let reading = try read(message, from: number, at: at)
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
                UPDATE conversation SET version = version + 1, last_inbound_at = ?, route_id = ?,
                    campaign_id = COALESCE(?, campaign_id)
                WHERE id = ?
                """,
                [at.milliseconds, part.route, campaign, conversation]
            )
        }
        if let number, part.halts {
            try act(on: reading, from: number, inbound, conversation, part, &receipt)
        }
        try record(
            ReceivedEvent(
                id: inbound,
                from: part.sender.stored,
                text: message.shown,
                route: try routeName(part.route),
                receivedAt: at,
                kind: reading.kind,
                complete: message.isComplete
            ),
            at: at
        )
    }

    private struct Reading {
        var kind: String
        var intent: InboundIntent
    }

    private func read(_ message: WholeMessage, from number: PhoneNumber?, at: Timestamp) throws -> Reading {
        if let aside = message.aside { return read(aside, message.text, from: number) }
        guard let number else { return Reading(kind: "service", intent: .none) }
        guard message.kind == .text else { return Reading(kind: message.kind.rawValue, intent: .none) }
        let intent = context.words.classify(message.text)
        let kind =
            switch intent {
            case .optOut: "optOut"
            case .optIn: "optIn"
            case .help: "help"
            case .wrongNumber: "wrongNumber"
            case .ask: "ask"
            case .none:
                AutomaticReply.isLikely(text: message.text, secondsSinceOurLast: try secondsSinceOurs(number, at: at))
                    ? "automatic" : "text"
            }
        return Reading(kind: kind, intent: intent)
    }

    /// A person's flash message is read for one thing alone: whether they want no more of us.
    private func read(_ aside: InboundKind, _ text: String, from number: PhoneNumber?) -> Reading {
        if number != nil, aside == .flash {
            let intent = context.words.classify(text)
            switch intent {
            case .optOut: return Reading(kind: "optOut", intent: intent)
            case .wrongNumber: return Reading(kind: "wrongNumber", intent: intent)
            case .optIn, .help, .ask, .none: break
            }
        }
        return Reading(kind: aside.name, intent: .none)
    }

    private func secondsSinceOurs(_ number: PhoneNumber, at: Timestamp) throws -> Int? {
        try moment("SELECT MAX(sent_at) FROM message WHERE number = ? AND sent_at IS NOT NULL", [number.e164])
            .map { Int((at - $0).components.seconds) }
    }

    private func act(
        on reading: Reading,
        from number: PhoneNumber,
        _ inbound: Int64,
        _ conversation: Int64,
        _ part: InboundPart,
        _ receipt: inout Receipt
    ) throws {
        let at = part.receivedAt
        switch reading.intent {
        case .optOut(let word, let language):
            try optOut(number, word, language, inbound, conversation, part, &receipt)
        case .optIn(_, let language):
            if try lift(number.e164, note: "the person opted in again", at: at) {
                try recordOptIn(of: number.e164, inbound: inbound, at: at)
                receipt.optedIn = true
                try setOwner(of: conversation, to: .agent, reason: nil)
                try confirm(context.confirmations.optIn(language: language, sender: context.settings.senderName))
            } else {
                try turn(to: conversation, because: inbound, at: at)
            }
        case .help(let language):
            try confirm(context.confirmations.help(language: language, sender: context.settings.senderName))
        case .wrongNumber:
            try suppressWrongNumber(number.e164, inbound: inbound, at: at)
            try escalate(conversation, because: inbound, reason: "says that the number is wrong", at: at)
        case .ask(let why):
            try escalate(conversation, because: inbound, reason: "may want no more messages: \(why)", at: at)
        case .none where reading.kind == "text":
            if context.planted.contains(.liftByAnything) { _ = try lift(number.e164, note: "wrote again", at: at) }
            try turn(to: conversation, because: inbound, at: at)
        case .none where reading.kind == "automatic":
            break
        case .none:
            let reason = reading.kind == "broken" ? "cannot be read" : "is not a text"
            try escalate(conversation, because: inbound, reason: reason, at: at)
        }

        func confirm(_ text: String?) throws {
            guard let text, !part.alreadyConfirmed else { return }
            try queueConfirmation(text, of: inbound, to: number, conversation, part)
        }
    }

    private func optOut(
        _ number: PhoneNumber,
        _ word: String,
        _ language: String,
        _ inbound: Int64,
        _ conversation: Int64,
        _ part: InboundPart,
        _ receipt: inout Receipt
    ) throws {
        let at = part.receivedAt
        receipt.optedOut = true
        let isNew = try suppress(number.e164, reason: .stopKeyword, note: "“\(word)”", inbound: inbound, at: at)
        let halted = try all(
            """
            SELECT id FROM enrollment WHERE number = ?1 AND state = 'replied'
                AND ended_at >= (SELECT COALESCE(MIN(received_at), ?2) FROM part WHERE inbound_id = ?3)
            ORDER BY id
            """,
            [number.e164, at.milliseconds, inbound]
        )
        for row in halted {
            let enrollment: Int64 = row["id"]
            try run("UPDATE enrollment SET state = 'optedOut', reason = 'opted out' WHERE id = ?", [enrollment])
            try decide(EnrollmentState.optedOut.rawValue, "opted out", enrollment: enrollment, at: at)
        }
        let open = try all(
            "SELECT id, state FROM message WHERE number = ? AND state IN ('queued', 'claimed') AND exempt = 0",
            [number.e164]
        )
        for row in open where !context.planted.contains(.unasked) {
            try end(row["id"], as: .suppressed, reason: "the person opted out", at: at)
        }
        try setOwner(of: conversation, to: .muted, reason: "opted out")
        if isNew, let campaign = try lastTouch(of: number, on: part.route, at: at)?.campaign {
            try tripOptOuts(of: campaign, at: at)
        }
        guard isNew || context.planted.contains(.confirmAgain), !part.alreadyConfirmed,
            let text = context.confirmations.optOut(language: language, sender: context.settings.senderName)
        else { return }
        // Some laws allow it for a few minutes only.
        let minutes = context.policies.match(number, named: nil)?.rules.confirmationMinutes
        let deadline = minutes.map { at + .seconds(60 * $0) }
        try queueConfirmation(text, of: inbound, to: number, conversation, part, deadline: deadline)
    }

    private func queueConfirmation(
        _ text: String,
        of inbound: Int64,
        to number: PhoneNumber,
        _ conversation: Int64,
        _ part: InboundPart,
        deadline: Timestamp? = nil
    ) throws {
        do {
            try queue(
                QueueEntry(
                    number: number.e164,
                    text: text,
                    origin: .system,
                    priority: MessageOrigin.system.priority,
                    dueAt: part.receivedAt,
                    deadline: deadline,
                    conversation: conversation,
                    answers: inbound,
                    isExempt: true,
                    wantedRoute: part.route,
                    why: "confirms what the person asked for"
                ),
                at: part.receivedAt
            )
        } catch StorageError.conflict(let reason) {
            // What the person asked for is done all the same.
            try decide("notConfirmed", reason, number: number.e164, at: part.receivedAt)
        }
    }

    /// The message to which a reply is credited: the last one of a campaign that left for the number, and not too long ago.
    /// One by the route that was answered on comes before all others, and one without an answer yet after them.
    private func lastTouch(
        of number: PhoneNumber,
        on route: RouteID,
        at: Timestamp
    ) throws -> (message: Int64, campaign: Int64)? {
        try first(
            """
            SELECT message.id, message.campaign_id, MAX(segment.handed_over_at) AS at
            FROM message JOIN segment ON segment.message_id = message.id
            WHERE message.number = ? AND message.campaign_id IS NOT NULL AND segment.handed_over_at >= ?
                AND segment.state IN ('submitting', 'accepted', 'uncertain')
            GROUP BY message.id
            ORDER BY message.route_id = ? DESC, MIN(segment.state = 'submitting'), at DESC, message.id DESC LIMIT 1
            """,
            [number.e164, (at - context.settings.attribution).milliseconds, route]
        )
        .map { ($0[0], $0[1]) }
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
