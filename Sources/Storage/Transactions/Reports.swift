public import Campaigns
import GRDB
import SMS

extension Store {
    /// Stores a status report and moves the message on that it belongs to. The same report is stored once.
    public func receive(_ report: InboundReport) async throws(StorageError) -> Bool {
        try await write { transaction in try transaction.receive(report) }
    }

    /// What a provider says became of a message.
    public func receiveStatus(
        of providerReference: String,
        from route: RouteID,
        _ status: ProviderOutcome,
        reason: String?,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            guard
                let row = try transaction.first(
                    "SELECT id, number FROM message WHERE route_id = ? AND provider_reference = ?",
                    [route, providerReference]
                )
            else { return }
            let message: Int64 = row["id"]
            try transaction.run(
                """
                INSERT INTO provider_report (route_id, message_id, outcome, reason, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                [route, message, status.rawValue, reason, at.milliseconds]
            )
            if status == .optedOut {
                try transaction.suppress(row["number"], reason: .provider, note: reason, inbound: nil, at: at)
                try transaction.takeBackSuppressed(row["number"], at: at)
            }
            let next: MessageState = status == .delivered ? .delivered : .undelivered
            try transaction.conclude(message, as: next, reason: reason ?? "the provider's report", at: at)
        }
    }
}

/// A provider's last word on a message.
public enum ProviderOutcome: String, Hashable, Sendable {
    case delivered, undelivered, optedOut
}

extension Transaction {
    func receive(_ report: InboundReport) throws -> Bool {
        if try holdsErased(report.fingerprint, in: "report", of: report.route) { return false }
        let found = try match(report)
        let added = try run(
            """
            INSERT INTO report (route_id, fingerprint, reference, recipient, status, raw, message_id, sequence, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                report.route, report.fingerprint, report.reference, report.recipient, Int(report.status), report.raw,
                found?.message, found?.sequence, report.receivedAt.milliseconds,
            ]
        )
        guard added > 0, let found else { return added > 0 }
        let at = report.receivedAt
        let status = DeliveryStatus(octet: report.status)
        try run(
            "UPDATE segment SET status = ?, reported_at = ? WHERE message_id = ? AND sequence = ?",
            [Int(report.status), at.milliseconds, found.message, found.sequence]
        )
        try decide("reported", "segment \(found.sequence): \(status.meaning)", message: found.message, at: at)
        if found.wasUncertain {
            try settle(found.message, found.sequence, reference: report.reference, why: "a status report came", at: at)
        }
        try concludeFromReports(found.message, at: at)
        return true
    }

    private struct Match {
        var message: Int64
        var sequence: Int
        var wasUncertain: Bool
    }

    /// By line, TP-MR, the tail of the recipient and the time. TP-MR wraps at 256: of several, the one that the service
    /// centre took at the time that the report states; where it states none, one that is still open, and the newest. A
    /// segment whose answer never came, or did not tell it, has no reference: then line, recipient and time must do, and
    /// of several segments the one of which nothing was reported yet.
    private func match(_ report: InboundReport) throws -> Match? {
        let tail = Self.tail(report.recipient)
        guard tail.count >= 5 else { return nil }
        // The answer of what is on its way to this very number is not there yet: the report waits for it.
        let isOnItsWay = try exists(
            """
            SELECT 1 FROM segment JOIN message ON message.id = segment.message_id
            WHERE segment.state = 'submitting' AND segment.route_id = ? AND message.number LIKE '%' || ?
            """,
            [report.route, tail]
        )
        let since = report.receivedAt.milliseconds - 7 * 86_400_000
        // Some modems never tell the reference of what was accepted.
        for (state, reference) in [("accepted", Int?.some(report.reference)), ("uncertain", nil), ("accepted", nil)] {
            if state == "uncertain", isOnItsWay { return nil }
            let row = try first(
                """
                SELECT segment.message_id, segment.sequence FROM segment
                JOIN message ON message.id = segment.message_id
                WHERE segment.route_id = ? AND segment.reference IS ? AND segment.handed_over_at >= ?
                    AND segment.handed_over_at <= ? AND segment.state = ? AND message.number LIKE '%' || ?
                ORDER BY ABS(segment.handed_over_at - COALESCE(?, segment.handed_over_at)) / ?,
                    message.state IN ('delivered', 'undelivered'),
                    segment.reference IS NULL AND segment.reported_at IS NOT NULL, segment.handed_over_at DESC, segment.sequence DESC
                LIMIT 1
                """,
                [
                    report.route, reference, since, report.receivedAt.milliseconds, state, tail,
                    report.takenAt?.milliseconds, Self.clockTolerance,
                ]
            )
            if let row {
                return Match(message: row["message_id"], sequence: row["sequence"], wasUncertain: state == "uncertain")
            }
        }
        return nil
    }

