import Campaigns
import Foundation
import Modems
import Simulation
import UnixSignals

/// Virtual modems in real time, until somebody ends it.
struct Simulator {
    /// One modem each.
    let hardware: [SimulatedModem.Hardware]
    /// What is broken from the start, by line from 1.
    let faults: [(line: Int, fault: PracticeFault)]
    let people: [SimulatedPerson]
    let folder: String
    let seed: UInt64
    /// Recordings that are played.
    let replays: ReplayStage

    private var modems: Int { hardware.count }

    /// How long a modem that vanished needs to be back, as USB does.
    private static let absence: Duration = .seconds(3)

    /// How often new entries of the network's log are looked for.
    private static let glance: Duration = .milliseconds(200)

    func run() async throws {
        var settings = SimulatedNetwork.Settings()
        settings.startsAt = SystemWallClock().now().seconds
        settings.quarterHours = 0
        var network = SimulatedNetwork(seed: seed, settings: settings)
        for person in people { network.add(person) }
        let bench = SimulatedBench(clock: ContinuousClock(), network: network)
        let virtual = VirtualModems(bench: bench, folder: folder)
        for (index, hardware) in hardware.enumerated() {
            try await virtual.attach(SimulatedModem(hardware: hardware, sim: SimulatedSIM(index: index)))
        }
        for (line, fault) in faults { await apply(fault, to: line, virtual) }
        let text = NetworkLogText(lines: await lines(of: bench))
        try await replays.open()
        announce(virtual)
        // Not to be ended before the links are removed.
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let orders = Self.input()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await virtual.run()
                return true
            }
            if !replays.isEmpty {
                group.addTask {
                    await replays.run()
                    return true
                }
            }
            group.addTask {
                await show(bench, text)
                return true
            }
            group.addTask {
                for await _ in signals { return true }
                return true
            }
            group.addTask {
                for await line in orders {
                    guard await obey(line, virtual, text) else { return true }
                }
                // The end of standard input ends nothing: it may have been /dev/null all the time.
                return false
            }
            while let isOver = await group.next(), !isOver {}
            group.cancelAll()
        }
    }

    private func lines(of bench: SimulatedBench<ContinuousClock>) async -> [String: String] {
        var names: [String: String] = [:]
        for index in 0..<modems {
            guard let sim = await bench.modem(index)?.sim else { continue }
            names[sim.imsi] = VirtualModems<ContinuousClock>.name(index)
        }
        return names
    }

    private func announce(_ virtual: VirtualModems<ContinuousClock>) {
        if modems > 0 {
            Terminal.print(
                "\(modems) virtual \(modems == 1 ? "modem" : "modems"), \(people.count) people with a script; everybody else stays silent."
            )
            Terminal.print("")
        }
        for line in replays.lines { Terminal.print("  \(line)") }
        for index in 0..<modems {
            Terminal.print(
                "  line\(index + 1)  \(virtual.link(index))  number \(SimulatedSIM(index: index).number)  \(hardware[index].model)"
            )
        }
        for (line, fault) in faults { Terminal.print("  line\(line) has the fault \(fault.name): \(fault.what)") }
        Terminal.print(
            """

            In the configuration of 'smsbridge run':
              modems:
            """
        )
        let ports = (0..<modems).map { ("line\($0 + 1)", virtual.link($0)) } + replays.links
        for (name, link) in ports { Terminal.print("    - port: \(link)\n      name: \(name)") }
        if let link = ports.first?.1 { Terminal.print("\nOr: smsbridge modem diagnose \(link)") }
        Terminal.print("Type help for what can be made to happen. Ctrl-C ends it.\n")
    }

    private func show(_ bench: SimulatedBench<ContinuousClock>, _ text: NetworkLogText) async {
        var shown = 0
        while !Task.isCancelled {
            let log = await bench.log
            for entry in log[shown...] { Terminal.print(text.line(entry)) }
            shown = log.count
            try? await ContinuousClock().sleep(for: Self.glance)
        }
    }

    /// Answers `false` where it is to end.
    private func obey(_ line: String, _ virtual: VirtualModems<ContinuousClock>, _ text: NetworkLogText) async -> Bool {
        let words = line.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !words.isEmpty else { return true }
        do throws(SimulateProblem) {
            let order = try SimulateOrder(words, lines: modems)
            guard order != .quit else { return false }
            try await carryOut(order, virtual, text)
        } catch {
            Terminal.print("\(error)", to: Terminal.error)
        }
        return true
    }

    private func carryOut(
        _ order: SimulateOrder,
        _ virtual: VirtualModems<ContinuousClock>,
        _ text: NetworkLogText
    ) async throws(SimulateProblem) {
        let bench = virtual.bench
        switch order {
        case .say(let sender, let line, let words):
            let number = SimulatedSIM(index: line - 1).number
            let now = await bench.now
            await bench.withNetwork { $0.write(from: sender, to: number, text: words, at: now) }
        case .fault(let line, let name):
            let fault = try PracticeFault.named(name)
            await apply(fault, to: line, virtual)
            Terminal.print("line\(line): \(fault.what)\n  shows  \(fault.shows)\n  ends   \(fault.ends)")
        case .recover(let line): try await recover(line, virtual)
        case .signal(let line, let value): await bench.apply(.signal(value), to: line - 1)
        case .vanish(let line, let name):
            await bench.unplug(line - 1)
            guard let name else { break }
            try? await ContinuousClock().sleep(for: Self.absence)
            try await plug(line, as: name, virtual)
        case .unplug(let line): await bench.unplug(line - 1)
        case .plug(let line): try await plug(line, virtual)
        case .loseAnswer(let line):
            let imsi = SimulatedSIM(index: line - 1).imsi
            await bench.withNetwork { $0.add([.loseAnswer], line: imsi) }
        case .refuse(let line, let number):
            let imsi = SimulatedSIM(index: line - 1).imsi
            await bench.withNetwork { $0.add([.refuse(cms: number)], line: imsi) }
        case .hang(let line): await bench.apply(.hang, to: line - 1)
        case .wake(let line): await bench.apply(.wake, to: line - 1)
        case .restart(let line): await bench.apply(.restart, to: line - 1)
        case .registration(let line, let state): await bench.apply(.registration(state), to: line - 1)
        case .log:
            for entry in await bench.log { Terminal.print(text.line(entry)) }
        case .faults: Terminal.print(PracticeFault.table)
        case .help: Terminal.print(SimulateOrder.explanation)
        case .quit: break
        }
    }

    private func plug(
        _ line: Int,
        as name: String? = nil,
        _ virtual: VirtualModems<ContinuousClock>
    ) async throws(SimulateProblem) {
        do {
            try await virtual.plug(line - 1, as: name)
        } catch {
            throw SimulateProblem("line\(line) cannot be plugged in: \(error)")
        }
    }

    private func apply(_ fault: PracticeFault, to line: Int, _ virtual: VirtualModems<ContinuousClock>) async {
        let bench = virtual.bench
        switch fault.effect {
        case .modem(let faults): for fault in faults { await bench.apply(fault, to: line - 1) }
        case .network(let fault):
            let imsi = SimulatedSIM(index: line - 1).imsi
            await bench.withNetwork { $0.add([fault], line: imsi) }
        case .unplugs: await bench.unplug(line - 1)
        }
    }

    private func recover(_ line: Int, _ virtual: VirtualModems<ContinuousClock>) async throws(SimulateProblem) {
        let bench = virtual.bench
        let healthy: [ModemFault] = [
            .wake, .prompt(hardware[line - 1].prompt), .clearStorage, .blockSIM(cms: nil), .signal(20), .unlockSIM,
            .registration(.home), .deaf(false), .mute(false),
        ]
        for fault in healthy { await bench.apply(fault, to: line - 1) }
        if await bench.modem(line - 1)?.isPlugged == false { try await plug(line, virtual) }
    }

    /// The lines of standard input. Reading blocks, so it has a thread of its own, which ends with the process.
    private static let longestOrder = 1024

    private static func input() -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1000))
        Thread.detachNewThread {
            for line in LineInput(descriptor: 0, longest: longestOrder) {
                // What is no order, such as an endless stream of octets, is not read to its end.
                guard line.count < longestOrder else {
                    Terminal.print("orders are not read any more: one had \(longestOrder) octets", to: Terminal.error)
                    break
                }
                guard case .enqueued = continuation.yield(String(decoding: line, as: UTF8.self)) else { break }
            }
            continuation.finish()
        }
        return stream
    }
}
