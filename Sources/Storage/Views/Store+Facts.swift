import Campaigns
import GRDB

extension Store {
    /// Reads everything, on the caller's thread. For simulations only.
    public func dayFacts() throws(StorageError) -> DayFacts {
        do {
            return try database.read { database in
                try Transaction(database: database, context: context).answer { try $0.dayFacts() }
            }
        } catch {
            throw StorageError(error)
        }
    }
}

extension Transaction {
    fileprivate func dayFacts() throws -> DayFacts {
        var facts = DayFacts()
        try addMessages(to: &facts)
        try addInbox(to: &facts)
        try addEnrollments(to: &facts)
        facts.restores = Int(try number("SELECT COUNT(*) FROM restore") ?? 0)
        for row in try all("SELECT id, name, started_at FROM campaign") {
            facts.campaignNames[row["id"]] = row["name"]
            facts.campaignStarts[row["id"]] = row.moment("started_at")
        }
        return facts
    }

    private func addMessages(to facts: inout DayFacts) throws {
        facts.handOvers = try all(
            "SELECT handover.*, route.imsi FROM handover JOIN route ON route.id = handover.route_id ORDER BY handover.id"
        ).map {
            DayFacts.HandOver(
                id: $0["id"],
                message: $0["message_id"],
                sequence: $0["sequence"],
                route: $0["imsi"] ?? "",
                campaign: $0["campaign_id"],
                number: $0["number"],
                at: Timestamp(milliseconds: $0["at"])
            )
        }
        facts.messages = try all(
            """
            SELECT id, number, text, segments, origin, state, exempt, campaign_id, enrollment_id, step, epoch,
                idempotency_key, raced, due_at, created_at, final_at, category
            FROM message ORDER BY id
            """
        ).map {
            DayFacts.Message(
                id: $0["id"],
                number: $0["number"],
                text: $0["text"],
                segments: $0["segments"],
                origin: $0["origin"],
                category: $0["category"],
                state: $0["state"],
                exempt: $0["exempt"],
                campaign: $0["campaign_id"],
                enrollment: $0["enrollment_id"],
                step: $0["step"],
                epoch: $0["epoch"],
                key: $0["idempotency_key"],
                raced: $0["raced"],
                dueAt: Timestamp(milliseconds: $0["due_at"]),
                createdAt: Timestamp(milliseconds: $0["created_at"]),
                finalAt: $0.moment("final_at")
            )
        }
        let states = MessageState.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let history = try all(
            "SELECT message_id, kind FROM decision WHERE message_id IS NOT NULL AND kind IN (\(states), 'settled')"
        )
        for row in history { facts.messageHistory[row["message_id"], default: []].insert(row["kind"]) }
    }

    private func addInbox(to facts: inout DayFacts) throws {
        facts.parts = try all("SELECT sender, raw, total, received_at, inbound_id FROM part ORDER BY id").map {
            DayFacts.Part(
                sender: $0["sender"],
                raw: $0["raw"],
                total: $0["total"],
                receivedAt: Timestamp(milliseconds: $0["received_at"]),
                inbound: $0["inbound_id"]
            )
        }
        facts.inbound = try all("SELECT * FROM inbound ORDER BY id").map {
            DayFacts.Inbound(
                id: $0["id"],
                sender: $0["sender"],
                text: $0["text"],
                kind: $0["kind"],
                complete: $0["complete"],
                campaign: $0["campaign_id"],
                receivedAt: Timestamp(milliseconds: $0["received_at"])
            )
        }
        facts.ownerChanges = try all(
            """
            SELECT number, at, owner_before, owner_change.owner FROM owner_change
            JOIN conversation ON conversation.id = conversation_id ORDER BY owner_change.id
            """
        ).map {
            DayFacts.OwnerChange(
                number: $0[0],
                at: Timestamp(milliseconds: $0[1]),
                before: $0[2],
                owner: $0[3]
            )
        }
        for row in try all("SELECT number, owner FROM conversation") { facts.owners[row[0]] = row[1] }
        facts.loopbacks = try all("SELECT * FROM loopback ORDER BY id").map {
            DayFacts.Test(
                id: $0["id"],
                outcome: $0["outcome"],
                isConcluded: $0["concluded"],
                createdAt: Timestamp(milliseconds: $0["created_at"])
            )
        }
        facts.rotations = try all(
            """
            SELECT route.imsi, at, detail FROM modem_history JOIN route ON route.id = route_id
            WHERE modem_history.kind = 'rotation' ORDER BY modem_history.id
            """
        ).map {
            DayFacts.Rotation(
                route: $0["imsi"] ?? "",
                at: Timestamp(milliseconds: $0["at"]),
                isBack: $0["detail"] == "back in rotation"
            )
        }
        facts.suppressions = try all("SELECT * FROM suppression ORDER BY id").map {
            DayFacts.Suppression(
                number: $0["number"],
                reason: $0["reason"],
                at: Timestamp(milliseconds: $0["at"]),
                liftedAt: $0.moment("lifted_at"),
                liftedNote: $0["lifted_note"]
            )
        }
    }

    private func addEnrollments(to facts: inout DayFacts) throws {
        let ends = EnrollmentState.allCases.filter(\.isFinal).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        var history: [Int64: [String]] = [:]
        let rows = try all(
            "SELECT enrollment_id, kind, at FROM decision WHERE enrollment_id IS NOT NULL AND kind IN (\(ends)) ORDER BY id"
        )
        var endTimes: [Int64: [Timestamp]] = [:]
        for row in rows {
            history[row["enrollment_id"], default: []].append(row["kind"])
            endTimes[row["enrollment_id"], default: []].append(Timestamp(milliseconds: row["at"]))
        }
        var putBacks: [Int64: [Timestamp]] = [:]
        for row in try all("SELECT enrollment_id, at FROM decision WHERE kind = 'putBack' ORDER BY id") {
            putBacks[row["enrollment_id"], default: []].append(Timestamp(milliseconds: row["at"]))
        }
        facts.enrollments = try all(
            """
            SELECT id, campaign_id, number, state, ended_at, reason,
                (SELECT MIN(at) FROM decision WHERE enrollment_id = enrollment.id) AS since
            FROM enrollment ORDER BY id
            """
        ).map {
            DayFacts.Enrollment(
                id: $0["id"],
                campaign: $0["campaign_id"],
                number: $0["number"],
                state: $0["state"],
                since: $0.moment("since"),
                endedAt: $0.moment("ended_at"),
                reason: $0["reason"],
                putBacks: putBacks[$0["id"]] ?? [],
                endTimes: endTimes[$0["id"]] ?? [],
                ends: history[$0["id"]] ?? []
            )
        }
    }
}
