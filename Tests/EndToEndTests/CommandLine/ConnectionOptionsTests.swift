import Testing

@testable import smsbridge

@Suite("How a command reaches the daemon") struct ConnectionOptionsTests {
    /// The parser ends the process where a value is read that nobody parsed or set.
    @Test("what no command line told can be read all the same")
    func unparsed() {
        let options = ConnectionOptions.to(socket: "/run/x.sock")
        #expect(options.socketPath == "/run/x.sock")
        #expect(!options.json && !options.utc)
    }
}
