import ArgumentParser
import SMS
import Server

struct PDUPreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Count the segments of a text, and show which characters make it expensive.",
        discussion: """
            A segment holds 160 characters of the GSM alphabet, or 70 of UCS-2: one
            character that is not in that alphabet turns the whole text. Shows what would
            save segments: plain characters for typographic ones, or the tables of a
            national language. The text comes from --text, --file, or standard input.

            EXAMPLES
              smsbridge pdu preview --text 'Your appointment is on Monday – see you!'
              smsbridge pdu preview --file letter.txt --json
            """
    )

    @OptionGroup var input: PDUTextInput

    @Option(help: "auto, gsm7 (refuses other characters), or ucs2 to see its cost.")
    var encoding = EncodingChoice.auto

    @Option(help: ArgumentHelp("A language whose tables may be used.", valueName: "language"))
    var national: NationalLanguage?

    @Option(help: ArgumentHelp("8 or 16 bits for the reference of a longer message.", valueName: "bits"))
    var refBits = 8

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard refBits == 8 || refBits == 16 else { throw ValidationError("--ref-bits: a reference has 8 or 16 bits") }
    }

    func run() async throws {
        let text = try input.read()
        if encoding == .gsm7, let foreign = Segmentation.preview(text).foreignCharacters.first, national == nil {
            let names = SegmentationView.codePoints(of: foreign.character).joined(separator: " ")
            throw CommandFailure(
                .data,
                "\"\(TerminalText.plain(String(foreign.character)))\" (\(names)) is not in the GSM alphabet: take --encoding auto, or replace it"
            )
        }
        let report = PDUPreviewReport(
            text: text,
            encoding: encoding,
            referenceBits: refBits,
            national: national
        )
        if json {
            try report.printJSON()
        } else {
            for line in report.lines(
                width: min(120, Terminal.width(Terminal.output)),
                colours: Terminal.hasColours(Terminal.output)
            ) { Terminal.print(line) }
        }
    }
}
