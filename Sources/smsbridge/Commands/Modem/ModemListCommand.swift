import ArgumentParser
import Storage

struct ModemListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the modems, their state and what to do about it.",
        discussion: """
            EXAMPLE
              smsbridge modem list
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/modems") }
        try answer.show([ModemView].self, connection) { views in
            Self.table(views).show(orElse: "there are no modems: name their ports under 'modems' in the configuration")
        }
    }

    static func table(_ views: [ModemView]) -> Table {
        var table = Table([
            .init("NAME"), .init("STATE"), .init("PORT"), .init("MODEL"), .init("OPERATOR"), .init("SIGNAL"),
            .init("TODAY", .right), .init("REASON"),
        ])
        for view in views {
            let signal = view.signalDBm.map { "\(bars(view.signalBars)) \($0) dBm" }
            let network = [view.operatorName, view.registration].compactMap { $0 }.joined(separator: ", ")
            let notes = [view.reason, view.inboxUnread ? "inbox unread" : nil].compactMap { $0 }.joined(separator: "; ")
            table.add([
                Table.Cell(view.name), .state(view.state), Table.Cell(view.port ?? view.source), Table.Cell(view.model),
                Table.Cell(network.isEmpty ? nil : network), Table.Cell(signal),
                Table.Cell("\(view.sentToday)/\(view.dailyLimit)"), Table.Cell(notes.isEmpty ? nil : notes),
            ])
        }
        return table
    }

    private static func bars(_ bars: Int?) -> String {
        let count = max(0, min(5, bars ?? 0))
        return String(repeating: "▮", count: count) + String(repeating: "▯", count: 5 - count)
    }
}
