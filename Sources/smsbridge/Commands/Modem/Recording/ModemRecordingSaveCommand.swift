import ArgumentParser
import Gateway

struct ModemRecordingSaveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Keep what the daemon remembers of a modem now.",
        discussion: """
            It is kept beside those that the daemon keeps by itself, and with FILE copied
            to a file here, that only you may read. Nothing is borrowed: the daemon works
            on. Numbers and texts are masked, so the file can be passed on.

            EXAMPLES
              smsbridge modem recording save line1
              smsbridge modem recording save line1 line1.rec
            """
    )

    @Argument(help: "The modem's name.")
    var name: String

    @Argument(help: "A new file for a copy.")
    var file: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        if let file, RecordingFile.isThere(file) {
            throw CommandFailure(.usage, "\(file) is there already: name a new file, or remove it")
        }
        try await APIClient.with(connection) { client in
            let answer = try await client.post(ModemTarget.path(name) + "/recordings")
            let view = try answer.decoded(RecordingView.self)
            if let file {
                let text = try await client.get("/v1/recordings/" + APIClient.escaped(view.id))
                try RecordingFile.write(text.octets, to: file)
            }
            try answer.show(RecordingView.self, connection) { view in
                Terminal.print("kept as \(view.id) (\(view.file))" + (file.map { " and in \($0)" } ?? ""))
                Terminal.print("smsbridge modem recording show \(view.id)  shows it")
            }
        }
    }
}
