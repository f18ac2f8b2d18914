import ArgumentParser
import Campaigns
import Gateway

struct ModemRecordingListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the recordings that are kept, the newest first.",
        discussion: """
            WHY is the first thing that went wrong; --json has all of them, and the files.

            EXAMPLES
              smsbridge modem recording list
              smsbridge modem recording list --json
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/recordings") }
        try answer.show([RecordingView].self, connection) { views in
            Self.table(views, utc: connection.utc).show(
                orElse: "no recording is kept: one is when something goes wrong, or with 'modem recording save'"
            )
        }
    }

    static func table(_ views: [RecordingView], utc: Bool) -> Table {
        var table = Table([.init("RECORDING"), .init("MODEM"), .init("UNTIL"), .init("SIZE", .right), .init("WHY")])
        table.wrapsLast = true
        for view in views {
            let ended = Timestamp(rfc3339: view.ended).map { TimeText.write($0, utc: utc) } ?? view.ended
            // Without its time.
            let why = view.reasons.first.map { String($0.drop { $0 != " " }.dropFirst()) }
            table.add([
                Table.Cell(view.id, .bold), Table.Cell(view.modem), Table.Cell(ended),
                Table.Cell("\((view.octets + 1023) / 1024) KiB"), Table.Cell(why),
            ])
        }
        return table
    }
}
