import Gateway
import Glibc
import Simulation
import Storage
import Subprocess
import Testing

@testable import smsbridge

extension FaultRow {
    /// How many messages stand on the SIM and in the modem.
    private static func held(_ house: House) async -> Int {
        guard let modem = await house.bench.modem(0) else { return 0 }
        return modem[storage: "SM"].count { $0 != nil } + modem[storage: "ME"].count { $0 != nil }
    }

    static func inbound() async throws -> String {
        var times: [Duration] = []
        try await House.run { house in
            try house.configure(modems: 1, timing: FaultPace.isTrue ? "reconcile: 30s" : "reconcile: 1s")
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                for (text, lost) in [("One", nil), ("Two", "+CMTI")] {
                    house.rack.lose(said: lost, of: 0)
                    await house.write(from: person, toLine: 0, text: text)
                    try await daemon.until("it is in the inbox") { try await inboundTexts(daemon).contains(text) }
                    let came = await house.bench.log.last { if case .stored = $0.event { true } else { false } }
                    times.append(await house.bench.now - (try #require(came).at))
                }
            }
        }
        #expect(times[0] < .seconds(1))
        #expect(times[1] < (FaultPace.isTrue ? .seconds(31) : .seconds(3)))
        return "\(FaultPace.text(times[0])); by the poll of each 30 s after \(FaultPace.text(times[1]))"
    }

    static func killBeforeDeletion() async throws -> String {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                house.rack.lose(heard: "AT+CMGD=", of: 0)
                await house.write(from: person, toLine: 0, text: "Only once")
                try await daemon.until("it is about to be deleted") {
                    String(decoding: house.rack.heard(0), as: UTF8.self).contains("AT+CMGD=1\r")
                }
                try await daemon.kill()
            }
            #expect(await held(house) == 1)
            house.rack.lose(heard: nil, of: 0)
            try await house.withDaemon { daemon in
                try await daemon.until("the SIM is empty") { await held(house) == 0 }
                #expect(try await inboundTexts(daemon) == ["Only once"])
            }
        }
        return "stored once"
    }

    /// The state stands on a small file system of its own, which is then filled to its last octet.
    static func diskFull() async throws -> String {
        var result = ""
        try await House.run { house in
            let state = house.folder + "/state"
            #expect(mkdir(state, 0o700) == 0)
            let mounted = try await run("mount", ["-t", "tmpfs", "-o", "size=16m,mode=700", "tmpfs", state])
            guard mounted else {
                result = "not measured: needs the right to mount"
                return
            }
            do {
                try await house.withDaemon { daemon in
                    try await daemon.untilReady(modems: 1)
                    fill(state + "/ballast")
                    var wrote: [String] = []
                    while true {
                        let isFull = try await !alarms(daemon).isEmpty
                        guard !isFull || wrote.count < 5 else { break }
                        let text = "Message \(wrote.count + 1)"
                        wrote.append(text)
                        await house.write(from: person, toLine: 0, text: text)
                        try await daemon.until("\(text) is stored, or cannot be") {
                            let isStored = try await inboundTexts(daemon).contains(text)
                            let isRefused = try await !alarms(daemon).isEmpty
                            return isStored || isRefused
                        }
                    }
                    #expect(try await alarms(daemon) == ["disk_full"])
                    let came = try await inboundTexts(daemon).count
                    try await daemon.until("the rest waits on the SIM") { await held(house) >= wrote.count - came }
                    try await FaultPace.pass(.seconds(60))
                    #expect(await held(house) >= wrote.count - came)
                    #expect(unlink(state + "/ballast") == 0)
                    try await daemon.until("all came in") { try await inboundTexts(daemon).count == wrote.count }
                    try await daemon.until("the SIM is empty") { await held(house) == 0 }
                    try await daemon.until("the alarm is over") { try await alarms(daemon).isEmpty }
                    #expect(try await Set(inboundTexts(daemon)) == Set(wrote))
                    result = "0 of \(wrote.count) lost, none doubled; it stayed on the SIM, with an alarm"
                }
            } catch {
                _ = try await run("umount", ["-l", state])
                throw error
            }
            _ = try await run("umount", ["-l", state])
        }
        return result
    }

    private static func alarms(_ daemon: RunningDaemon) async throws -> [String] {
        try await daemon.client.get("/v1/alarms").decoded([AlarmView].self).map(\.kind)
    }

    private static func run(_ program: String, _ arguments: [String]) async throws -> Bool {
        try await Subprocess.run(
            .name(program),
            arguments: Arguments(arguments),
            output: .discarded,
            error: .discarded
        ).terminationStatus.isSuccess
    }

    private static func fill(_ path: String) {
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        var size = 1 << 20
        while size > 0 {
            let octets = [UInt8](repeating: 0, count: size)
            if write(file, octets, size) <= 0 { size /= 2 }
        }
    }
}
