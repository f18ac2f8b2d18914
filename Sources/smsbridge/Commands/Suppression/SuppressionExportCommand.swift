import ArgumentParser

struct SuppressionExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the suppressed numbers to a CSV file.",
        discussion: """
            With --hash-key only hashes go out, for somebody who has the same key: the
            list tells them whom not to write to, and no number that they do not know.
            Numbers of erased people are in neither.

            EXAMPLES
              smsbridge suppression export optouts.csv
              smsbridge suppression export --reason stopKeyword
              smsbridge suppression export hashes.csv --hash-key shared.key
            """
    )

    @Argument(help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("Only for this reason: \(SuppressionCommand.reasons).", valueName: "reason"))
    var reason: String?

    @Flag(help: "Write also those that were lifted.")
    var includingLifted = false

    @OptionGroup var hashing: HashKeyOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query = [("reason", reason), ("including_lifted", includingLifted ? "true" : nil)] + hashing.query
        let headers = try hashing.headers()
        let output = try FileOutput(path: file ?? "-", isPrivate: true)
        try await APIClient.with(connection) { client in
            _ = try await client.download(
                "GET",
                "/v1/suppressions/export",
                query: query,
                headers: headers,
                to: output
            )
        }
    }
}

/// The key of an exchange of hashes.
struct HashKeyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Exchange hashes instead of numbers, under the key in this file.", valueName: "file")
    )
    var hashKey: String?

    var query: [(String, String?)] { [("hashed", hashKey == nil ? nil : "true")] }

    func headers() throws(CommandFailure) -> [(String, String)] {
        guard let hashKey else { return [] }
        do throws(SecretFile.Problem) {
            return [("Smsbridge-Hash-Key", try SecretFile.read(hashKey))]
        } catch {
            throw CommandFailure(.data, "--hash-key: found \(error.found), expected \(error.expected)")
        }
    }
}
