import ArgumentParser
import Storage

struct SuppressionShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show why and since when a number must not be written to, and what was before.",
        discussion: """
            EXAMPLE
              smsbridge suppression show +4915112345678
            """
    )

    @Argument(help: "The phone number.")
    var number: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/suppressions/\(APIClient.escaped(number))")
        }
        try answer.show([SuppressionView].self, connection) { views in
            SuppressionReport.table(views, includingLifted: true, utc: connection.utc).show(orElse: "")
            let held = views.filter { $0.liftedAt == nil }
            let categories = Set(held.compactMap(\.category)).sorted().joined(separator: ", ")
            if held.contains(where: { $0.category == nil }) {
                Terminal.print("nothing is sent to it")
            } else {
                Terminal.print(held.isEmpty ? "it may be written to" : "no \(categories) messages are sent to it")
            }
        }
    }
}
