import Campaigns
import Foundation
import Testing

@testable import Simulation
@testable import smsbridge

/// Hand-made logs of the network: a good one, and one for each promise that can be broken.
@Suite("The demo's self-check finds what it is there to find")
struct DemoSelfCheckTests {
    private static let anna = "+491511234001"
    private static let mehmet = "+491511234002"
    private static let line1 = "262990000000000"
    private static let line2 = "262990000000001"
    private static let firstStep = "Hello Anna, your appointment is on Tuesday."
    private static let secondStep = "Hello Anna, we have not heard from you."
    private static let forMehmet = "Hello Mehmet, your appointment is on Friday."
    /// 2026-12-02 17:52 in Berlin.
    private static let start = Timestamp(seconds: 1_796_230_320)

    private static func terms() throws -> SelfCheck.Terms {
        SelfCheck.Terms(
            start: start,
            zone: try #require(TimeZone(identifier: "Europe/Berlin")),
            hours: 9 * 60..<18 * 60,
            lines: [line1: "line1", line2: "line2"],
            lineLimits: [SlidingLimit(count: 2, seconds: 60)],
            campaignLimits: [SlidingLimit(count: 3, seconds: 60)],
            texts: [anna: [firstStep, secondStep], mehmet: [forMehmet]],
            stops: [anna]
        )
    }

    private static func sent(
        _ seconds: Int64,
        to recipient: String,
        _ text: String,
        by line: String = line1,
        sequence: Int = 1,
        total: Int = 1
    ) -> NetworkLogEntry {
        NetworkLogEntry(
            at: .seconds(seconds),
            event: .accepted(
                NetworkSegment(
                    line: line,
                    recipient: recipient,
                    text: text,
                    reference: 1,
                    sequence: sequence,
                    total: total,
                    concatenation: total > 1 ? 7 : nil,
                    pdu: ""
                )
            )
        )
    }

    private static func wrote(_ seconds: Int64, _ sender: String, _ text: String) -> [NetworkLogEntry] {
        let reply = NetworkReply(id: Int(seconds), sender: sender, line: line1, text: text, parts: 1)
        return [
            NetworkLogEntry(at: .seconds(seconds), event: .replied(reply)),
            NetworkLogEntry(
                at: .seconds(seconds + 2),
                event: .stored(reply: reply.id, part: 1, line: line1, storage: "SM", index: 1)
            ),
            NetworkLogEntry(
                at: .seconds(seconds + 3),
                event: .deleted(reply: reply.id, part: 1, line: line1, storage: "SM", index: 1)
            ),
        ]
    }

    /// Anna is written to and writes STOP, which is confirmed; Mehmet is written to and answers, and an agent answers him.
    private static let good =
        [sent(10, to: anna, firstStep), sent(20, to: mehmet, forMehmet, by: line2)]
        + wrote(100, anna, "STOP") + [sent(110, to: anna, "You will get no more messages.")]
        + wrote(200, mehmet, "Where is it?")
        + [sent(260, to: mehmet, "You find us in ", sequence: 1, total: 2)]
        + [sent(264, to: mehmet, "Harbour Street.", sequence: 2, total: 2)]

    private static func broken(_ log: [NetworkLogEntry]) throws -> [SelfCheck.Check] {
        SelfCheck(log.sorted { $0.at < $1.at }, try terms()).verdicts.filter { !$0.isGood }.map(\.check)
    }

    @Test("a good run passes every check")
    func goodRun() throws {
        let verdicts = SelfCheck(Self.good, try Self.terms()).verdicts
        #expect(verdicts.map(\.check) == SelfCheck.Check.allCases)
        #expect(verdicts.flatMap(\.violations).isEmpty)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var entries: [NetworkLogEntry]
        var checks: [SelfCheck.Check]
        var testDescription: String { name }
    }

    static let faults: [Fault] = [
        Fault(
            name: "a campaign message after an answer",
            entries: wrote(30, mehmet, "Yes") + [sent(40, to: mehmet, forMehmet)],
            checks: [.halt, .twice]
        ),
        Fault(
            name: "the next step after STOP",
            entries: [sent(120, to: anna, secondStep)],
            checks: [.halt, .suppression]
        ),
        Fault(
            name: "the second segment of a campaign message after an answer",
            entries: wrote(30, mehmet, "Yes")
                + [sent(34, to: mehmet, "your appointment is on Friday.", sequence: 2, total: 2)],
            checks: [.halt]
        ),
        Fault(name: "a segment twice", entries: [sent(90, to: anna, firstStep, by: line2)], checks: [.twice]),
        Fault(
            name: "three segments of a line in a minute",
            entries: [sent(261, to: "+491511234003", "one", by: line1)],
            checks: [.limit]
        ),
        Fault(
            name: "four segments of the campaign in a minute, on two lines",
            entries: [sent(30, to: anna, secondStep, by: line2), sent(65, to: anna, "Hello Anna", by: line1)],
            checks: [.limit]
        ),
        Fault(
            name: "two confirmations of one STOP",
            entries: [sent(180, to: anna, "You will really get no more messages.")],
            checks: [.suppression]
        ),
    ]

    @Test("each kind of violation is found, and no other", arguments: faults)
    func violation(_ fault: Fault) throws {
        #expect(try Self.broken(Self.good + fault.entries) == fault.checks)
    }

    @Test(
        "a message is judged by the clock of the window's zone",
        arguments: [(479, true), (480, false), (54_479, false), (54_480, true)]
    )
    func window(_ second: Int64, _ isInside: Bool) throws {
        let log = [Self.sent(second, to: Self.mehmet, Self.forMehmet)]
        #expect(try Self.broken(log) == (isInside ? [] : [.window]))
    }

    @Test("a STOP without a confirmation is found")
    func unconfirmed() throws {
        let log = [Self.sent(10, to: Self.anna, Self.firstStep)] + Self.wrote(100, Self.anna, "STOP")
        #expect(try Self.broken(log) == [.confirmation])
    }

    @Test("a message that leaves before what was written is committed is no violation")
    func race() throws {
        let log = Self.wrote(100, Self.mehmet, "Yes") + [Self.sent(102, to: Self.mehmet, Self.forMehmet)]
        #expect(try Self.broken(log).isEmpty)
    }

    @Test("segments that the network sees a moment too close keep the limit")
    func slack() throws {
        let times: [Int64] = [0, 1, 60]
        let log = times.map { Self.sent($0, to: "+49151123400\($0)", "text \($0)") }
        #expect(try Self.broken(log).isEmpty)
    }
}
