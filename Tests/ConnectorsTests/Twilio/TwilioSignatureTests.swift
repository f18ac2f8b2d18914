import Testing

@testable import Connectors

@Suite struct TwilioSignatureTests {
    static let form = FormFields([
        ("MessageSid", "SM0123456789abcdef0123456789abcdef"), ("AccountSid", "AC0123456789abcdef0123456789abcdef"),
        ("From", "+14155552671"), ("To", "+14155550100"), ("Body", "STOP"), ("NumMedia", "0"), ("NumSegments", "1"),
    ])
    static let address = "https://gw.example.org/webhooks/twilio/1/inbound?ch=7"
    static let signatures = ["vSC1BC9uduzZW9nJKLAsF+tZpVg=", "KFHS38OehAvzZbaiYY14pyobJwxcyRG/iVegxHoNuHo="]

    @Test(arguments: signatures)
    func acceptsTheVectors(signature: String) {
        #expect(TwilioSignature(token: "12345").isValid(signature, addresses: [Self.address], form: Self.form))
    }

    @Test(arguments: signatures)
    func refusesWhatWasChanged(signature: String) {
        let signer = TwilioSignature(token: "12345")
        var longer = Self.form
        longer.append("Extra", "1")
        #expect(!signer.isValid(signature, addresses: [Self.address], form: longer))
        #expect(!signer.isValid(signature, addresses: [Self.address + "8"], form: Self.form))
        #expect(!signer.isValid(signature, addresses: [], form: Self.form))
        #expect(!signer.isValid("A" + signature.dropFirst(), addresses: [Self.address], form: Self.form))
        #expect(
            !TwilioSignature(token: "12346").isValid(signature, addresses: [Self.address], form: Self.form)
        )
    }

    @Test(arguments: ["", "====", "AAAA", "not base64", String(repeating: "A", count: 10_000)])
    func refusesWhatIsNoSignature(signature: String) {
        #expect(!TwilioSignature(token: "12345").isValid(signature, addresses: [Self.address], form: FormFields()))
    }

    @Test func repeatedFieldsCountOnce() {
        let form = FormFields([("b", "2"), ("a", "9"), ("b", "1"), ("b", "2")])
        #expect(TwilioSignature.text(of: form) == "a9b1b2")
    }

    @Test(arguments: [
        ("https://a.org", ["https://a.org/x?y", "https://a.org:443/x?y"]),
        ("http://a.org", ["http://a.org/x?y", "http://a.org:80/x?y"]),
        ("https://a.org:8443", ["https://a.org:8443/x?y", "https://a.org/x?y"]),
        (
            "https://a.org/sms",
            ["https://a.org/sms/x?y", "https://a.org/x?y", "https://a.org:443/sms/x?y", "https://a.org:443/x?y"]
        ),
    ])
    func triesWithAndWithoutThePort(address: String, expected: [String]) throws {
        let address = try #require(WebAddress(address))
        #expect(TwilioSignature.addresses(publicAddress: address, target: "/x?y") == expected)
    }

    @Test func aBodyThatIsNoFormIsSignedByItsDigest() throws {
        let digest = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
        let address = "https://gw.example.org/cb?bodySHA256=\(digest)"
        #expect(
            TwilioSignature(token: "12345")
                .isValid("Fp/DXzaCBY3ujF+y6M29RIgZuiU=", addresses: [address], form: FormFields())
        )
        let query = FormFields([("bodySHA256", digest)])
        #expect(TwilioSignature.matchesDigest(query: query, body: Array(#"{"a":1}"#.utf8)) == true)
        #expect(TwilioSignature.matchesDigest(query: query, body: Array(#"{"a":2}"#.utf8)) == false)
        #expect(TwilioSignature.matchesDigest(query: FormFields(), body: []) == nil)
    }
}
