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
            var table = Table([
                .init("SINCE"), .init("MODEM"), .init("ALARM"), .init("WHAT IS SO"), .init("WHAT TO DO"),
            ])
            for alarm in alarms {
                table.add([
                    Table.Cell(TimeText.write(alarm.since, utc: connection.utc)), Table.Cell(alarm.modem ?? "all"),
                    Table.Cell(alarm.title, .bold), Table.Cell(alarm.detail), Table.Cell(alarm.remedy),
                ])
            }
            table.show(orElse: "there are no alarms")
        }
        if !alarms.isEmpty { throw ExitCode(ExitStatus.failure.rawValue) }
    }
}
