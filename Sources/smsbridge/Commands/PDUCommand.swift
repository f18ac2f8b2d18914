import ArgumentParser
import SMS

struct PDUCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdu",
        abstract: "Decode and encode SMS PDUs, one JSON object a line.",
        discussion: """
            Reads requests from standard input and answers each on standard output at once, until the input ends. Needs no
            daemon.

            EXAMPLES
              pdu=0004038121F300006211328074000005E8329BFD06
              echo '{"op":"decode","pdu":"'$pdu'"}' | smsbridge pdu --json-lines
              echo '{"op":"encode","to":"+4915112345678","text":"Hello"}' \\
                | smsbridge pdu --json-lines
            """
    )

    @Flag(help: "Speak the line protocol: one JSON object a line, both ways.")
    var jsonLines = false

    func validate() throws {
        guard jsonLines else { throw ValidationError("say --json-lines: it is the only form there is so far") }
    }

    func run() async throws {
        var input = LineInput(descriptor: 0)
        while let line = input.next() {
            guard let answer = JSONLines.answer(toUTF8: line) else { continue }
            Terminal.write(answer + [UInt8(ascii: "\n")])
        }
    }
}
