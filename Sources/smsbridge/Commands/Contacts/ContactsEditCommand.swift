import ArgumentParser
import Foundation
import Server
import Storage

struct ContactsEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a contact.",
        discussion: """
            A time zone that is set here stays when a list is imported again. An empty text
            takes a value away.

            EXAMPLES
              smsbridge contacts edit +4915112345678 --time-zone America/Denver
              smsbridge contacts edit +4915112345678 --name 'Anna Brandt' --field plan=pro
              smsbridge contacts edit +4915112345678 --email '' --field plan=
            """
    )

    @Argument(help: "The phone number.")
    var number: String

    @Option(help: ArgumentHelp("The person's name.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("The e-mail address.", valueName: "text"))
    var email: String?

    @Option(help: ArgumentHelp("The time zone, such as Europe/Berlin.", valueName: "zone"))
    var timeZone: String?

    @Option(help: ArgumentHelp("A field that texts can use; can be given again.", valueName: "name=text"))
    var field: [String] = []

    @Option(help: ArgumentHelp("Who changes it (default: the user who runs this).", valueName: "name"))
    var by: String?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if name == nil, email == nil, timeZone == nil, field.isEmpty {
            throw ValidationError("there is nothing to change: give --name, --email, --time-zone or --field")
        }
        if let wrong = field.first(where: { !$0.contains("=") || $0.hasPrefix("=") }) {
            throw ValidationError("--field \(wrong): expected NAME=TEXT, such as plan=pro")
        }
    }

    func run() async throws {
        var body: [String: Any] = ["by": by ?? NSUserName()]
        body["name"] = name
        body["email"] = email
        body["time_zone"] = timeZone
        let pairs = field.map { $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false) }
        if !pairs.isEmpty {
            body["fields"] = Dictionary(pairs.map { (String($0[0]), String($0[1])) }) { _, last in last }
        }
        let octets = [UInt8](try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys]))
        let answer = try await APIClient.with(connection) {
            try await $0.patch("/v1/contacts/\(APIClient.escaped(number))", octets: octets)
        }
        try answer.show(ContactView.self, connection) { view in
            Facts.show(ContactReport.facts(view, utc: connection.utc))
        }
    }
}
