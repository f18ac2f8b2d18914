import ArgumentParser
import Campaigns

struct SuppressionWordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "List the words in force by which people opt out, opt in and ask for help.",
        discussion: """
            Each counts whatever the language of the person; case, accents and signs do not
            matter. The configuration adds words (keywords), and takes none away. Those of
            the class yes count where a question for consent is open.

            EXAMPLES
              smsbridge suppression words --class stop
              smsbridge suppression words --language fr --json
            """
    )

    @Option(name: .customLong("class"), help: "stop, phrase, start, help, wrongNumber or yes.")
    var kind: String?

    @Option(help: "Those of one language, such as fr.")
    var language: String?

    @Flag(help: "Only those that the configuration added.")
    var added = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard kind.map({ Keyword.Class(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--class: expected stop, phrase, start, help, wrongNumber or yes.")
        }
    }

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/suppressions/words") }
        try answer.show([Keyword].self, connection) { words in
            let shown = words.filter { word in
                (kind.map { $0 == word.class.rawValue } ?? true) && (language.map { $0 == word.language } ?? true)
                    && (!added || word.isAdded)
            }
            for line in Self.lines(shown) { Terminal.print(line) }
        }
    }

    /// Class by class and language by language, 76 columns wide.
    static func lines(_ words: [Keyword]) -> [String] {
        var lines: [String] = []
        for kind in Keyword.Class.allCases {
            let own = words.filter { $0.class == kind }
            guard !own.isEmpty else { continue }
            lines.append(kind.rawValue)
            var languages: [String] = []
            for word in own where !languages.contains(word.language) { languages.append(word.language) }
            for language in languages {
                let all = own.filter { $0.language == language }.map { $0.isAdded ? "\($0.word) (added)" : $0.word }
                let text = TerminalText.plain(all.joined(separator: ", "))
                for (index, line) in TerminalText.wrapped(text, to: 70).enumerated() {
                    lines.append("  \(index == 0 ? language : "  ")  \(line)")
                }
            }
        }
        return lines.isEmpty ? ["there is no such word"] : lines
    }
}
