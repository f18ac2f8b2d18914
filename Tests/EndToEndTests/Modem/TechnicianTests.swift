import Foundation
import Gateway
import Glibc
import Server
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("A technician at the running service", .timeLimit(.minutes(1)))
struct TechnicianTests {
    private static let person = "+491511234001"

    private func modems(_ daemon: RunningDaemon) async throws -> [ModemView] {
        try await daemon.client.get("/v1/modems").decoded([ModemView].self)
    }

    /// Waits for a state of the modems that nothing on a wire tells.
    private func untilModems(
        _ what: String,
        _ daemon: RunningDaemon,
        _ holds: @Sendable ([ModemView]) -> Bool
    ) async throws {
        try await daemon.client.events("GET", "/v1/modems/watch", of: ModemList.self) { list, _ in !holds(list.modems) }
    }

    @Test("a killed command gives the modem back, and a reply during its loan halts")
    func killed() async throws {
        try await House.run(modems: 2) { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 2)
                _ = try await Subprocess.run(
                    House.binary,
                    arguments: ["modem", "antenna", "line1"],
                    environment: house.environment,
                    input: .none,
                    output: .discarded,
                    error: .discarded
                ) { execution in
                    try await untilModems("line1 is lent", daemon) { $0.first?.lentTo == "antenna" }
                    let refused = try await house.command(["modem", "diagnose", "line1"])
                    #expect(refused.status == .exited(75), "\(refused)")
                    #expect(refused.error.contains("is lent to antenna since"))
                    // The other line goes on, and what comes in on the lent one is committed.
                    try await daemon.send("Hello", to: Self.person)
                    let sent = try await daemon.until("it is sent by the other line") {
                        try await daemon.messages(to: Self.person).first {
                            $0.state == "sent" || $0.state == "delivered"
                        }
                    }
                    #expect(sent.route == "line2")
                    await house.write(from: Self.person, toLine: 0, text: "Stop")
                    try await daemon.until("it is committed") {
                        try await daemon.client.get("/v1/suppressions").decoded([SuppressionView].self).count == 1
                    }
                    _ = Glibc.kill(execution.processIdentifier.value, SIGKILL)
                }
                try await untilModems("line1 is back", daemon) { $0.first?.lentTo == nil }
                let diagnosis = try await house.command(["modem", "diagnose", "line1"])
                #expect(diagnosis.status == .exited(0), "\(diagnosis)")
                #expect(diagnosis.output.contains("This modem"))
            }
        }
    }

    @Test("a name survives a restart, and a trace is masked")
    func nameAndTrace() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let named = try await house.command(["modem", "name", "line1", "window"])
                #expect(named.status == .exited(0), "\(named)")
            }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                #expect(try await modems(daemon).map(\.name) == ["window"])
                var lines: [TraceView] = []
                let client = daemon.client
                try await client.events("GET", "/v1/modems/window/trace", of: TechnicianEvent.self) { event, _ in
                    if event.event == .lent { try await daemon.send("Secret words", to: Self.person) }
                    if let line = event.line { lines.append(line) }
                    return event.line?.text.contains("+CMGS:") != true
                }
                let pdu = lines.first { $0.pdu?.contains("characters") == true }
                #expect(pdu?.direction == ">" && pdu?.text.hasPrefix("[PDU,") == true, "\(lines)")
                #expect(
                    !lines.contains { ($0.text + ($0.pdu ?? "")).contains("1511234") || $0.text.contains("Secret") }
                )
            }
        }
    }

    @Test("a report is one page, with the dialogue, and nothing in it is obeyed")
    func report() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let path = house.folder + "/report.html"
                let outcome = try await house.command(["modem", "diagnose", "line1", "--loopback", "--report", path])
                #expect(outcome.status == .exited(0), "\(outcome)")
                let page = try String(contentsOfFile: path, encoding: .utf8)
                for part in [
                    "<h1>Diagnosis of the modem line1</h1>", "AT+CMGS=", "Traffic", "A message to itself came back",
                    "</html>",
                ] {
                    #expect(page.contains(part), "\(part)")
                }
                #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("4917010000"))
            }
        }
        #expect(DiagnosisPage.escaped("<b a='\"&\u{1B}") == "&lt;b a=&#39;&quot;&amp;�")
    }

    @Test("a console without a terminal refuses what is dangerous")
    func console() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let outcome = try await house.command(["modem", "console", "line1"], input: "AT+CSQ\nAT+CFUN=0\n")
                #expect(outcome.status == .exited(1))
                #expect(outcome.output.contains("+CSQ: "))
                #expect(outcome.error.contains("refused: AT+CFUN=0"))
                #expect(!String(decoding: house.rack.heard(0), as: UTF8.self).contains("CFUN=0"))
                let ended = try await house.command(["modem", "console", "line1"], input: "AT+CSQ\nexit\nAT+CGMM\n")
                #expect(ended.status == .exited(0), "\(ended)")
                #expect(ended.output.contains("+CSQ: ") && !ended.output.contains("CGMM"))
            }
        }
    }
}
