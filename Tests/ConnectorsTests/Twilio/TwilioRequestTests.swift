import Campaigns
import Gateway
import Testing

@testable import Connectors

/// What Twilio gets to see.
@Suite struct TwilioRequestTests {
    private func sent(
        validity: Duration? = nil,
        _ change: (inout TwilioSettings) -> Void = { _ in }
    ) async throws -> FakeServer.Asked {
        try await FakeServer.run(script: { _, _ in .answer(400, "") }) { server in
            var settings = TwilioBench.settings(baseURL: server.url + "/twilio/")
            change(&settings)
            return try await TwilioBench.run(settings: settings) { bench in
                _ = await bench.provider.send(try TwilioBench.message(validity: validity))
                return try #require(server.asked.first)
            }
        }
    }

    @Test func isOneFormWithCredentials() async throws {
        let asked = try await sent()
        #expect(asked.method == "POST")
        #expect(asked.target == "/twilio/2010-04-01/Accounts/\(TwilioBench.account)/Messages.json")
        #expect(asked.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(asked.headers["authorization"] == "Basic U0swMTIzOnBhc3MtNWVjcmV0LVdvcmQ=")
        let form = try #require(FormFields(decoding: asked.body))
        #expect(
            form
                == FormFields([
                    ("To", "+14155552671"), ("Body", "Hello & good-bye = 100 %"), ("From", "+14155550100"),
                    ("StatusCallback", "https://gw.example.org/webhooks/twilio"),
                ])
        )
    }

    @Test func asksForNoCallbackWhereNoneCanArrive() async throws {
        let asked = try await sent { $0.publicURL = nil }
        #expect(FormFields(decoding: asked.body)?["StatusCallback"] == nil)
    }

    @Test func leavesTheSenderToTheService() async throws {
        let asked = try await sent {
            $0.sender = nil
            $0.messagingServiceSID = "MG01"
        }
        let form = try #require(FormFields(decoding: asked.body))
        #expect(form["MessagingServiceSid"] == "MG01")
        #expect(form["From"] == nil)
    }

    @Test(arguments: [
        (Duration.milliseconds(1), "1"), (.seconds(90), "90"), (.seconds(36_000), "36000"),
        (.seconds(999_999), "36000"),
        (.seconds(-5), "1"),
    ])
    func clampsTheValidity(validity: Duration, expected: String) async throws {
        let asked = try await sent(validity: validity)
        #expect(FormFields(decoding: asked.body)?["ValidityPeriod"] == expected)
    }

    @Test func saysNothingOfTheValidityWhereNoneIsAsked() async throws {
        let asked = try await sent()
        #expect(FormFields(decoding: asked.body)?["ValidityPeriod"] == nil)
    }
}
