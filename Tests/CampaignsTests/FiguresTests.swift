import Foundation
import Testing

@testable import Campaigns

@Suite struct FiguresTests {
    /// The roots of the score equation (x − np)² = z²np(1 − p), found by bisection.
    @Test(arguments: [
        (0, 10, 0.0, 0.277_533), (10, 10, 0.722_467, 1.0), (1, 2, 0.094_531, 0.905_469), (5, 10, 0.236_593, 0.763_407),
        (8, 31, 0.137_017, 0.432_461), (30, 100, 0.218_949, 0.395_849), (0, 1, 0.0, 0.793_451),
    ])
    func theIntervalIsWilsons(numerator: Int, denominator: Int, low: Double, high: Double) throws {
        let interval = try #require(Rate(numerator, of: denominator).interval)
        #expect(abs(interval.lowerBound - low) < 2e-6, "\(interval)")
        #expect(abs(interval.upperBound - high) < 2e-6, "\(interval)")
    }

    @Test(arguments: [1, 3, 10, 999, 100_000])
    func theIntervalHoldsTheValueAndStaysInBounds(denominator: Int) throws {
        for numerator in stride(from: 0, through: denominator, by: max(1, denominator / 7)) {
            let rate = Rate(numerator, of: denominator)
            let (value, interval) = (try #require(rate.value), try #require(rate.interval))
            #expect((0...1).contains(interval.lowerBound) && (0...1).contains(interval.upperBound))
            #expect(interval.contains(value), "\(numerator)/\(denominator): \(interval)")
        }
    }

    @Test func aRateOfNothingHasNoValue() throws {
        #expect(Rate(0, of: 0).value == nil)
        #expect(Rate(0, of: 0).interval == nil)
        #expect(try json(Rate(0, of: 0)) == #"{"denominator":0,"numerator":0}"#)
        #expect(
            try json(Rate(1, of: 2)) == #"{"denominator":2,"high":0.905469,"low":0.094531,"numerator":1,"value":0.5}"#
        )
    }

    @Test(arguments: [
        (0, "0.00", "0"), (75, "0.075", "0.075"), (70, "0.07", "0.07"), (12_300, "12.30", "12.3"),
        (5, "0.005", "0.005"),
        (1_000_001, "1000.001", "1000.001"),
    ])
    func amountsAreExact(thousandths: Int, text: String, json: String) throws {
        let amount = Amount(thousandths: thousandths)
        #expect(amount.description == text)
        #expect(try self.json(amount) == json)
        #expect(try JSONDecoder().decode(Amount.self, from: Data(json.utf8)) == amount)
    }

