import ArgumentParser
import SMS

struct PDUDecodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Explain PDUs field by field, octet by octet, with the clauses of the norm.",
        discussion: """
            Takes PDUs, or whatever holds them: lines of an AT dialogue or a log, in
            either case, in quotes, in groups, behind 0x. Without arguments it reads
            standard input. Whether the service centre's address is in front is found
            out; a PDU that cannot be read is explained up to its fault. Parts of a
            longer message are put together.

            Ends with status 0 when every PDU could be read, and 1 when one could not
            or none was found.

            EXAMPLES
              smsbridge pdu decode 0004038121F300006211328074000005E8329BFD06
              smsbridge pdu decode --no-smsc 04038121F300006211328074000005E8329BFD06
              smsbridge pdu decode --full < modem.log
              smsbridge pdu decode --json 0004038121F300006211328074000005E8329BFD06
            """
    )

    @Argument(help: ArgumentHelp("PDUs, or lines that hold them; standard input without.", valueName: "pdu"))
    var pdus: [String] = []

    @Option(
        help:
            """
            What it must be: deliver, submit, status-report, deliver-report or submit-report (default: one of the first \
            three, as the PDU says).
            """
    )
    var direction: Direction?

    @Flag(inversion: .prefixedNo, help: "Whether the service centre's address is in front (default: found out).")
    var smsc: Bool?

    @Flag(help: "Refuse what the line protocol refuses; the default reads as leniently as the inbox does.")
    var strict = false

    @Flag(help: "Show every octet and bit on a line of its own.")
    var full = false

    @Flag(help: "Print one JSON object a line for each PDU.")
    var json = false

    func run() async throws {
        var session = PDUDecodeSession(options: self)
        if pdus.isEmpty {
            if Terminal.isPerson(0) {
                Terminal.print("paste PDUs or lines of a log, and end with Ctrl-D:", to: Terminal.error)
            }
            var input = LineInput(descriptor: 0)
            while let line = input.next() { session.read(String(decoding: line, as: UTF8.self)) }
        } else {
            session.read(arguments: pdus)
        }
        session.finish()
        guard session.found > 0 else {
            throw CommandFailure(
                .failure,
                "no PDU was found: give its hexadecimal digits, such as 0004038121F3…, or the lines of the log around it"
            )
        }
        guard session.unreadable == 0 else { throw ExitCode(ExitStatus.failure.rawValue) }
    }
}
