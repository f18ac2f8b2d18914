import AsyncHTTPClient
import Campaigns
import Crypto
import Foundation
import Gateway
import Testing

@testable import Connectors

@Suite struct TwilioWebhookTests {
    static let id = "SM0123456789abcdef0123456789abcdef"

    /// A request as Twilio signs it.
    private func request(
        _ pairs: [(String, String)],
        method: String = "POST",
        target: String = "/webhooks/twilio?ch=7",
        origin: String = "https://gw.example.org",
        token: String = TwilioBench.authToken
    ) -> WebhookRequest {
        let form = FormFields(pairs)
        let target = method == "GET" ? target + "&" + form.encoded : target
        let text = origin + target + (method == "GET" ? "" : TwilioSignature.text(of: form))
        let code = HMAC<Insecure.SHA1>
            .authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(token.utf8)))
        return WebhookRequest(
            method: method,
            target: target,
            headers: ["x-twilio-signature": Data(code).base64EncodedString()],
            body: method == "GET" ? [] : Array(form.encoded.utf8)
        )
    }

    private func events(
        _ request: WebhookRequest,
        _ change: (inout TwilioSettings) -> Void = { _ in }
    ) async throws -> WebhookReply {
        var settings = TwilioBench.settings()
        change(&settings)
        return try await TwilioBench.run(settings: settings) { try $0.provider.events(in: request) }
    }

    @Test(
        arguments: [
            ("sent", nil, ProviderStatus.sent, nil),
            ("delivered", nil, .delivered, nil),
            ("read", nil, .delivered, nil),
            ("delivered", "0", .delivered, nil),
            ("undelivered", "30003", .undelivered, "Twilio's error 30003"),
            ("failed", "30007", .failed, "Twilio's error 30007"),
            ("failed", "21610", .optedOut, "Twilio's error 21610"),
            ("undelivered", "21610", .optedOut, "Twilio's error 21610"),
            ("canceled", nil, .failed, nil),
        ] as [(String, String?, ProviderStatus, String?)]
    )
    func readsStatus(text: String, code: String?, status: ProviderStatus, reason: String?) async throws {
        let pairs = [("MessageSid", Self.id), ("MessageStatus", text), ("SmsStatus", text), ("New", "thing")]
        let reply = try await events(request(pairs + (code.map { [("ErrorCode", $0)] } ?? [])))
        #expect(reply.events == [.status(providerID: Self.id, status, reason: reason)])
        #expect(reply.contentType.hasPrefix("text/xml"))
        #expect(reply.body == #"<?xml version="1.0" encoding="UTF-8"?><Response/>"#)
    }

    @Test(arguments: ["queued", "sending", "accepted", "scheduled", "something-new"])
    func ignoresStatusThatChangesNothing(text: String) async throws {
        let reply = try await events(request([("MessageSid", Self.id), ("MessageStatus", text)]))
        #expect(reply.events.isEmpty)
        #expect(reply.body.contains("<Response/>"))
    }

    @Test(arguments: ["POST", "GET"])
    func readsInbound(method: String) async throws {
        let pairs = [
            ("MessageSid", Self.id), ("SmsStatus", "received"), ("From", "+14155552671"), ("To", "+14155550100"),
            ("Body", "Ja, bitte + 1 & ä 😀"), ("NumMedia", "0"),
        ]
        let reply = try await events(request(pairs, method: method))
        #expect(
            reply.events == [
                .inbound(
                    ProviderInbound(
                        id: Self.id,
                        sender: "+14155552671",
                        recipient: "+14155550100",
                        text: "Ja, bitte + 1 & ä 😀",
                        at: nil,
                        alreadyConfirmed: false
                    )
                )
            ]
        )
    }

    @Test(
        arguments: [
            ("STOP", nil, true, true), (" stop\n", nil, true, true), ("stop it", nil, true, false),
            ("STOP", nil, false, false), ("Arrête", "STOP", false, true), ("hello", nil, true, false),
            ("Unstop", nil, true, true), ("", nil, true, false),
        ] as [(String, String?, Bool, Bool)]
    )
    func knowsWhatTwilioAnswered(text: String, type: String?, confirms: Bool, expected: Bool) async throws {
        let pairs = [("MessageSid", Self.id), ("From", "+14155552671"), ("To", "+14155550100"), ("Body", text)]
        let reply = try await events(request(pairs + (type.map { [("OptOutType", $0)] } ?? []))) {
            $0.confirmsOptOut = confirms
        }
        guard case .inbound(let inbound) = reply.events.first else {
            Issue.record("no inbound message")
            return
        }
        #expect(inbound.alreadyConfirmed == expected)
        #expect(inbound.verdict == (type == nil ? nil : .optOut))
    }

    @Test(
        arguments: [
            ("STOP", ProviderVerdict.optOut), ("start", .optIn), ("HELP", .help), ("", nil), ("OTHER", nil),
        ] as [(String, ProviderVerdict?)]
    )
    func tellsWhatTwilioTookItFor(type: String, expected: ProviderVerdict?) async throws {
        let pairs = [("MessageSid", Self.id), ("From", "+14155552671"), ("To", "+14155550100"), ("Body", "Adios")]
        guard case .inbound(let inbound) = try await events(request(pairs + [("OptOutType", type)])).events.first else {
            Issue.record("no inbound message")
            return
        }
        #expect(inbound.verdict == expected)
    }

    @Test(arguments: ["https://gw.example.org", "https://gw.example.org:443"])
    func believesBothFormsOfThePort(origin: String) async throws {
        let pairs = [("MessageSid", Self.id), ("MessageStatus", "sent")]
        #expect(try await events(request(pairs, origin: origin)).events.count == 1)
    }

    @Test func believesAPathThatTheProxyTookOff() async throws {
        let pairs = [("MessageSid", Self.id), ("MessageStatus", "sent")]
        let reply = try await events(request(pairs, origin: "https://gw.example.org/sms")) {
            $0.publicURL = "https://gw.example.org/sms"
        }
        #expect(reply.events.count == 1)
    }

    @Test func believesNothingUnsigned() async throws {
        let pairs = [("MessageSid", Self.id), ("MessageStatus", "sent")]
        var unsigned = request(pairs)
        unsigned.headers = [:]
        var changed = request(pairs)
        changed.body += Array("&Body=x".utf8)
        var moved = request(pairs)
        moved.target += "8"
        let forged = request(pairs, token: "guessed")
        let elsewhere = request(pairs, origin: "https://evil.example.org")
        for bad in [unsigned, changed, moved, forged, elsewhere] {
            let problem = await #expect(throws: ProviderProblem.self) { try await events(bad) }
            guard case .badSignature = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            for secret in TwilioBench.secrets {
                #expect(problem?.description.contains(secret) == false)
            }
        }
    }

    @Test func believesNothingWhereItCannotCheck() async throws {
        let good = request([("MessageSid", Self.id), ("MessageStatus", "sent")])
        await #expect(
            throws: ProviderProblem.badSignature("signatures cannot be checked: set publicURL of the provider twilio")
        ) {
            try await events(good) { $0.publicURL = nil }
        }
        await #expect(
            throws: ProviderProblem.badSignature("signatures cannot be checked: set authToken of the provider twilio")
        ) {
            try await events(good) { $0.authToken = nil }
        }
    }

    @Test func tellsWhatIsMalformed() async throws {
        let bad = [
            request([("MessageStatus", "sent")]),
            request([("MessageSid", "../etc"), ("MessageStatus", "sent")]),
            request([("MessageSid", Self.id), ("Body", "no sender")]),
            request([("MessageSid", Self.id), ("Body", String(repeating: "x", count: 70_000))]),
        ]
        for request in bad {
            let problem = await #expect(throws: ProviderProblem.self) { try await events(request) }
            guard case .malformed = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
        }
    }
}
