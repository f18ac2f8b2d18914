import Campaigns
import Foundation
import Gateway
import Logging
import Simulation
import Storage
import Synchronization

/// The main job in one process: virtual modems on ptys, a network and people behind them, and the real daemon between
/// them and an API client, on a clock that runs fast.
struct Demo {
    let broken: DemoBreak?
    let keeps: Bool
    let isPlain: Bool
    let seed: UInt64
    let examples: String

    private static let modems = 2
    /// On a working day, shortly before the end of the campaign's hours.
    private static let start = "2026-12-02T17:52:00+01:00"
    private static let zone = "Europe/Berlin"
    /// The most that a run takes, in real time.
    private static let patience: Duration = .seconds(120)

    /// Answers the exit status.
    func run() async throws -> Int32 {
        let zones = ZoneDirectory()
        let examples = try DemoExamples(folder: examples, zones: zones)
        guard let start = Timestamp(rfc3339: Self.start), let zone = TimeZone(identifier: Self.zone) else {
            throw CommandFailure(.failure, "this machine does not know the time zone \(Self.zone): install tzdata")
        }
        let house = try DemoHouse()
        defer { house.remove() }
        // It stands until the bench is made, whose log counts from then.
        let clock = ScaledClock(scale: 0)
        let wallClock = ScaledWallClock(clock: clock, start: start)
        let population = DemoPopulation(numbers: examples.contacts.map(\.number.e164), seed: seed)
        var settings = SimulatedNetwork.Settings()
        settings.startsAt = start.seconds
        var network = SimulatedNetwork(seed: seed, settings: settings)
        for person in population.people { network.add(person) }
        let bench = SimulatedBench(clock: clock, network: network)
        clock.scale = DemoPace.scale
        let modems = VirtualModems(bench: bench, folder: house.folder)
        for index in 0..<Self.modems { try await modems.attach(SimulatedModem(index: index)) }
        let draws = !isPlain && Terminal.isPerson(Terminal.output)
        let pace = DemoPace(clock: clock, wires: modems.activity, isWatched: draws)
        let joined = Joined()
        let log = DemoLog(path: house.log)
        let daemon = Daemon(
            settings: try house.settings(
                modems: (0..<Self.modems).map { (VirtualModems<ScaledClock>.name($0), modems.link($0)) },
                agent: examples.agentPath,
                zones: zones
            ),
            zones: zones,
            conditions: Daemon.Conditions(
                clock: clock,
                wallClock: wallClock,
                planted: broken.map { [$0.planted] } ?? [],
                logger: Logger(label: "smsbridge") { _ in
                    DemoLogHandler(log: log, wallClock: wallClock, logLevel: .debug)
                },
                joined: { control, store in
                    joined.control = control
                    pace.joined(store)
                }
            )
        )
        let stage = DemoStage(
            examples: examples,
            population: population,
            house: house,
            clock: clock,
            wallClock: wallClock,
            pace: pace,
            bench: bench,
            zone: zone,
            start: start,
            draws: draws,
            broken: broken,
            deadline: .now + Self.patience
        )
        return try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask {
                await modems.run()
                return nil
            }
            group.addTask {
                await clock.run { await pace.mayLeap() }
                return nil
            }
            group.addTask {
                try await daemon.run()
                return nil
            }
            group.addTask {
                try await stage.play { joined.control }
            }
            // Whoever ends first ends the run: the play, or a daemon that was told to stop.
            let status = try await group.next() ?? nil
            if keeps, status != nil {
                DemoStage.invite(house)
                clock.scale = 1
                _ = try await group.next()
            }
            group.cancelAll()
            return status ?? 130
        }
    }
}

/// The control of the daemon, once it is joined.
private final class Joined: Sendable {
    private let state = Mutex<Control?>(nil)

    var control: Control? {
        get { state.withLock(\.self) }
        set { state.withLock { $0 = newValue } }
    }
}
