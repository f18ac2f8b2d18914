import Testing

@testable import Server

@Suite("Addresses to listen on")
struct ListenAddressTests {
    @Test(
        "host and port are read and written alike",
        arguments: [
            ("127.0.0.1:8080", true), ("[::1]:0", true), ("localhost:65535", true), ("0.0.0.0:80", false),
            ("example.org:80", false),
        ]
    )
    func valid(text: String, isLoopback: Bool) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.description == text)
        #expect(address.isLoopback == isLoopback)
    }

    @Test(
        "anything else is refused",
        arguments: ["", ":80", "host", "host:", "host:65536", "::1:80", "a b:80", "h:-1"]
    )
    func invalid(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
