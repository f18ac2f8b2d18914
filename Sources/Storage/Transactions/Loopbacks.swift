public import Campaigns
import GRDB

extension Store {
    /// How long a test that is late is still known as one.
    public static let loopbackPatience: Duration = .seconds(7 * 86_400)
    /// How long tests are kept.
    public static let loopbackAge: Duration = .seconds(90 * 86_400)

    /// Queues tests, each bound to the line that sends it, which has until `deadline` to do so, and writes down whom nobody
    /// can write to. Returns the id of the round, which is `round` where that is given. Throws a conflict while another
    /// round is under way.
    public func begin(
        _ tests: [NewLoopback],
        unnumbered: [RouteID] = [],
        _ cause: Loopback.Cause,
        following round: Int64? = nil,
        deadline: Timestamp,
        at: Timestamp
    ) async throws(StorageError) -> Int64? {
        try await write { transaction in
            // One at a time: what one shows would be taken for another's.
            if round == nil, cause != .return, try transaction.hasOpenRound() {
                throw StorageError.conflict("a loopback is under way: see `smsbridge modem loopback list`")
            }
            var id = round
            for test in tests {
                id = try transaction.begin(test, cause, round: id, follows: round != nil, deadline: deadline, at: at)
            }
            for route in unnumbered { id = try transaction.skip(route, cause, round: id, at: at) }
            try transaction.pruneLoopbacks(at: at)
            return id
        }
    }

    /// From now on a message with that token is a test that a technician sends by a line. Returns its id.
    public func expect(token: String, from route: RouteID?, at: Timestamp) async throws(StorageError) -> Int64 {
        try await write { transaction in
            try transaction.insertLoopback(token, from: route, to: route, message: nil, .diagnosis, round: nil, at: at)
        }
    }

    /// Writes down what became of a technician's test.
    public func finish(
        _ id: Int64,
        handedOverAt: Timestamp?,
        acceptedAt: Timestamp?,
        _ outcome: Loopback.Outcome,
        reason: String?
    ) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run(
                """
                UPDATE loopback SET handed_over_at = ?, accepted_at = ?, outcome = ?, reason = ?, concluded = 1
                WHERE id = ?
                """,
                [handedOverAt?.milliseconds, acceptedAt?.milliseconds, outcome.rawValue, reason, id]
            )
        }
    }

    /// Writes down what tests are found to show. One that came in the meantime is looked at again.
    public func conclude(_ findings: [LoopbackFinding]) async throws(StorageError) {
        try await write { transaction in
            for finding in findings {
                try transaction.run(
                    """
                    UPDATE loopback SET outcome = ?1, reason = ?2, blame = ?3, proven = ?4, concluded = 1
                    WHERE id = ?5 AND (arrived_at IS NULL OR ?1 = 'arrived')
                    """,
                    [
                        finding.outcome.rawValue, finding.reason, finding.blame?.rawValue, finding.isProven, finding.id,
                    ]
                )
            }
        }
    }

    /// Makes the number of a line known.
    public func setOwnNumber(_ number: PhoneNumber, of route: RouteID, at: Timestamp) async throws(StorageError) {
        _ = try await write { transaction in
            try transaction.run(
                """
                INSERT INTO own_number (route_id, number, at) VALUES (?, ?, ?)
                ON CONFLICT (route_id) DO UPDATE SET number = excluded.number, at = excluded.at
                """,
                [route, number.e164, at.milliseconds]
            )
        }
    }
}

extension Transaction {
    /// Whether the part is a test that came back: its token is expected, or it has the mark and comes from one of our own
    /// numbers. Then it is stored as everything that comes in, and nothing else follows from it.
    func takeLoopback(_ part: InboundPart, _ stored: Int64) throws -> Bool {
        guard !context.planted.contains(.loopback), case .text(let text) = part.content,
            let token = LoopbackText.token(in: text)
        else { return false }
        let at = part.receivedAt
        let expected = try number(
            "SELECT id FROM loopback WHERE token = ? AND expires_at > ? ORDER BY id DESC LIMIT 1",
            [token, at.milliseconds]
        )
        if let expected {
            try run(
                """
                UPDATE loopback SET arrived_at = ?, arrived_on = ?,
                    concluded = CASE WHEN cause = 'diagnosis' THEN concluded ELSE 0 END
                WHERE id = ? AND arrived_at IS NULL
                """,
                [at.milliseconds, part.route, expected]
            )
        } else {
            guard let sender = part.sender.number,
                try exists("SELECT 1 FROM own_number WHERE number = ?", [sender.e164])
            else { return false }
        }
        let conversation = try quietConversation(with: .service("loopback"), route: part.route)
        let inbound = try insert(
            """
            INSERT INTO inbound (route_id, number, sender, text, encoding, kind, complete, conversation_id, received_at)
            VALUES (?, ?, ?, ?, ?, 'loopback', 1, ?, ?)
            """,
            [
                part.route, part.sender.number?.e164, part.sender.stored, text, part.encoding, conversation,
                at.milliseconds,
            ]
        )
        try run("UPDATE part SET inbound_id = ? WHERE id = ?", [inbound, stored])
        return true
    }

