import ArgumentParser
import Gateway

struct AlarmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarms",
        abstract: "List what a person must see to now, and what to do.",
        discussion: """
            Ends with status 0 when there is no alarm, and 1 when there is one. What
            was raised and cleared before stands in
            'smsbridge modem history NAME --kind alarm'.

            EXAMPLES
              smsbridge alarms
              smsbridge alarms --json
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/alarms") }
        let alarms = try answer.decoded([AlarmView].self)
        try answer.show([AlarmView].self, connection) { alarms in
            guard !alarms.isEmpty else { return Terminal.print("there are no alarms", to: Terminal.error) }
            let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
            let colours = Terminal.hasColours(Terminal.output)
            for line in Self.lines(alarms, utc: connection.utc, width: width, colours: colours) { Terminal.print(line) }
        }
        if !alarms.isEmpty { throw ExitCode(ExitStatus.failure.rawValue) }
    }

    /// A line each, and below it what is so and what to do, whole. `width` of `nil` is for pipes and files.
    static func lines(_ alarms: [AlarmView], utc: Bool, width: Int?, colours: Bool) -> [String] {
        var table = Table([.init("SINCE"), .init("MODEM"), .init("ALARM")])
        for alarm in alarms {
            table.add([
                Table.Cell(TimeText.write(alarm.since, utc: utc)), Table.Cell(alarm.modem ?? "all"),
                Table.Cell(alarm.title, .bold),
            ])
        }
        var lines = table.lines(width: width, colours: colours)
        for (index, alarm) in alarms.enumerated().reversed() {
            let notes = [("is", alarm.detail), ("do", alarm.remedy)].flatMap { name, text in
                TerminalText.wrapped(TerminalText.plain(TimeText.rewriting(text, utc: utc)), to: (width ?? 100) - 6)
                    .enumerated().map { "  " + ($0 == 0 ? name : "  ") + "  " + $1 }
            }
            lines.insert(contentsOf: notes, at: index + 2)
        }
        return lines
    }
}
