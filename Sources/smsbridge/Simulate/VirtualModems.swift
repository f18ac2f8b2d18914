import Devices
import Gateway
import Simulation

/// The modems of a bench, each on a pty with a link that keeps its name.
struct VirtualModems<C: Clock>: Sendable where C.Duration == Duration {
    /// A modem that is plugged in: the bench's end and the host's end of its wire.
    struct Wire: Sendable {
        var port: SimulatedPort
        var terminal: PseudoTerminal
    }

    let bench: SimulatedBench<C>
    /// Where the links are.
    let folder: String
    let activity = WireActivity()
    private let wires: AsyncStream<Wire>
    private let newWire: AsyncStream<Wire>.Continuation

    init(bench: SimulatedBench<C>, folder: String) {
        self.bench = bench
        self.folder = folder
        (wires, newWire) = AsyncStream.makeStream()
    }

    /// The path under which a modem is found whenever it is plugged in; modems count from 0, names from 1.
    func link(_ modem: Int) -> String { "\(folder)/\(Self.name(modem))" }

    static func name(_ modem: Int) -> String { "line\(modem + 1)" }

    /// Puts a new modem on the bench and plugs it in.
    func attach(_ modem: SimulatedModem) async throws {
        try await wire(bench.attach(modem))
    }

    /// Plugs a modem in again, under its own name or another one in the folder.
    func plug(_ modem: Int, as name: String? = nil) async throws {
        guard let port = await bench.replug(modem) else { return }
        try await wire(port, link: name.map { "\(folder)/\($0)" })
    }

    /// Carries bytes, and lets the bench live, until the task is cancelled. Then the links are gone.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await bench.run() }
            for await wire in wires {
                group.addTask { await carry(wire) }
            }
            group.cancelAll()
        }
    }

    private func wire(_ port: SimulatedPort, link path: String? = nil) async throws {
        newWire.yield(Wire(port: port, terminal: try await PseudoTerminal.open(link: path ?? link(port.modem))))
    }

    private func carry(_ wire: Wire) async {
        let (port, terminal) = (wire.port, wire.terminal)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await bytes in terminal.input {
                    activity.fromHost(to: port.modem)
                    await port.send(bytes)
                }
            }
            group.addTask {
                for await bytes in port.bytes {
                    activity.toHost(bytes, from: port.modem)
                    do {
                        try await terminal.write(bytes)
                    } catch {
                        return
                    }
                }
            }
            await group.next()
            group.cancelAll()
            await terminal.hangUp()
        }
        activity.vanished(port.modem)
    }
}
