import Campaigns
import Modems
import Simulation
import Storage
import Synchronization
import Testing

@testable import Gateway

/// A modem with several ports for commands, of which one is told what comes in.
@Suite("The port that is told what comes in") struct NoticePortLineTests {
    private static func port(_ number: Int, _ role: PortRole? = nil) -> CommandPort {
        CommandPort(path: "/dev/ttyUSB\(number)", interface: number, role: role)
    }

    private static func stick(_ dialect: String = "huawei-old", tells mode: String? = nil) throws -> SimulatedModem {
        var hardware = try #require(SimulatedModem.Hardware(dialect: dialect, index: 0))
        if let mode { hardware.vendorAnswers["^GETPORTMODE"] = [mode] }
        return SimulatedModem(hardware: hardware, sim: SimulatedSIM(index: 0))
    }

    /// A gateway on one modem with such ports.
    private func run(
        _ modem: SimulatedModem,
        _ shape: TwinPorts.Shape,
        source: ModemSource = .discovered,
        _ body: @escaping @Sendable (Rig, TwinPorts) async throws -> Void
    ) throws {
        let made = Mutex<TwinPorts?>(nil)
        try Rig.run(
            modems: [modem],
            ports: { ports in
                let twins = TwinPorts(ports, plug: Rig.path(0), shape)
                made.withLock { $0 = twins }
                return twins
            },
            parts: { parts in
                parts.modems = [ModemSettings(source: source, name: "line0", limits: .unlimited)]
            }
        ) { rig in
            try await body(rig, try #require(made.withLock(\.self)))
        }
    }

    /// Has people write, and tells how long it took until each was read.
    private func delays(_ rig: Rig, _ count: Int) async throws -> [Duration] {
        var delays: [Duration] = []
        for _ in 0..<count {
            let before = try await received(rig)
            let begin = rig.world.now
            await rig.ring()
            try await rig.reach("it is read") { try await received(rig) > before }
            delays.append(rig.world.now - begin)
            await rig.world.pass(.seconds(41))
        }
        return delays
    }

    private func isReady(_ rig: Rig, at port: String) async -> Bool {
        let view = await rig.modem()
        return view?.port == port && view?.state == "ready"
    }

    private func received(_ rig: Rig) async throws -> Int {
        let name = await rig.control.modems().first { $0.state == "ready" }?.name ?? ""
        guard let handle = rig.control.core.roster.handle(of: name),
            let route = rig.control.core.roster.route(of: handle)
        else { return 0 }
        let now = rig.control.now
        return try await rig.store.traffic(of: route, since: now - .seconds(86_400), now: now).received
    }

    @Test func theModemSaysItself() throws {
        let modem = try Self.stick(tells: "^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,DIAG:2,PCUI:3")
        let shape = TwinPorts.Shape(
            ports: [Self.port(0, .data), Self.port(2), Self.port(3)],
            notices: "/dev/ttyUSB3",
            mute: "/dev/ttyUSB2"
        )
        try run(modem, shape) { rig, twins in
            try await rig.reach("it works at the right one") {
                await isReady(rig, at: "/dev/ttyUSB3")
            }
            // The maker's own port was not touched.
            #expect(twins.opened == ["/dev/ttyUSB0", "/dev/ttyUSB3"])
            let delays = try await delays(rig, 2)
            #expect(delays.allSatisfy { $0 < .seconds(20) }, "\(delays)")
        }
    }

    @Test func whereItDoesNotSayTheOthersAreCalled() throws {
        let shape = TwinPorts.Shape(
            ports: [Self.port(0, .data), Self.port(2), Self.port(3)],
            notices: "/dev/ttyUSB3",
            mute: "/dev/ttyUSB2"
        )
        try run(try Self.stick(), shape) { rig, twins in
            try await rig.reach("it works at the right one") {
                await isReady(rig, at: "/dev/ttyUSB3")
            }
            #expect(twins.opened == ["/dev/ttyUSB0", "/dev/ttyUSB2", "/dev/ttyUSB3", "/dev/ttyUSB3"])
        }
    }

    @Test func whatOnlyPollingFindsShowsAWrongPort() throws {
        let shape = TwinPorts.Shape(
            ports: [Self.port(2, .primary), Self.port(3, .secondary)],
            notices: "/dev/ttyUSB3"
        )
        try run(try Self.stick("quectel4g"), shape) { rig, twins in
            try await rig.reachReady()
            await rig.world.pass(.seconds(31))
            let first = try await delays(rig, 4)
            try await rig.reach("it has moved") {
                await isReady(rig, at: "/dev/ttyUSB3")
            }
            await rig.world.pass(.seconds(31))
            let then = try await delays(rig, 2)
            #expect((then.max() ?? .zero) < (first.min() ?? .zero) + .seconds(9), "\(first) \(then)")
            #expect(twins.opened.first == "/dev/ttyUSB2" && twins.opened.last == "/dev/ttyUSB3")
            let tally = rig.control.core.tallies["line0"]
            #expect(tally.announced.count == 2 && tally.unannounced.isEmpty)
        }
    }

    @Test func aPortThatSomebodyNamedIsKeptAndTheOtherIsNamed() throws {
        let shape = TwinPorts.Shape(
            ports: [Self.port(2, .primary), Self.port(3, .secondary)],
            notices: "/dev/ttyUSB3"
        )
        try run(try Self.stick("quectel4g"), shape, source: .path("/dev/ttyUSB2")) { rig, _ in
            try await rig.reachReady()
            await rig.world.pass(.seconds(31))
            _ = try await delays(rig, 5)
            let view = await rig.modem()
            #expect(
                view?.port == "/dev/ttyUSB2" && view?.lastError?.contains("/dev/ttyUSB3") == true,
                "\(String(describing: view))"
            )
        }
    }

    @Test func ofTwoThatAreBothServedTheRightOneHasTheLine() throws {
        let modem = try Self.stick(tells: "^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,PCUI:2")
        let shape = TwinPorts.Shape(ports: [Self.port(0, .data), Self.port(2)], notices: "/dev/ttyUSB2")
        try run(modem, shape, source: .path("twin*")) { rig, _ in
            try await rig.reach("one has it") { await rig.control.modems().contains { $0.state == "ready" } }
            await rig.world.pass(.seconds(300))
            let ready = await rig.control.modems().filter { $0.state == "ready" }.map(\.port)
            #expect(ready == ["/dev/ttyUSB2"])
        }
    }
}