    /// A test leaves by its own line alone, and not before what came in is read. `nil`: nothing is against it.
    func judgeTest(_ message: JudgedMessage, on terms: RouteTerms, at: Timestamp) throws -> Judgement? {
        let sender = try number("SELECT sender_id FROM loopback WHERE message_id = ?", [message.id])
        guard sender == terms.route else { return .end(.cancelled, reason: "a test leaves by its own line alone") }
        if let obstacle = terms.campaignObstacle { return .end(.cancelled, reason: obstacle) }
        guard !terms.campaignsMayLeave, !context.planted.contains(.inboxLast) else { return nil }
        return .hold(
            until: at + Self.inboxPause,
            reason: "tests wait until what came in is read",
            keeps: .message
        )
    }

    private static let inboxPause: Duration = .seconds(5)

    /// The test that a line is to send next, where it may send nothing else.
    func headTest(of route: RouteID, at: Timestamp) throws -> Int64? {
        try number(
            """
            SELECT id FROM message WHERE state = 'queued' AND stream = 0 AND wanted_route = ? AND priority = ?
                AND due_at <= ? AND origin = 'test' ORDER BY due_at, id LIMIT 1
            """,
            [route, MessageOrigin.test.priority, at.milliseconds]
        )
    }

    func nextTest(of route: RouteID) throws -> Timestamp? {
        try moment(
            """
            SELECT MIN(due_at) FROM message WHERE state = 'queued' AND stream = 0 AND wanted_route = ? AND priority = ?
                AND origin = 'test'
            """,
            [route, MessageOrigin.test.priority]
        )
    }

    fileprivate func hasOpenRound() throws -> Bool {
        try exists("SELECT 1 FROM loopback WHERE concluded = 0 AND cause NOT IN ('return', 'diagnosis') LIMIT 1")
    }

    /// What a line has not begun to send of tests is sent by nobody else.
    func takeBackTests(of route: RouteID, reason: String, at: Timestamp) throws {
        let tests = try all(
            "SELECT id FROM message WHERE state = 'queued' AND wanted_route = ? AND origin = 'test' ORDER BY id",
            [route]
        )
        for row in tests { try end(row["id"], as: .cancelled, reason: reason, at: at) }
    }

    fileprivate func begin(
        _ test: NewLoopback,
        _ cause: Loopback.Cause,
        round: Int64?,
        follows: Bool,
        deadline: Timestamp,
        at: Timestamp
    ) throws -> Int64 {
        let message = try queue(
            QueueEntry(
                number: test.number.e164,
                text: LoopbackText.text(test.token),
                origin: .test,
                priority: MessageOrigin.test.priority,
                dueAt: at,
                deadline: deadline,
                wantedRoute: test.sender,
                wantedUntil: deadline,
                why: "tests \(try routeName(test.sender)) and \(try routeName(test.receiver))"
            ),
            at: at
        )
        let id = try insertLoopback(
            test.token,
            from: test.sender,
            to: test.receiver,
            message: message,
            cause,
            round: round,
            follows: follows,
            at: at
        )
        if let reason = try suppressionReason(of: test.number.e164) {
            try end(message, as: .suppressed, reason: reason, at: at)
        }
        return round ?? id
    }

    fileprivate func skip(_ route: RouteID, _ cause: Loopback.Cause, round: Int64?, at: Timestamp) throws -> Int64 {
        let id = try insertLoopback(nil, from: nil, to: route, message: nil, cause, round: round, at: at)
        try run(
            "UPDATE loopback SET outcome = 'unsent', reason = ?, concluded = 1 WHERE id = ?",
            ["its own number is not known: give it as number: of the modem in the configuration", id]
        )
        return round ?? id
    }

    fileprivate func insertLoopback(
        _ token: String?,
        from sender: RouteID?,
        to receiver: RouteID?,
        message: Int64?,
        _ cause: Loopback.Cause,
        round: Int64?,
        follows: Bool = false,
        at: Timestamp
    ) throws -> Int64 {
        let id = try insert(
            """
            INSERT INTO loopback (round, cause, follows, token, sender_id, receiver_id, message_id, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                round ?? 0, cause.rawValue, follows, token, sender, receiver, message, at.milliseconds,
                (at + Store.loopbackPatience).milliseconds,
            ]
        )
        if round == nil { try run("UPDATE loopback SET round = id WHERE id = ?", [id]) }
        return id
    }

    private static let mostPruned = 50

    fileprivate func pruneLoopbacks(at: Timestamp) throws {
        try run(
            """
            DELETE FROM loopback WHERE id IN
                (SELECT id FROM loopback WHERE created_at < ? AND concluded = 1 ORDER BY id LIMIT ?)
            """,
            [(at - Store.loopbackAge).milliseconds, Self.mostPruned]
        )
    }
}
