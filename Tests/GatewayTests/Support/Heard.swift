import Synchronization

@testable import Simulation

/// What the modems of a rig heard from the gateway, and when.
final class Heard: Sendable {
    struct Writing: Sendable {
        /// Since the rig was made.
        var at: Duration
        var modem: Int
        var bytes: [UInt8]
    }

    private let world: Simulated
    private let heard = Mutex<[Writing]>([])

    init(_ world: Simulated) { self.world = world }

    func add(_ writing: PortBoard.Writing) {
        let entry = Writing(at: world.now, modem: writing.port.modem, bytes: writing.bytes)
        heard.withLock { $0.append(entry) }
    }

    /// In order.
    func writings(to modem: Int) -> [Writing] { heard.withLock { $0.filter { $0.modem == modem } } }
}
