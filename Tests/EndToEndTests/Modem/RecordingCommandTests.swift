import Foundation
import Gateway
import Glibc
import Modems
import Server
import Subprocess
import Testing

@testable import smsbridge

@Suite("A fault becomes a recording, and a recording a modem", .timeLimit(.minutes(3)))
struct RecordingCommandTests {
    /// `smsbridge simulate` beside the body, which gives it orders. It has said that its ports are there.
    private func simulating(
        _ house: House,
        _ arguments: [String],
        _ body: (_ order: (String) async throws -> Void, _ said: Journal) async throws -> Void
    ) async throws {
        let said = Journal(house.happenings)
        _ = try await Subprocess.run(
            House.binary,
            arguments: Arguments(["simulate", "--links", house.folder] + arguments),
            environment: house.environment,
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { execution in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    defer { said.end() }
                    for try await line in execution.standardOutput.strings() { said.add(line) }
                }
                let writer = execution.standardInputWriter
                let outcome: Result<Void, any Error>
                do {
                    try await house.happenings.until("its ports are there") { said.contains("Ctrl-C ends it") }
                    try await body({ _ = try await writer.write($0 + "\n") }, said)
                    outcome = .success(())
                } catch {
                    outcome = .failure(error)
                }
                _ = Glibc.kill(execution.processIdentifier.value, SIGTERM)
                try await group.waitForAll()
                try outcome.get()
            }
        }
    }

    /// The recording that the daemon kept by itself, once it says that nothing helped.
    private func kept(_ daemon: RunningDaemon) async throws -> RecordingView {
        try await daemon.until("the end of the climb is kept") {
            try await daemon.client.get("/v1/recordings").decoded([RecordingView].self).first {
                $0.reasons.contains { $0.contains("out of rotation") }
            }
        }
    }

    /// What people saw, up to the end of the first climb.
    private func states(_ recording: Recording) -> [String] {
        let end = recording.states.firstIndex(of: "suspended") ?? recording.states.count - 1
        return Array(recording.states[...max(0, end)])
    }

    @Test("a modem that falls silent is played back, and a second daemon comes through the same states")
    func silence() async throws {
        try await House.run(modems: 0) { house in
            try house.configure(modems: 1, timing: "divided_by: 20, reconcile: 10s")
            var file = ""
            try await simulating(house, ["--modems", "1"]) { order, _ in
                try await house.withDaemon { daemon in
                    try await daemon.untilReady(modems: 1)
                    try await order("fault 1 silence")
                    let view = try await kept(daemon)
                    #expect(view.modem == "line1" && view.reasons.first?.hasSuffix("the modem does not answer") == true)
                    file = view.file
                    try await look(house, view)
                }
            }
            var status = stat()
            #expect(lstat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
            let first = try RecordingFile.read(file)
            #expect(states(first) == ["starting", "ready", "recovering", "suspended"])

            try house.configure(modems: 0, pattern: "replay1", timing: "divided_by: 20, reconcile: 10s")
            try await simulating(house, ["--replay", file]) { _, said in
                try await house.withDaemon { daemon in
                    let view = try await daemon.until("the second climb is kept") {
                        try await daemon.client.get("/v1/recordings").decoded([RecordingView].self).first {
                            $0.id.hasPrefix("replay1-") && $0.reasons.contains { $0.contains("out of rotation") }
                        }
                    }
                    let second = try RecordingFile.read(view.file)
                    #expect(states(second) == states(first))
                    // The modem of the recording, not a plain one.
                    func told(_ recording: Recording, _ command: String) -> String? {
                        recording.entries.firstIndex { $0.text == command }.map { recording.entries[$0 + 1].text }
                    }
                    #expect(told(second, "AT+CPMS?") == told(first, "AT+CPMS?"))
                    #expect(second.header.model == "SIMULATED SIM-7")
                    try await house.happenings.until("it says what was recorded") {
                        said.contains("recorded here: suspended")
                    }
                }
            }
        }
    }

    /// As a technician would.
    private func look(_ house: House, _ view: RecordingView) async throws {
        let list = try await house.command(["modem", "recording", "list"])
        #expect(list.status.isSuccess && list.output.contains(view.id) && list.output.contains("does not answer"))
        let shown = try await house.command(["modem", "recording", "show", view.id, "--utc"])
        #expect(shown.status.isSuccess && shown.output.contains("= state recovering"), "\(shown.error)")
        #expect(shown.output.contains("> AT+CGMI") && !shown.output.contains("356938035600007"))
        let copy = house.folder + "/copy.rec"
        let saved = try await house.command(["modem", "recording", "save", "line1", copy])
        #expect(saved.status.isSuccess && saved.output.contains("kept as line1-"), "\(saved.error)")
        let again = try await house.command(["modem", "recording", "save", "line1", copy])
        #expect(again.status == .exited(64) && again.error.contains("is there already"))
        let local = try await house.command(["modem", "recording", "show", copy, "--json"])
        #expect(local.output.contains(#""direction":">""#) && local.output.contains("AT+CGMI"))
        let unknown = try await house.command(["modem", "recording", "show", "line1-none"])
        #expect(unknown.status == .exited(1) && unknown.error.contains("there is no recording line1-none"))
    }

    @Test("what is no recording is refused with its line")
    func refused() async throws {
        try await House.run(modems: 0) { house in
            let file = try house.write("notes.txt", "AT\nOK\n")
            let broken = try house.write("broken.rec", "smsbridge-recording 1\n\n0.1 > AT\nOK\n")
            for (arguments, words) in [
                (["simulate", "--replay", file], "line 1: no recording"),
                (["modem", "recording", "show", broken], "line 4: expected such as"),
                (["modem", "recording", "show", house.folder + "/none.rec"], "no such file"),
            ] {
                let outcome = try await house.command(arguments)
                #expect(outcome.status == .exited(65) && outcome.error.contains(words), "\(outcome)")
            }
            let speed = try await house.command(["simulate", "--replay", file, "--speed", "0"])
            #expect(speed.status == .exited(64))
        }
    }
}
