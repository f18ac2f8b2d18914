import Campaigns
import GRDB
import Testing

@testable import Storage

extension Bench {
    func figures(
        of name: String = "news",
        by breakdowns: Set<FigureBreakdown> = Set(FigureBreakdown.allCases),
        at: Timestamp = noon
    ) async throws -> CampaignFigures {
        try await store.figures(of: name, by: breakdowns, at: at)
    }

    /// A line that takes so many thousandths for a segment.
    func line(_ name: String, price: Int, currency: String? = "EUR") async throws -> RouteTerms {
        var terms = try await line(name)
        terms.tariff = SegmentPrice(Amount(thousandths: price), currency: currency)
        return terms
    }

    /// Claims the next message and tells what a line said of its only segment.
    @discardableResult
    func send(_ terms: RouteTerms, _ answer: SegmentAnswer, at: Timestamp = noon) async throws -> ClaimedMessage {
        let message = try await handOver(terms, at: at)
        try await self.answer(message, answer, on: terms, at: at)
        return message
    }

    /// The network's report on a message that was accepted with its id as the reference.
    func report(_ message: ClaimedMessage, on terms: RouteTerms, status: UInt8 = 0, at: Timestamp = noon) async throws {
        _ = try await store.receive(
            InboundReport(
                route: terms.route,
                fingerprint: "\(message.id) \(status)",
                reference: Int(message.id) % 256,
                recipient: message.number.e164,
                status: status,
                raw: "",
                receivedAt: at
            )
        )
    }

    /// Records a goal; `value` in thousandths, `key` tells it from another of its name.
    func goal(
        _ name: String,
        of index: Int,
        value: Int? = nil,
        key: String? = nil,
        at: Timestamp = noon
    ) async throws {
        _ = try await store.write { transaction in
            try transaction.run(
                """
                INSERT INTO goal (at, campaign_id, enrollment_id, number, name, value, source, idempotency_key)
                SELECT ?, campaign_id, id, number, ?, ?, 'test', ? FROM enrollment WHERE number = ?
                """,
                [at.milliseconds, name, value, key, Self.number(index).e164]
            )
        }
    }
}
