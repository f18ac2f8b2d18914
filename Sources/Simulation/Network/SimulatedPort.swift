/// The host's end of a plugged modem: what a driver opens. Valid until the modem is unplugged; a modem that comes back
/// gives a new one.
public struct SimulatedPort: Sendable {
    /// The modem on the bench.
    public let modem: Int
    /// Counts the plugging of that modem, from 1.
    public let plugging: Int
    /// Bytes to the host, in pieces; finishes when the modem is unplugged. For one reader.
    public let bytes: AsyncStream<[UInt8]>
    private let deliver: @Sendable ([UInt8]) async -> Void

    init(
        modem: Int,
        plugging: Int,
        bytes: AsyncStream<[UInt8]>,
        deliver: @escaping @Sendable ([UInt8]) async -> Void
    ) {
        self.modem = modem
        self.plugging = plugging
        self.bytes = bytes
        self.deliver = deliver
    }

    /// Bytes from the host. Lost when the modem is gone.
    public func send(_ bytes: [UInt8]) async {
        await deliver(bytes)
    }
}
