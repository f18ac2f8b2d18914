import ArgumentParser
import SMS

struct PDUCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdu",
        abstract: "Explain, make and count SMS PDUs; a line protocol for programs.",
        discussion: """
            Needs no daemon and no modem. With --json-lines it reads requests from
            standard input, one JSON object a line, and answers each on standard output at
            once, until the input ends.

            EXAMPLES
              smsbridge pdu decode 0004038121F300006211328074000005E8329BFD06
              smsbridge pdu encode --to +4915112345678 --text Hello
              smsbridge pdu preview --text 'Your appointment is on Monday – see you!'
              echo '{"op":"encode","to":"+4915112345678","text":"Hello"}' \\
                | smsbridge pdu --json-lines
            """,
        subcommands: [PDUDecodeCommand.self, PDUEncodeCommand.self, PDUPreviewCommand.self]
    )

    @Flag(help: "Speak the line protocol: one JSON object a line, both ways.")
    var jsonLines = false

    func run() async throws {
        guard jsonLines else {
            throw ValidationError("say what to do: pdu decode, pdu encode, pdu preview, or pdu --json-lines")
        }
        var input = LineInput(descriptor: 0)
        while let line = input.next() {
            guard let answer = JSONLines.answer(toUTF8: line) else { continue }
            Terminal.write(answer + [UInt8(ascii: "\n")])
        }
    }
}
