import Subprocess
import Testing

@Suite("pdu, as a program runs it")
struct PDUCommandTests {
    private static let hello = "0004038121F300006211328074000005E8329BFD06"

    @Test(
        "what is wrong with the command line and what with the data end differently",
        arguments: [
            (["encode", "--to", "+491511234567", "--text", "a", "--class", "5"], 64, "--class"),
            (["encode", "--to", "+491511234567", "--text", "a", "--ref", "256"], 64, "0 to 255"),
            (["encode", "--to", "+491511234567", "--text", "a", "--ref-bits", "12"], 64, "8 or 16"),
            (["encode", "--to", "+491511234567", "--text", "a", "--validity", "0m"], 64, "--validity"),
            (["encode", "--to", "+491511234567", "--data", "00", "--encoding", "gsm7"], 64, "--data"),
            (["encode", "--to", "+491511234567", "--text", "ş", "--encoding", "gsm7"], 65, "--encoding auto"),
            (["preview", "--text", "ş", "--encoding", "gsm7"], 65, "U+015F"),
            (["encode", "--to", "hello world, too long", "--text", "a"], 65, "+4915112345678"),
            (["decode", "nothing"], 1, "no PDU was found"),
            ([], 64, "pdu decode"),
        ] as [([String], Int32, String)]
    )
    func refused(arguments: [String], status: Int32, words: String) async throws {
        try await House.run(modems: 0) { house in
            let outcome = try await house.command(["pdu"] + arguments)
            #expect(outcome.status == .exited(status))
            #expect(outcome.error.contains(words), "\(outcome.error)")
            #expect(outcome.output.isEmpty)
        }
    }

    @Test(
        "what is not quite what was asked for is said, and done",
        arguments: [
            (["--text", "", "--validity", "5m"], "the text is empty", "00000000"),
            (["--text", "a", "--validity", "7m"], "10 min", "0000010161"),
            (["--text", "a", "--validity", "64w"], "63 weeks", "0000FF0161"),
        ] as [([String], String, String)]
    )
    func noted(arguments: [String], words: String, ending: String) async throws {
        try await House.run(modems: 0) { house in
            let outcome = try await house.command(["pdu", "encode", "--to", "+491512345600"] + arguments)
            #expect(outcome.status == .exited(0))
            #expect(outcome.error.contains(words), "\(outcome.error)")
            #expect(outcome.output.hasSuffix("\(ending)\n"), "\(outcome.output)")
        }
    }

    @Test(
        "a PDU is found however it is given",
        arguments: [
            [hello], ["00", "04038121F3", "00006211", "328074000005E8329BFD06"], ["+CMT: ,20\r\n\(hello)\r\n"],
            ["--no-smsc", String(hello.dropFirst(2))],
        ]
    )
    func found(arguments: [String]) async throws {
        try await House.run(modems: 0) { house in
            let outcome = try await house.command(["pdu", "decode"] + arguments)
            #expect(outcome.status == .exited(0))
            #expect(outcome.output.contains("  text       hello\n"), "\(outcome.output)")
        }
    }

    @Test("the answer to AT+CMGS is an acknowledgement")
    func acknowledgement() async throws {
        try await House.run(modems: 0) { house in
            let outcome = try await house.command(
                ["pdu", "decode"],
                input: "> \r\n+CMGS: 42,00010011112061700040\r\nOK\r\n"
            )
            #expect(outcome.status == .exited(0))
            #expect(outcome.output.contains("SMS-SUBMIT-REPORT"))
            #expect(outcome.output.contains("2011-11-02T16:07:00+01:00"))
        }
    }
}
