import ArgumentParser

/// Where a text comes from: the command line, a file or standard input.
struct PDUTextInput: ParsableArguments {
    /// In octets; 255 segments hold less.
    private static let longestText = 1 << 20

    @Option(help: "The text.")
    var text: String?

    @Option(help: ArgumentHelp("Read the text from this file, or from standard input for -.", valueName: "file"))
    var file: String?

    var isGiven: Bool { text != nil || file != nil }

    func validate() throws {
        if text != nil, file != nil { throw ValidationError("give either --text or --file") }
    }

    /// The text, from a file or standard input without its last line feed.
    func read() throws -> String {
        if let text { return text }
        let path = file ?? "-"
        if path == "-", Terminal.isPerson(0) {
            Terminal.print("type the text, and end it with Ctrl-D on a line of its own:", to: Terminal.error)
        }
        let text = try TextFile.read(path, limit: Self.longestText)
        return text.last?.isNewline == true ? String(text.dropLast()) : text
    }
}