    /// Costs and value in thousandths; what each reply and success costs, and what the money brought, as they are printed.
    @Test(arguments: [
        (cost: 3075, value: Int?.none, replied: 8, succeeded: 0, reply: "0.384375", success: "nil", roi: "nil"),
        (cost: 3000, value: 12_000, replied: 3, succeeded: 2, reply: "1.0", success: "1.5", roi: "3.0"),
        (cost: 3000, value: 3000, replied: 0, succeeded: 1, reply: "nil", success: "3.0", roi: "0.0"),
        (cost: 3000, value: 0, replied: 1, succeeded: 1, reply: "3.0", success: "3.0", roi: "-1.0"),
        (cost: 0, value: 500, replied: 2, succeeded: 1, reply: "0.0", success: "0.0", roi: "nil"),
        (cost: 1000, value: 0, replied: 3, succeeded: 1, reply: "0.333333", success: "1.0", roi: "-1.0"),
    ])
    func money(
        _ row: (
            cost: Int, value: Int?, replied: Int, succeeded: Int, reply: String, success: String, roi: String
        )
    ) {
        let money = CampaignMoney(
            costs: [CostFigures(currency: "EUR", segments: 10, cost: Amount(thousandths: row.cost))],
            value: row.value.map { Amount(thousandths: $0) },
            replied: row.replied,
            succeeded: row.succeeded
        )
        func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "nil" }
        #expect(money.cost == Amount(thousandths: row.cost))
        #expect(text(money.costPerReply) == row.reply)
        #expect(text(money.costPerSuccess) == row.success)
        #expect(text(money.roi) == row.roi)
    }

    @Test func answersCostToo() {
        let costs = CostFigures(
            currency: "EUR",
            segments: 10,
            answerSegments: 2,
            cost: Amount(thousandths: 1000),
            answerCost: Amount(thousandths: 200)
        )
        let money = CampaignMoney(costs: [costs], value: Amount(thousandths: 2400), replied: 4, succeeded: 1)
        #expect(money.cost == Amount(thousandths: 1200))
        #expect(money.costPerReply == 0.3)
        #expect(money.roi == 1)
    }

    @Test func workIsAddedInTheSameCurrency() {
        let euros = CostFigures(currency: "EUR", segments: 2, cost: Amount(thousandths: 150))
        let work = WorkFigures(currency: "EUR", answers: 1, minutes: 3, cost: Amount(thousandths: 1500))
        let money = CampaignMoney(costs: [euros], work: [work], value: Amount("3.30"), replied: 1, succeeded: 1)
        #expect(money.cost == Amount(thousandths: 1650) && money.workCost == Amount(thousandths: 1500))
        #expect(money.roi == 1)
        var other = work
        other.currency = "USD"
        let apart = CampaignMoney(costs: [euros], work: [other], value: nil, replied: 1, succeeded: 1)
        #expect(apart.cost == nil)
        let free = CampaignMoney(costs: [], work: [work], value: nil, replied: 1, succeeded: 1)
        #expect(free.cost == Amount(thousandths: 1500), "people cost also where segments are free")
    }

    @Test func withoutPricesOrInSeveralCurrenciesThereIsNoCost() {
        let free = CostFigures(currency: nil, segments: 3, unpriced: 3, cost: .zero)
        let euros = CostFigures(currency: "EUR", segments: 2, cost: Amount(thousandths: 150))
        let dollars = CostFigures(currency: "USD", segments: 2, cost: Amount(thousandths: 16))
        let value = Amount(thousandths: 1000)
        for costs in [[], [free], [euros, dollars]] {
            let money = CampaignMoney(costs: costs, value: value, replied: 1, succeeded: 1)
            #expect(money.cost == nil && money.costPerReply == nil && money.roi == nil)
        }
        let partly = CampaignMoney(costs: [free, euros], value: value, replied: 1, succeeded: 1)
        #expect(partly.cost == Amount(thousandths: 150))
        #expect(partly.unpriced == 3)
        #expect(partly.currency == "EUR")
    }

    @Test func unknownAndAssumedAreNeverDelivered() {
        let funnel = FunnelFigures(
            enrolled: 20,
            excluded: 2,
            eligible: 18,
            attempted: 16,
            accepted: 14,
            delivered: 6,
            assumed: 3,
            unknown: 4,
            undelivered: 1,
            uncertain: 1,
            failed: 1,
            underway: 0,
            stopped: 0,
            reached: 9,
            replied: 3,
            optedOut: 1,
            optedIn: 1,
            help: 1,
            wrongNumber: 0,
            automatic: 1,
            succeeded: 3,
            succeededBefore: 1
        )
        let rates = CampaignRates(
            funnel: funnel,
            failures: FailureFigures(tried: 17, permanent: 1, temporary: 0, expired: 1, uncertain: 1, unspecified: 0),
            escalation: EscalationFigures(conversations: 5, withAgent: 4, escalated: 1, withoutAgent: 1)
        )
        #expect(rates.delivery == Rate(6, of: 11))
        #expect(rates.unknown == Rate(4, of: 11))
        #expect(rates.assumed == Rate(3, of: 14))
        #expect(rates.response == Rate(3, of: 9))
        #expect(rates.optOut == Rate(1, of: 9))
        #expect(rates.success == Rate(3, of: 10))
        #expect(rates.escalation == Rate(1, of: 4))
        #expect(rates.permanentFailure == Rate(1, of: 17))
    }

    @Test func aStepStandsBesideItsCounts() throws {
        let messages = MessageFigures(
            attempted: 3,
            accepted: 3,
            delivered: 1,
            assumed: 0,
            unknown: 1,
            undelivered: 1,
            uncertain: 0,
            failed: 0,
            reached: 1,
            replied: 1,
            optedOut: 0,
            raced: 0,
            segments: 3,
            cost: Amount(thousandths: 225)
        )
        let step = StepFigures(step: 2, messages: messages)
        let text = try json(step)
        #expect(text.contains(#""attempted":3"#) && text.contains(#""step":2"#) && text.contains(#""cost":0.225"#))
        #expect(text.contains(#""delivery":{"denominator":3"#))
        #expect(try JSONDecoder().decode(StepFigures.self, from: Data(text.utf8)) == step)
        let line = LineFigures(line: "line1", kind: "line", messages: messages)
        #expect(try JSONDecoder().decode(LineFigures.self, from: Data(json(line).utf8)) == line)
    }

    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
