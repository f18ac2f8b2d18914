import Testing

@testable import Connectors

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("https://api.twilio.com", "https://api.twilio.com"),
        ("HTTPS://API.example.org/", "https://api.example.org"),
        ("http://127.0.0.1:8080/twilio/", "http://127.0.0.1:8080/twilio"),
        ("http://[::1]:80/a/b", "http://[::1]:80/a/b"),
    ])
    func reads(text: String, expected: String) {
        #expect(WebAddress(text)?.text == expected)
    }

    @Test(arguments: [
        "", "api.twilio.com", "ftp://a.org", "https://", "https:///x", "https://user@a.org", "https://a.org?x=1",
        "https://a.org/#x", "https://a.org:0", "https://a.org:99999", "https://a b.org", "https://ä.org", "http://[::1",
        "https:/a.org", "https://a.org\r\nX: y",
    ])
    func refuses(text: String) {
        #expect(WebAddress(text) == nil)
    }
}
