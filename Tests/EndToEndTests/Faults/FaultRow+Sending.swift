import Gateway
import Glibc
import Simulation
import Storage
import Testing

@testable import smsbridge

extension FaultRow {
    static let person = "+491511234001"
    static let other = "+491511234002"

    /// A network that takes messages at once and tells of none.
    private static var silent: SimulatedNetwork.Settings {
        var settings = House.quick
        settings.reportLoss = 1
        return settings
    }

    static func overhead() async throws -> String {
        var network = House.quick
        network.acceptance = .zero...(.zero)
        var result = ""
        try await House.run(modems: 0, network: network) { house in
            var modem = SimulatedModem(index: 0)
            modem.hardware.answerDelay = .zero
            try await house.rack.attach(modem)
            try house.configure(modems: 1)
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let begin = ContinuousClock.now
                let people = (0..<20).map { "+4915112340\(10 + $0)" }
                for person in people { try await daemon.send("Hello", to: person) }
                try await daemon.until("all left") { await house.accepted().count == people.count }
                let each = begin.duration(to: .now) / people.count
                FaultPace.expect(each, atMost: .milliseconds(50))
                result = FaultPace.text(each)
            }
        }
        return result
    }

    static func start() async throws -> String {
        var result = ""
        try await House.run(modems: 0) { house in
            try house.configure(modems: 1)
            try await house.withDaemon { daemon in
                try await daemon.send("Hello", to: person)
                try await daemon.end(with: SIGTERM)
            }
            try await house.rack.attach(SimulatedModem(index: 0))
            let begin = ContinuousClock.now
            try await house.withDaemon { daemon in
                try await daemon.until("it left") { await house.accepted().count == 1 }
                let took = begin.duration(to: .now)
                FaultPace.expect(took, atMost: .seconds(3))
                result = FaultPace.text(took)
            }
        }
        return result
    }

    static func killAfterHandOver() async throws -> String {
        var state = ""
        try await House.run(network: silent) { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.bench.withNetwork { $0.add([.loseAnswer]) }
                try await daemon.send("Hello", to: person)
                try await daemon.until("the network took it") { await house.accepted().count == 1 }
                try await daemon.kill()
            }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                try await daemon.send("Another", to: other)
                try await daemon.until("another left") { await house.accepted(to: other).count == 1 }
                try await FaultPace.pass(.seconds(90))
                state = try #require(await daemon.messages(to: person).first).state
            }
            #expect(await house.accepted(to: person).count == 1)
        }
        #expect(state == "uncertain")
        return "1 copy, \(state)"
    }

    static func neverAnswers() async throws -> String {
        var waited = Duration.zero
        try await House.run(network: silent) { house in
            try house.configure(modems: 1, timing: FaultPace.timing)
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.bench.withNetwork { $0.add([.loseAnswer]) }
                try await daemon.send("Hello", to: person)
                try await daemon.until("the network took it") { await house.accepted().count == 1 }
                let begin = ContinuousClock.now
                _ = try await daemon.untilMessage(to: person, is: "uncertain")
                waited = begin.duration(to: .now)
                try await daemon.send("Another", to: other)
                try await daemon.until("another left") { await house.accepted(to: other).count == 1 }
                try await FaultPace.pass(.seconds(180))
                #expect(try await daemon.messages(to: person).map(\.state) == ["uncertain"])
            }
            #expect(await house.accepted(to: person).count == 1)
        }
        return "1 copy, uncertain after \(FaultPace.text(waited)); the line goes on"
    }

    static func answersLate() async throws -> String {
        var waited = Duration.zero
        try await House.run(network: silent) { house in
            try house.configure(modems: 1, timing: FaultPace.timing)
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.bench.withNetwork { $0.add([.lateAnswer(FaultPace.divided(.seconds(30)))]) }
                try await daemon.send("Hello", to: person)
                try await daemon.until("the network took it") { await house.accepted().count == 1 }
                let begin = ContinuousClock.now
                _ = try await daemon.untilMessage(to: person, is: "sent")
                waited = begin.duration(to: .now)
                try await daemon.send("Another", to: other)
                _ = try await daemon.untilMessage(to: other, is: "sent")
            }
            #expect(await house.accepted(to: person).count == 1)
        }
        return "1 copy, sent after \(FaultPace.text(waited))"
    }

    static func hookHangs() async throws -> String {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        var took = Duration.zero
        try await House.run { house in
            let script: Loopback.Script = { _, _ in
                for await _ in gate {}
                return Loopback.Answer()
            }
            try await Loopback.run(house.happenings, script: script) { server in
                defer { opener.finish() }
                let hook = "webhooks:\n  - {url: \"\(server.url)/hook\", secret: whsec_\(secret)}"
                try house.configure(modems: 1, more: hook)
                try await house.withDaemon { daemon in
                    try await daemon.untilReady(modems: 1)
                    await house.write(from: person, toLine: 0, text: "One")
                    try await daemon.until("the webhook is called") { !server.asked.isEmpty }
                    let begin = ContinuousClock.now
                    for number in 0..<5 {
                        try await daemon.send("Hello", to: "+49151123401\(number)")
                        await house.write(from: "+49151123402\(number)", toLine: 0, text: "Me too")
                    }
                    try await daemon.until("five left") { await house.accepted().count == 5 }
                    try await daemon.until("six came in") { try await inboundTexts(daemon).count == 6 }
                    took = begin.duration(to: .now)
                    #expect(server.asked.count == 1)
                }
            }
        }
        return "nothing held up: 5 sent and 5 received meanwhile in \(FaultPace.text(took))"
    }

    /// 24 octets in base64.
    private static let secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"

    static func inboundTexts(_ daemon: RunningDaemon) async throws -> [String] {
        try await daemon.client.get("/v1/messages", query: [("direction", "in"), ("limit", "1000")])
            .decoded([MessageView].self).map(\.text)
    }
}
