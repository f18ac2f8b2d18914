import Gateway
import Glibc
import Simulation
import Storage
import Testing

@testable import smsbridge

extension FaultRow {
    private static func modems(_ daemon: RunningDaemon) async throws -> [ModemView] {
        try await daemon.client.get("/v1/modems").decoded([ModemView].self)
    }

    private static func state(_ name: String, _ daemon: RunningDaemon) async throws -> String? {
        try await modems(daemon).first { $0.name == name }?.state
    }

    /// Two lines; one hangs with six messages waiting, and only its vendor's reset helps it.
    static func hangs() async throws -> String {
        var times: [Duration] = []
        try await House.run(modems: 2) { house in
            try house.configure(modems: 2, timing: FaultPace.timing)
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 2)
                await house.bench.apply(.hangUntil(.reset), to: 0)
                let begin = ContinuousClock.now
                let people = (0..<6).map { "+49151123401\($0)" }
                for person in people { try await daemon.send("Hello", to: person) }
                try await daemon.until("it is noticed") { try await state("line1", daemon) != "ready" }
                times.append(begin.duration(to: .now))
                try await daemon.until("all left") { await house.accepted().count == people.count }
                times.append(begin.duration(to: .now))
                try await daemon.until("it is back") { try await state("line1", daemon) == "ready" }
                times.append(begin.duration(to: .now))
                #expect(try await daemon.messages().allSatisfy { ["sent", "delivered"].contains($0.state) })
            }
            #expect(await Set(house.accepted().map(\.recipient)).count == 6)
            #expect(await house.accepted().count == 6)
        }
        FaultPace.expect(times[0], atMost: .seconds(15))
        let (noticed, left, back) = (FaultPace.text(times[0]), FaultPace.text(times[1]), FaultPace.text(times[2]))
        return "noticed after \(noticed), all sent by the other line after \(left), reset and back after \(back)"
    }

    static func unplugged() async throws -> String {
        var times: [Duration] = []
        try await House.run { house in
            try house.configure(modems: 1, pattern: "line*")
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                for (number, name) in [0, 6].enumerated() {
                    await house.bench.unplug(0)
                    try await daemon.until("it is gone") { try await modems(daemon).allSatisfy { $0.state != "ready" } }
                    try await daemon.send("Hello", to: "+49151123401\(number)")
                    try await FaultPace.pass(.seconds(30))
                    let begin = ContinuousClock.now
                    try await house.rack.plug(0, as: name)
                    try await daemon.until("it left") { await house.accepted().count == number + 1 }
                    times.append(begin.duration(to: .now))
                }
                // One modem, whatever its port is called, and nobody misses it.
                try await daemon.until("it is known again") { try await modems(daemon).count == 1 }
                let alarms = try await daemon.client.get("/v1/alarms").decoded([AlarmView].self)
                #expect(alarms.allSatisfy { $0.kind != "modem_gone" })
            }
        }
        for time in times { FaultPace.expect(time, atMost: .seconds(5)) }
        return
            "\(FaultPace.text(times[0])) to its next message at the network; another name \(FaultPace.text(times[1]))"
    }

    static func absentAtStart() async throws -> String {
        var took = Duration.zero
        try await House.run(modems: 0) { house in
            try house.configure(modems: 1)
            try await house.withDaemon { daemon in
                try await daemon.until("it is shown as absent") { try await state("line1", daemon) == "absent" }
                try await daemon.send("Hello", to: person)
                try await FaultPace.pass(.seconds(30))
                let begin = ContinuousClock.now
                try await house.rack.attach(SimulatedModem(index: 0))
                try await daemon.until("it left") { await house.accepted().count == 1 }
                took = begin.duration(to: .now)
            }
        }
        FaultPace.expect(took, atMost: .seconds(5))
        return "shown as absent; \(FaultPace.text(took)) to its first message at the network"
    }

    static func wrongPIN() async throws -> String {
        var attempts = 0
        try await House.run(modems: 0) { house in
            try await house.rack.attach(SimulatedModem(index: 0, pin: "1234"))
            try house.configure(modems: 1, pin: "9999")
            for _ in 0..<3 {
                try await house.withDaemon { daemon in
                    try await daemon.until("it needs its PIN") { try await state("line1", daemon) == "needsPIN" }
                    try await FaultPace.pass(.seconds(45))
                    try await daemon.end(with: SIGTERM)
                }
            }
            let heard = String(decoding: house.rack.heard(0), as: UTF8.self)
            #expect(heard.split(separator: "AT+CPIN=\"").count == 2, "entered more than once")
            attempts = try #require(await house.bench.modem(0)?.sim).pinAttempts
        }
        #expect(attempts == 2)
        return "\(3 - attempts) try in three starts, remembered for that SIM"
    }
}
