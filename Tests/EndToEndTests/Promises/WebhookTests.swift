import Crypto
import Foundation
import Gateway
import Simulation
import Storage
import Testing

@testable import smsbridge

@Suite("Promise 10: a webhook is told what came in, and holds nothing up", .timeLimit(.minutes(1)))
struct WebhookTests {
    private static let key = Data((0..<32).map { UInt8($0) })

    /// The signature of Standard Webhooks, computed here.
    private func isSigned(_ asked: Loopback.Asked) -> Bool {
        guard let id = asked.headers["webhook-id"], let time = asked.headers["webhook-timestamp"] else { return false }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(time).\(asked.body)".utf8),
            using: SymmetricKey(data: Self.key)
        )
        return asked.headers["webhook-signature"] == "v1," + Data(code).base64EncodedString()
    }

    @Test("signed, once each, again after a failure, and never in the way of the inbox")
    func webhook() async throws {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        try await House.run { house in
            let script: Loopback.Script = { _, number in
                guard number == 0 else { return Loopback.Answer() }
                for await _ in gate {}
                return Loopback.Answer(status: 500)
            }
            try await Loopback.run(house.happenings, script: script) { server in
                defer { opener.finish() }
                let secret = "whsec_" + Self.key.base64EncodedString()
                // Without an agent the webhook is told that somebody has to look, too.
                let agent = "agents:\n  - {name: desk, otherwise: {reply: Thanks}}\ninbound: {agent: desk}"
                let hook = "webhooks:\n  - {url: \"\(server.url)/hook\", secret: \(secret), events: [message.received]}"
                try house.configure(modems: 1, more: "\(hook)\n\(agent)")
                try await house.withDaemon { daemon in
                    try await daemon.untilReady(modems: 1)
                    await house.write(from: "+491511234001", toLine: 0, text: "One")
                    try await daemon.until("the webhook is called") { server.asked.count == 1 }
                    // It does not answer, and the inbox goes on.
                    await house.write(from: "+491511234002", toLine: 0, text: "Two")
                    try await daemon.until("the next message is in the inbox") {
                        try await daemon.client.get("/v1/messages", query: [("direction", "in")])
                            .decoded([MessageView].self).count == 2
                    }
                    #expect(server.asked.count == 1)
                    opener.finish()
                    try await daemon.until("both were told, the first again") { server.asked.count == 3 }
                    // One more shows that nothing else was on its way.
                    await house.write(from: "+491511234003", toLine: 0, text: "Three")
                    try await daemon.until("the third was told") { server.asked.count == 4 }
                }
                #expect(server.asked.allSatisfy { isSigned($0) && $0.target == "/hook" })
                let texts = server.asked.map { asked in
                    ["One", "Two", "Three"].first { asked.body.contains("\"text\":\"\($0)\"") } ?? asked.body
                }
                #expect(texts == ["One", "Two", "One", "Three"])
                let ids = server.asked.compactMap { $0.headers["webhook-id"] }
                #expect(ids.count == 4 && ids[0] == ids[2] && Set(ids).count == 3)
            }
        }
    }
}
