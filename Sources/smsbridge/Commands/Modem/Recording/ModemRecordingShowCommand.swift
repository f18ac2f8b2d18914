import ArgumentParser
import Campaigns
import Foundation
import Gateway
import Modems
import Server

struct ModemRecordingShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a recording: the dialogue, with what its PDUs say.",
        discussion: """
            Give the name that 'modem recording list' shows, or a file; for a file no
            daemon is needed. > is to the modem, < from it, = is what happened beside:
            the port opened, closed or hung up, and the modem's state. Numbers and texts
            are not the real ones.

            EXAMPLES
              smsbridge modem recording show line1-20261125T185144Z
              smsbridge modem recording show ./line1.rec --utc
              smsbridge modem recording show line1.rec --json | jq .text

            EXIT STATUS
              65 where the file is no recording
            """
    )

    @Argument(help: ArgumentHelp("A recording's name, or a file.", valueName: "recording|file"))
    var recording: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let recording = try await read()
        let lines = RecordedLine.lines(of: recording)
        if connection.json {
            for line in lines {
                Terminal.write([UInt8](try JSONCoding.encoder().encode(line)) + [UInt8(ascii: "\n")])
            }
            return
        }
        let colours = Terminal.hasColours(Terminal.output)
        for line in RecordingText.head(recording.header, utc: connection.utc) { Terminal.print(line) }
        Terminal.print("")
        for line in lines {
            for text in RecordingText.lines(line, utc: connection.utc, colours: colours) { Terminal.print(text) }
        }
    }

    private func read() async throws -> Recording {
        if recording.contains("/") || RecordingFile.isThere(recording) { return try RecordingFile.read(recording) }
        let text = try await APIClient.with(connection) { client in
            try await client.get("/v1/recordings/" + APIClient.escaped(recording)).octets
        }
        return try RecordingFile.recording(String(decoding: text, as: UTF8.self), named: recording)
    }
}