    /// Two times of a service centre that are this near, in milliseconds, tell no two messages apart: its clock and ours
    /// differ.
    private static let clockTolerance: Int64 = 600_000

    /// What is the same in the national and the international form of a number.
    private static func tail(_ number: String) -> String {
        String(number.filter(\.isNumber).suffix(8))
    }

    /// A message is delivered when every segment is, and undelivered as soon as one finally is not.
    private func concludeFromReports(_ message: Int64, at: Timestamp) throws {
        let rows = try all("SELECT status FROM segment WHERE message_id = ?", [message])
        let reports = rows.map { row in
            (row["status"] as Int?).flatMap { UInt8(exactly: $0) }.map { DeliveryStatus(octet: $0) }
        }
        if let failed = reports.compactMap(\.self).first(where: { $0.statusClass.isFailure }) {
            let isNew = try state(of: message) != .undelivered
            try conclude(message, as: .undelivered, reason: failed.meaning, at: at)
            // Off or away until the validity ended says nothing about the number: the sequence goes on.
            guard isNew, failed.statusClass == .failedPermanent, failed.octet != Self.validityExpired else { return }
            let reason = "not delivered: \(failed.meaning)"
            if let enrollment = try number("SELECT enrollment_id FROM message WHERE id = ?", [message]) {
                try fail(enrollment: enrollment, reason: reason, at: at)
            }
            try numberFailed(message, reason: reason, at: at)
            try noteUndelivered(message, at: at)
        } else if !reports.isEmpty, reports.allSatisfy({ $0?.statusClass == .delivered }) {
            try conclude(message, as: .delivered, reason: "the network's report", at: at)
        }
    }

    private static let validityExpired: UInt8 = 0x46

    /// A report may come before the modem's own answer: then it waits, unmatched, for the reference.
    func applyEarlyReports(
        _ message: Int64,
        _ sequence: Int,
        reference: Int,
        of number: String,
        by route: RouteID,
        since: Int64,
        at: Timestamp
    ) throws {
        let reports = try all(
            """
            SELECT id, status FROM report
            WHERE route_id = ? AND reference = ? AND message_id IS NULL AND at >= ? AND recipient LIKE '%' || ?
            ORDER BY id
            """,
            [route, reference, since, Self.tail(number)]
        )
        for report in reports {
            try run(
                "UPDATE report SET message_id = ?, sequence = ? WHERE id = ?",
                [message, sequence, report["id"] as Int64]
            )
            try run(
                "UPDATE segment SET status = ?, reported_at = ? WHERE message_id = ? AND sequence = ?",
                [report["status"] as Int, at.milliseconds, message, sequence]
            )
        }
        if !reports.isEmpty { try concludeFromReports(message, at: at) }
    }

    func conclude(_ message: Int64, as next: MessageState, reason: String, at: Timestamp) throws {
        guard let state = try state(of: message), state == .sent || state == .uncertain else { return }
        try run(
            "UPDATE message SET state = ?, final_at = ? WHERE id = ?",
            [next.rawValue, at.milliseconds, message]
        )
        try decide(next.rawValue, reason, message: message, at: at)
        try tell(next, of: message, reason: reason, at: at)
        try tellDelivery(of: message, as: next, reason: reason, at: at)
    }
}

extension StatusClass {
    var isFailure: Bool { self == .failedPermanent || self == .failedTemporary }
}
