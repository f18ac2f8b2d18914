import Devices
import Gateway
import Simulation
import Synchronization

/// Virtual modems on ptys, whose wires the test hears and can hold back.
final class Rack: Sendable {
    let bench: SimulatedBench<ContinuousClock>
    let happenings: Happenings
    private let folder: String

    private struct Wire: Sendable {
        var port: SimulatedPort
        var terminal: PseudoTerminal
    }

    private struct Line {
        var heard: [UInt8] = []
        var said: [UInt8] = []
        /// Prompts that pass before one is held back; nil holds none.
        var passing: Int?
        var held: [UInt8]?
        /// What holds this is lost on the way.
        var unheard: String?
        var unsaid: String?
        var toHost: AsyncStream<[UInt8]>.Continuation?
    }

    private let lines = Mutex<[Int: Line]>([:])
    private let wires = AsyncStream.makeStream(of: Wire.self)

    init(bench: SimulatedBench<ContinuousClock>, folder: String, happenings: Happenings) {
        self.bench = bench
        self.folder = folder
        self.happenings = happenings
    }

    /// Where a modem is found whenever it is plugged in; modems count from 0, names from 1.
    func link(_ modem: Int) -> String { "\(folder)/line\(modem + 1)" }

    func attach(_ modem: SimulatedModem) async throws {
        try await wire(bench.attach(modem))
    }

    /// Plugs a modem in again, under its own name or under that of another number.
    func plug(_ modem: Int, as other: Int? = nil) async throws {
        guard let port = await bench.replug(modem) else { return }
        try await wire(port, as: other)
    }

    private func wire(_ port: SimulatedPort, as other: Int? = nil) async throws {
        let terminal = try await PseudoTerminal.open(link: link(other ?? port.modem))
        wires.continuation.yield(Wire(port: port, terminal: terminal))
    }

    /// Commands with this text do not reach a modem any more; `nil`: all do.
    func lose(heard text: String?, of modem: Int) {
        lines.withLock { $0[modem, default: Line()].unheard = text }
    }

    /// What a modem says with this text in it does not reach the host any more; `nil`: all does.
    func lose(said text: String?, of modem: Int) {
        lines.withLock { $0[modem, default: Line()].unsaid = text }
    }

    /// After so many more prompts of a modem, the next one does not reach the host until it is released. What follows it
    /// passes.
    func holdPrompts(of modem: Int, after passing: Int = 0) {
        lines.withLock { $0[modem, default: Line()].passing = passing }
    }

    func isHolding(_ modem: Int) -> Bool {
        lines.withLock { $0[modem]?.held != nil }
    }

    /// Lets the prompt through that is held, if one is; no further one is held.
    func release(_ modem: Int) {
        lines.withLock { lines in
            lines[modem]?.passing = nil
            guard let held = lines[modem]?.held else { return }
            lines[modem]?.held = nil
            lines[modem]?.toHost?.yield(held)
        }
    }

    /// All that the host wrote to a modem since it was forgotten.
    func heard(_ modem: Int) -> [UInt8] {
        lines.withLock { $0[modem]?.heard ?? [] }
    }

    /// Whether a modem's notice of a stored message is on its way to the host, ahead of what is released later.
    func hasAnnounced(_ modem: Int) -> Bool {
        String(decoding: lines.withLock { $0[modem]?.said ?? [] }, as: UTF8.self).contains("+CMTI")
    }

    func forgetHeard(_ modem: Int) {
        lines.withLock { $0[modem]?.heard = [] }
    }

    /// Carries octets, and lets the bench live, until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.bench.run() }
            for await wire in wires.stream {
                group.addTask { await self.carry(wire) }
            }
            group.cancelAll()
        }
    }

    private func carry(_ wire: Wire) async {
        let (port, terminal) = (wire.port, wire.terminal)
        let (stream, toHost) = AsyncStream.makeStream(of: [UInt8].self)
        lines.withLock { $0[port.modem, default: Line()].toHost = toHost }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await bytes in terminal.input {
                    let isLost = self.lines.withLock { lines in
                        lines[port.modem]?.heard += bytes
                        return Self.has(bytes, lines[port.modem]?.unheard)
                    }
                    if !isLost { await port.send(bytes) }
                    self.happenings.ring()
                }
            }
            group.addTask {
                for await bytes in port.bytes {
                    if self.passes(bytes, of: port.modem) {
                        toHost.yield(bytes)
                        self.lines.withLock { $0[port.modem]?.said += bytes }
                    }
                    self.happenings.ring()
                }
            }
            group.addTask {
                for await bytes in stream {
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
        happenings.ring()
    }

    private static func has(_ bytes: [UInt8], _ text: String?) -> Bool {
        text.map { String(decoding: bytes, as: UTF8.self).contains($0) } ?? false
    }

    private func passes(_ bytes: [UInt8], of modem: Int) -> Bool {
        if Self.has(bytes, lines.withLock { $0[modem]?.unsaid }) { return false }
        // The prompt of TS 27.005, clause 3.5.1.
        guard bytes.suffix(2) == [UInt8(ascii: ">"), UInt8(ascii: " ")] else { return true }
        return lines.withLock { lines in
            guard let passing = lines[modem]?.passing else { return true }
            lines[modem]?.passing = max(0, passing - 1)
            if passing > 0 { return true }
            lines[modem]?.held = bytes
            return false
        }
    }
}
