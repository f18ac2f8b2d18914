internal import Gateway

/// An open tty as the gateway sees it.
struct SerialPort: Port {
    let path: String
    let octets: OctetChannel

    var input: AsyncStream<[UInt8]> { octets.input }

    func write(_ bytes: [UInt8]) async throws(PortError) {
        try await octets.write(bytes)
    }
}
