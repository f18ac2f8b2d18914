import Gateway
import Glibc
import Simulation
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("Promise 8: bad input is told, and nothing is half done", .timeLimit(.minutes(1)))
struct RefusalTests {
    @Test("a second daemon on the same state is refused, and the first goes on")
    func sameState() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let second = try await house.command(["run", "--config", house.configuration])
                #expect(second.status == .exited(1))
                #expect(second.error.contains("another daemon works in \(house.folder)/state"), "\(second.error)")
                try await daemon.send("Hello", to: "+491511234001")
                _ = try await daemon.untilMessage(to: "+491511234001", is: "delivered")
            }
        }
    }

    @Test("a second daemon on the same port is refused")
    func samePort() async throws {
        try await House.run { house in
            try house.configure(modems: 1, more: "api: {listen: 127.0.0.1:0}")
            try await house.withDaemon { daemon in
                let address = try await daemon.until("it says its port") {
                    daemon.journal.lines.compactMap {
                        $0.split(separator: "http://").dropFirst().first.map(String.init)
                    }.first
                }
                let second = try house.write(
                    "second.yaml",
                    """
                    state_directory: \(house.folder)/second
                    socket: {path: \(house.folder)/second.sock}
                    api: {listen: \(address)}
                    """
                )
                let outcome = try await house.command(["run", "--config", second])
                #expect(outcome.status == .exited(1))
                #expect(outcome.error.contains(address), "\(outcome.error)")
                #expect(try await daemon.health().modems == 1)
            }
        }
    }

    @Test("a bad configuration exits with 78, and names the key, the line and what was expected")
    func badConfiguration() async throws {
        try await House.run(modems: 0) { house in
            let file = try house.write(
                "bad.yaml",
                """
                state_directory: \(house.folder)/state
                modems:
                  - port: ttyUSB0
                limits:
                  per_day: many
                colour: blue
                """
            )
            let outcome = try await house.command(["run", "--config", file])
            #expect(outcome.status == .exited(78))
            for wanted in ["bad.yaml:3", "port", "bad.yaml:5", "per_day", "bad.yaml:6", "colour", "expected"] {
                #expect(outcome.error.contains(wanted), "no \(wanted) in: \(outcome.error)")
            }
            #expect(access(house.folder + "/state", F_OK) != 0)
        }
    }

    @Test("every wrong line of a file of messages is told at once, with its line and reason")
    func wrongLines() async throws {
        try await House.run(modems: 0) { house in
            let file = try house.write(
                "bad.csv",
                "to,text,validity_seconds\n+491511234001,a,\n12,b,\n,c,\n+491511234001,d,x\n+491511234001,e,9\n"
            )
            try await house.withDaemon { daemon in
                let refused = try await house.command(["message", "send", "--file", file])
                #expect(refused.status == .exited(65))
                for wanted in [":3: to: ", ":4: to: is empty", ":5: validity_seconds: ", ":6: validity_seconds: "] {
                    #expect(refused.error.contains("bad.csv\(wanted)"), "no \(wanted) in: \(refused.error)")
                }
                #expect(refused.error.contains("nothing was sent: 4 things are wrong"), "\(refused.error)")
                let json = try await house.command(["message", "send", "--file", file, "--json"])
                #expect(json.status == .exited(65))
                #expect(json.output.contains(#""rejected_count":4"#), "\(json.output)")
                #expect(json.output.contains(#"{"field":"to","line":4,"reason":"is empty"}"#), "\(json.output)")
                #expect(try await daemon.messages().isEmpty)
            }
        }
    }

    @Test("a suppressed number is refused in words, by the exit status, and with the way out")
    func suppressedNumber() async throws {
        try await House.run(modems: 0) { house in
            try await house.withDaemon { _ in
                let number = "+491511234001"
                _ = try await house.command(["suppression", "add", number, "--note", "asked"])
                let refused = try await house.command(["message", "send", number, "Hello"])
                #expect(refused.status == .exited(77))
                for wanted in [
                    "suppressed, nothing is sent", "somebody here entered it", "suppression remove \(number)",
                ] {
                    #expect(refused.output.contains(wanted), "no \(wanted) in: \(refused.output)")
                }
                let csv = "to,text\n\(number),a\n+491511234002,b\n"
                let some = try await house.command(["message", "send", "--file", "-"], input: csv)
                #expect(some.status == .exited(77))
                #expect(some.output.contains("1 message queued, 1 segment; 1 suppressed"), "\(some.output)")
            }
        }
    }

    @Test("message send takes 2,000 lines from standard input in one call, all or none")
    func manyLines() async throws {
        try await House.run(modems: 0) { house in
            let lines = (0..<2000).map { #"{"to": "+49151\#(10_000_000 + $0)", "text": "Hello \#($0)"}"# + "\n" }
            try await house.withDaemon { daemon in
                let broken =
                    lines[..<1000].joined() + "{\"to\": \"12\", \"text\": \"Hello\"}\n" + lines[1000...].joined()
                let refused = try await house.command(["message", "send", "--file", "-"], input: broken)
                #expect(refused.status == .exited(65))
                #expect(refused.error.contains("standard input:1001: to: "), "\(refused.error)")
                #expect(try await daemon.messages().isEmpty)
                for (again, queued) in [(false, "2000 messages queued"), (true, "0 messages queued")] {
                    let taken = try await house.command(
                        ["message", "send", "--file", "-", "--idempotency-key", "night"],
                        input: lines.joined()
                    )
                    #expect(taken.status == .exited(0), "\(taken.error)")
                    #expect(taken.output.contains(queued), "again: \(again): \(taken.output)")
                }
                #expect(try await daemon.health().queued == 2000)
            }
        }
    }
}
