import Connectors
import Testing

@Suite struct TwilioSettingsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var setting: String
        var change: @Sendable (inout TwilioSettings) -> Void
        var testDescription: String { setting }
    }

    @Test func acceptsTheUsual() throws {
        try TwilioBench.settings().validate()
    }

    @Test(arguments: [
        Row(setting: "name") { $0.name = "a b" },
        Row(setting: "accountSID") { $0.accountSID = "AC/../x" },
        Row(setting: "accountSID") { $0.accountSID = "SK0123" },
        Row(setting: "username") { $0.username = "a:b" },
        Row(setting: "password") { $0.password = "" },
        Row(setting: "password") { $0.password = "line\nbreak" },
        Row(setting: "authToken") { $0.authToken = "" },
        Row(setting: "sender") { $0.sender = nil },
        Row(setting: "sender") { $0.sender = "" },
        Row(setting: "messagingServiceSID") { $0.messagingServiceSID = "SM1" },
        Row(setting: "baseURL") { $0.baseURL = "api.twilio.com" },
        Row(setting: "publicURL") { $0.publicURL = "https://gw.example.org?x=1" },
        Row(setting: "callbackPath") { $0.callbackPath = "webhooks" },
        Row(setting: "pollInterval") { $0.pollInterval = .zero },
        Row(setting: "firstLookBack") { $0.firstLookBack = .seconds(-1) },
        Row(setting: "pricePerSegment") { $0.pricePerSegment = -1 },
        Row(setting: "timeout") { $0.timeout = .zero },
    ])
    func namesTheSettingThatCannotWork(row: Row) {
        var settings = TwilioBench.settings()
        row.change(&settings)
        let problem = #expect(throws: SettingProblem.self) { try settings.validate() }
        #expect(problem?.setting == row.setting)
    }

    @Test func theAccountsOwnTokenSigns() {
        let own = TwilioSettings(name: "t", accountSID: "AC1", username: "AC1", password: "secret", sender: "+1415")
        #expect(own.authToken == "secret")
        let key = TwilioSettings(name: "t", accountSID: "AC1", username: "SK1", password: "secret", sender: "+1415")
        #expect(key.authToken == nil)
    }

    @Test func showsNoSecret() {
        var texts = [String(describing: TwilioBench.settings()), String(reflecting: TwilioBench.settings())]
        var dumped = ""
        dump(TwilioBench.settings(), to: &dumped)
        texts.append(dumped)
        for text in texts {
            for secret in TwilioBench.secrets {
                #expect(!text.contains(secret))
            }
        }
    }
}
