extension TwilioSettings {
    /// Throws the first setting that cannot work. ``TwilioProvider`` does this itself.
    public func validate() throws(SettingProblem) {
        try require(!name.isEmpty && Self.isToken(name), "name", "letters, digits, “-”, “_” and “.”")
        try require(
            Self.isToken(accountSID) && accountSID.hasPrefix("AC"),
            "accountSID",
            "the account's SID, which starts with AC"
        )
        try require(
            !username.isEmpty && Self.isPlain(username) && !username.contains(":"),
            "username",
            "the account's SID or the SID of an API key"
        )
        try require(
            !password.value.isEmpty && Self.isPlain(password.value),
            "password",
            "the auth token or the API key's secret"
        )
        try require(
            authToken.map { !$0.value.isEmpty && Self.isPlain($0.value) } ?? true,
            "authToken",
            "the account's auth token"
        )
        try require(sender != nil || messagingServiceSID != nil, "sender", "a number, or a messagingServiceSID")
        try require(
            sender.map { (1...30).contains($0.count) && $0.allSatisfy { $0.isASCII } && Self.isPrintable($0) } ?? true,
            "sender",
            "a number such as +14155550100, a short code or an alphanumeric sender"
        )
        try require(
            messagingServiceSID.map { Self.isToken($0) && $0.hasPrefix("MG") } ?? true,
            "messagingServiceSID",
            "a SID that starts with MG"
        )
        try require(WebAddress(baseURL) != nil, "baseURL", "an address such as https://api.twilio.com")
        try require(
            publicURL.map { WebAddress($0) != nil } ?? true,
            "publicURL",
            "an address such as https://gw.example.org"
        )
        try require(
            callbackPath.hasPrefix("/") && Self.isPlain(callbackPath) && callbackPath.count <= 500,
            "callbackPath",
            "a path such as /webhooks/\(name)"
        )
        try require(
            pollInterval.map { $0 >= .seconds(1) && $0 <= .seconds(86_400) } ?? true,
            "pollInterval",
            "1 s to 1 day"
        )
        try require(
            firstLookBack >= .zero && firstLookBack <= .seconds(30 * 86_400),
            "firstLookBack",
            "0 to 30 days"
        )
        try require((0...1_000_000).contains(pricePerSegment), "pricePerSegment", "0 to 1000000 thousandths")
        try require(timeout >= .seconds(1) && timeout <= .seconds(120), "timeout", "1 s to 120 s")
    }

    private func require(_ holds: Bool, _ setting: String, _ expected: String) throws(SettingProblem) {
        guard holds else { throw SettingProblem(setting: setting, expected: expected) }
    }

    private static func isToken(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 500 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
