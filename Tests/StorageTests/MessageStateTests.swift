import Campaigns
import Testing

@testable import Storage

@Suite struct MessageStateTests {
    /// Whatever comes in whatever order, no message makes a transition that it may not make: the trigger of ``Bench``
    /// would refuse it, and the call would throw.
    @Test(arguments: UInt64(1)...6)
    func noMessageEverGoesBackwards(seed: UInt64) async throws {
        try await Bench.run(settings: { $0.hasFallback = true }) { bench in
            var random = SeededGenerator(seed: seed)
            func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
            let lines = [try await bench.line("one"), try await bench.line("two")]
            let cloud = try await bench.provider(takesUnbound: true)
            var at = noon
            try await bench.campaign(
                steps: [CampaignStep(String(repeating: "long ", count: 60)), CampaignStep("two", after: .minutes(1))],
                contacts: 1...20,
                endsOnFailure: false
            )
            var held: [(message: ClaimedMessage, line: RouteTerms)] = []
            for step in 0..<400 {
                at += .seconds(Int64(pick(0...20)))
                let line = lines[pick(0...1)]
                do {
                    switch pick(0...13) {
                    case 0, 1, 2:
                        guard let message = try await bench.claim(line, at: at) else { break }
                        guard !message.pending.isEmpty else {
                            let story = try await bench.store.story(of: message.id)
                            Issue.record("seed \(seed): nothing is left to send: \(story)")
                            return
                        }
                        held.append((message, line))
                    case 3, 4, 5:
                        guard let (message, line) = held.randomElement(using: &random) else { break }
                        let sequence = message.pending[pick(1...message.pending.count) - 1]
                        if case .stop = try await bench.store.handOver(message, sequence: sequence, on: line, at: at) {
                            held.removeAll { $0.message.id == message.id }
                        }
                    case 6, 7, 8:
                        guard let (message, line) = held.randomElement(using: &random) else { break }
                        let sequence = message.pending[pick(1...message.pending.count) - 1]
                        let answer: SegmentAnswer =
                            switch pick(0...5) {
                            case 0: .refused(.temporary)
                            case 1: .refused(.permanentNumber)
                            case 2: .uncertain(reason: "silence")
                            default: .accepted(reference: pick(0...3))
                            }
                        _ = try await bench.store.answered(
                            message,
                            sequence: sequence,
                            on: line.route,
                            answer,
                            at: at
                        )
                    case 9:
                        let text = ["STOP", "START", "Yes \(step)"][pick(0...2)]
                        try await bench.receive(text, from: .person(Bench.number(pick(1...20))), on: line, at: at)
                    case 10:
                        _ = try await bench.store.receive(
                            InboundReport(
                                route: line.route,
                                fingerprint: "\(step)",
                                reference: pick(0...3),
                                recipient: Bench.number(pick(1...20)).e164,
                                status: [0, 0x30, 0x41][pick(0...2)],
                                raw: "",
                                receivedAt: at
                            )
                        )
                    case 11: _ = try await bench.store.plan(at: at)
                    case 12:
                        let id = Int64(pick(1...30))
                        _ = try? await bench.store.cancel(message: id, at: at)
                        _ = try? await bench.store.change(
                            campaign: "news",
                            [.pause, .resume][pick(0...1)],
                            at: at
                        )
                    default:
                        if pick(0...9) == 0 {
                            _ = try await bench.store.recover(at: at)
                            held = []
                        } else if let message = try await bench.claim(cloud, at: at),
                            case .go = try await bench.store.handOver(message, on: cloud, at: at)
                        {
                            let answer: [ProviderAnswer] = [
                                .accepted(id: "SM\(step)", segments: 1), .uncertain(reason: "silence"),
                                .refused(.temporary, reason: "500", jitter: 0.5),
                            ]
                            try await bench.store.answered(message, by: cloud.route, answer[pick(0...2)], at: at)
                        }
                    }
                } catch StorageError.conflict(let reason) where reason.contains("was handed over before") {
                    // A route that hands over what it has handed over is refused, and nothing changed.
                }
            }
            let twice = try await bench.count(
                """
                SELECT COUNT(*) FROM (SELECT 1 FROM decision WHERE kind = 'accepted'
                    GROUP BY message_id, detail HAVING COUNT(*) > 1)
                """
            )
            #expect(twice == 0, "seed \(seed): a segment was accepted twice")
        }
    }
}
