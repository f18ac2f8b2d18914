import Gateway
import Modems
import Simulation
import Storage
import Synchronization
import Testing

@Suite("Recordings of what went wrong")
struct RecordingTests {
    /// A shelf in memory, that may be full.
    private final class Shelf: RecordingShelf {
        struct Kept {
            var id: String
            var text: String
        }

        let kept = Mutex<[Kept]>([])
        let written = Mutex(0)
        let isFull = Mutex(false)

        func keep(_ text: String, as id: String) async throws(RecordingProblem) {
            if isFull.withLock(\.self) { throw RecordingProblem("no space left on device") }
            written.withLock { $0 += 1 }
            kept.withLock { kept in
                kept.removeAll { $0.id == id }
                kept.append(Kept(id: id, text: text))
            }
        }

        func list() async throws(RecordingProblem) -> [KeptRecording] {
            kept.withLock { kept in
                kept.reversed().map { .init(id: $0.id, file: $0.id, octets: $0.text.utf8.count, head: $0.text) }
            }
        }

        func text(of id: String) async throws(RecordingProblem) -> String? {
            kept.withLock { $0.first { $0.id == id }?.text }
        }

        func recordings() throws -> [Recording] {
            try kept.withLock(\.self).map { try Recording(parsing: $0.text) }
        }

        func has(_ reason: String) throws -> Bool {
            try recordings().contains { $0.header.reasons.contains { $0.contains(reason) } }
        }
    }

    private func run(
        modems: [SimulatedModem] = [SimulatedModem(index: 0)],
        _ change: @escaping @Sendable (inout RecordingSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (Rig, Shelf) async throws -> Void
    ) throws {
        let shelf = Shelf()
        try Rig.run(
            modems: modems,
            parts: { parts in
                var settings = RecordingSettings(shelf: shelf)
                change(&settings)
                parts.recordings = settings
            }
        ) { rig in
            try await rig.reachReady()
            try await body(rig, shelf)
        }
    }

    @Test func aModemThatFallsSilentLeavesOneRecordingOfAllThatCameOfIt() throws {
        try run { rig, shelf in
            await rig.world.pass(.seconds(600))
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("noticed") { await rig.modem()?.state == "recovering" }
            try await rig.reach("kept at once", within: .seconds(1)) { try shelf.has("the modem does not answer") }
            try await rig.reach("out") { await rig.modem()?.state == "suspended" }
            try await rig.reach("kept again", within: .seconds(40)) { try shelf.has("out of rotation") }
            let recordings = try shelf.recordings()
            #expect(recordings.count == 1)
            let recording = try #require(recordings.first)
            #expect(recording.header.modem == "line0" && recording.header.reasons.count == 2)
            // The start from ten minutes ago, what was said before the silence, and the way down the ladder.
            #expect(recording.states == ["starting", "ready", "ready", "recovering", "suspended"])
            let texts = recording.entries.map(\.text)
            #expect(texts.contains("gap") && texts.contains("AT+CGMI") && texts.contains("SIMULATED"))
            #expect(texts.contains("AT+CFUN=1,1"))
            let sim = try #require(await rig.bench.modem(0)?.sim)
            for secret in [sim.imsi, sim.iccid, sim.number.dropFirst().description] {
                #expect(!texts.contains { $0.contains(secret) })
            }
            let views = try await rig.control.recordings()
            #expect(views.count == 1 && views[0].modem == "line0" && views[0].id.hasPrefix("line0-20260605T1"))
            #expect(try await rig.control.recording(views[0].id).hasPrefix(Recording.magic))
        }
    }

    @Test func anAnswerThatNeverComesLeavesARecordingWithoutNumberAndText() throws {
        try run { rig, shelf in
            guard let imsi = await rig.bench.modem(0)?.sim?.imsi else { return }
            await rig.bench.withNetwork { $0.add([.loseAnswer], line: imsi) }
            _ = try await rig.send("Your result is here")
            try await rig.reach("kept") { try shelf.has("is uncertain") }
            let recording = try #require(try shelf.recordings().first)
            let written = recording.entries.filter { $0.text.hasSuffix("<Ctrl-Z>") }
            #expect(written.count == 1)
            let pdu = try #require(written.first).text.dropLast(8)
            let view = TraceView(try #require(written.first), at: start)
            #expect(view.pdu?.hasPrefix("to +49") == true, "\(view.pdu ?? "") \(pdu)")
            #expect(view.pdu?.contains("result") == false && view.pdu?.contains("15112345678") == false)
        }
    }

    @Test func aRestartAndABrokenPDULeaveRecordings() throws {
        try run(modems: [SimulatedModem(index: 0), SimulatedModem(index: 1)]) { rig, shelf in
            try await rig.reach("both") { await rig.modem(1)?.state == "ready" }
            await rig.world.pass(.seconds(120))
            await rig.bench.apply(.restart, to: 0)
            try await rig.reach("the reset") { try shelf.has("it reset itself") }
            await rig.bench.apply(.garbage(Array("\r\n+CMT: ,25\r\n0004FF9194711000\r\n".utf8)), to: 1)
            try await rig.reach("the PDU") { try shelf.has("a PDU cannot be read") }
        }
    }

    @Test func aFullDiskHoldsUpNothing() throws {
        try run { rig, shelf in
            shelf.isFull.withLock { $0 = true }
            await rig.bench.apply(.hangUntil(.reset), to: 0)
            try await rig.reach("noticed") { await rig.modem()?.state == "recovering" }
            try await rig.reach("back") { await rig.modem()?.state == "ready" }
            let message = try await rig.send()
            try await rig.reach("sent") { try await rig.state(message) == "sent" }
            #expect(try shelf.recordings().isEmpty)
            shelf.isFull.withLock { $0 = false }
            await rig.world.pass(.seconds(400))
            await rig.bench.apply(.hang, to: 0)
            try await rig.reach("kept") { try shelf.has("the modem does not answer") }
        }
    }

    @Test func onWishNowAndByItselfNever() throws {
        try run({ $0.incidents = nil }) { rig, shelf in
            await rig.bench.apply(.hangUntil(.reset), to: 0)
            try await rig.reach("noticed") { await rig.modem()?.state == "recovering" }
            try await rig.reach("back") { await rig.modem()?.state == "ready" }
            await rig.world.pass(.seconds(60))
            #expect(try shelf.recordings().isEmpty)
            let (one, other) = try await (
                rig.control.keepRecording(of: "line0"), rig.control.keepRecording(of: "line0")
            )
            #expect(one.id != other.id && one.modem == "line0")
            #expect(try shelf.recordings().count == 2)
            await #expect(throws: ControlProblem.self) { try await rig.control.keepRecording(of: "line7") }
            await #expect(throws: ControlProblem.self) { try await rig.control.recording("line0-x") }
        }
    }

    @Test func withoutAShelfNothingIsRemembered() throws {
        try Rig.run { rig in
            try await rig.reachReady()
            await #expect(throws: ControlProblem.self) { try await rig.control.keepRecording(of: "line0") }
        }
    }
}
