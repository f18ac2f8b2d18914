import Campaigns
import Connectors

/// Reads the list of providers.
struct ProviderReader {
    /// Of those that name none.
    let currency: String?

    private enum Kind: String, CaseIterable { case twilio }

    static let keys = [
        "name", "type", "account_sid", "username", "password", "auth_token", "sender", "messaging_service_sid",
        "base_url", "public_url", "poll_interval", "price_per_segment", "currency", "timeout", "confirms_opt_out",
        "fallback_after", "daily_spend_cap", "limits",
    ]

    func read(_ value: YAMLValue?) -> [Settings.ProviderRoute] {
        guard let value else { return [] }
        let items = value.items(expected: "a list of providers", limit: SettingsReader.longestList) ?? []
        var providers: [Settings.ProviderRoute] = []
        for item in items {
            guard let provider = provider(item) else { continue }
            if providers.contains(where: { $0.twilio.name == provider.twilio.name }) {
                item.report(expected: "a name of its own", found: "the name \(provider.twilio.name) again")
            }
            providers.append(provider)
        }
        return providers
    }

    private static let priceExpected =
        "what one segment costs, such as 0.079, since without a price the daily spend cap would stop nothing"

    private func provider(_ item: YAMLValue) -> Settings.ProviderRoute? {
        guard let section = item.section(Self.keys) else { return nil }
        _ = section.required("type", expected: "twilio")?.choice(Kind.self)
        let name = section["name"]?.text() ?? "twilio"
        let account = section.required("account_sid", expected: "the account's SID, AC…")?.text()
        let authToken = section["auth_token"]?.secret(expected: "the account's auth token")
        let password = section["password"]?.secret(expected: "the auth token or the API key's secret") ?? authToken
        if section["auth_token"] == nil, section["password"] == nil {
            _ = section.required("auth_token", expected: "the auth token, or file: and a path")
        }
        let cap = section.required(
            "daily_spend_cap",
            expected: "an amount such as 5.00, which bounds what a day can cost"
        )
        let spendCap = cap?.amount()
        let price = section.required("price_per_segment", expected: Self.priceExpected)
        let pricePerSegment = price?.amount()
        if pricePerSegment == .zero { price?.report(expected: Self.priceExpected) }
        guard let account, let password, let spendCap, let pricePerSegment else { return nil }
        let username = section["username"]?.text() ?? account
        let twilio = TwilioSettings(
            name: name,
            accountSID: account,
            username: username,
            password: password,
            authToken: authToken,
            sender: section["sender"]?.text(),
            messagingServiceSID: section["messaging_service_sid"]?.text(),
            baseURL: section["base_url"]?.text() ?? "https://api.twilio.com",
            publicURL: section["public_url"]?.text(),
            pollInterval: section["poll_interval"]?.duration(in: .seconds(1)...Duration.seconds(86_400)),
            pricePerSegment: pricePerSegment.thousandths,
            timeout: section["timeout"]?.duration(in: .seconds(1)...Duration.seconds(120)) ?? .seconds(15),
            confirmsOptOut: section["confirms_opt_out"]?.flag() ?? true
        )
        do throws(SettingProblem) {
            try twilio.validate()
        } catch {
            Self.report(error, in: section)
        }
        return Settings.ProviderRoute(
            twilio: twilio,
            fallbackAfter: section["fallback_after"]?.duration(in: .zero...Duration.seconds(86_400)) ?? .seconds(300),
            dailySpendCap: spendCap.thousandths,
            limits: LimitReader.provider(section["limits"]),
            currency: section["currency"]?.currency() ?? currency
        )
    }

    /// The connector names its settings in its own way; the file's keys are the same words in snake case.
    private static func report(_ problem: SettingProblem, in section: YAMLSection) {
        let names = [
            "accountSID": "account_sid", "messagingServiceSID": "messaging_service_sid", "baseURL": "base_url",
            "publicURL": "public_url", "authToken": "auth_token", "pollInterval": "poll_interval",
            "pricePerSegment": "price_per_segment",
        ]
        let key = names[problem.setting] ?? problem.setting
        let isSecret = ["auth_token", "password"].contains(key)
        if let value = section[key] {
            value.report(expected: problem.expected, found: isSecret ? "something else" : nil)
        } else {
            _ = section.required(key, expected: problem.expected)
        }
    }
}
