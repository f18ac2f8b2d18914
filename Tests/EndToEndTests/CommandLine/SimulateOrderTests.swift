import Simulation
import Subprocess
import Testing

@testable import smsbridge

@Suite struct SimulateOrderTests {
    @Test(arguments: [
        ("fault 1 silence", SimulateOrder.fault(1, name: "silence")),
        ("fault line2 blocked-sim", .fault(2, name: "blocked-sim")),
        ("recover 2", .recover(2)),
        ("signal line1 5", .signal(1, 5)),
        ("signal 1 99", .signal(1, 99)),
        ("receive 2 +491511234001 Are you there?", .say(sender: "+491511234001", line: 2, text: "Are you there?")),
        ("say +491511234001 line2 Are you there?", .say(sender: "+491511234001", line: 2, text: "Are you there?")),
        ("vanish 1", .vanish(1, to: nil)),
        ("vanish 1 to line9", .vanish(1, to: "line9")),
        ("refuse 1 38", .refuse(1, cms: 38)),
        ("faults", .faults),
    ])
    func ordersAreRead(text: String, order: SimulateOrder) throws {
        #expect(try SimulateOrder(text, lines: 2) == order)
    }

    @Test(arguments: [
        ("fault 1", "such as: fault 1 silence"),
        ("fault 3 silence", "a line from 1 to 2"),
        ("fault 1 silent", "did you mean silence or silence-until-reset?"),
        ("fault 1 xyz", "'faults' lists them"),
        ("signal 1 32", "0 (-113 dBm) to 31 (-51 dBm)"),
        ("receive 1 +491511234001", "such as: receive 1"),
        ("vanish 1 line9", "vanish 1 to line9"),
        ("vanish 1 to ../x", "letters, digits, - and _"),
        ("explode 1", "try help"),
    ])
    func wrongOrdersSayWhatIsExpected(text: String, words: String) {
        do throws(SimulateProblem) {
            _ = try SimulateOrder(text, lines: 2)
            Issue.record("“\(text)” was taken")
        } catch {
            #expect(error.description.contains(words), "\(error)")
        }
    }

    @Test func everyFaultIsNamedOnceAndSaysHowItShowsAndEnds() {
        #expect(Set(PracticeFault.all.map(\.name)).count == PracticeFault.all.count)
        for fault in PracticeFault.all {
            #expect(!fault.what.isEmpty && !fault.shows.isEmpty && !fault.ends.isEmpty)
            #expect(PracticeFault.table.contains("\(fault.name)\n"))
        }
    }

    @Test func wrongDialectsAndFaultsAreRefusedWithWhatThereIs() async throws {
        try await House.run(modems: 0) { house in
            let listed = try await house.command(["simulate", "--dialects", "--faults"])
            #expect(
                listed.status.isSuccess && listed.output.contains("quectel4g") && listed.output.contains("full-sim")
            )
            for (arguments, words) in [
                (["--dialect", "huawai"], "there are generic, huawei-old"),
                (["--fault", "silence"], "expected such as 1=silence"),
                (["--fault", "3=silence"], "a line from 1 to 2"),
                (["--fault", "1=silent"], "did you mean"),
            ] {
                let refused = try await house.command(["simulate"] + arguments)
                #expect(refused.status == .exited(64) && refused.error.contains(words), "\(refused.error)")
            }
        }
    }
}
