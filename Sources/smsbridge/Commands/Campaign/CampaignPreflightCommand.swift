import ArgumentParser
import Campaigns
import Foundation
import Server

struct CampaignPreflightCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preflight",
        abstract: "Look at everything before a campaign is started, and attest it.",
        discussion: """
            Renders every message for every contact, and reports fields, lengths,
            encodings, cost, opt-out text, consent, the agent's test, the lines' limits,
            and when it would be finished. A campaign starts only with an attested
            preflight; whatever is changed afterwards, in the file, the contacts, the
            agent or the limits, makes it void. For an edit of a running campaign,
            attesting lets the new version count.

            EXAMPLES
              smsbridge campaign preflight 'Appointment reminder'
              smsbridge campaign preflight 'Appointment reminder' --rows rows.csv
              smsbridge campaign preflight 'Appointment reminder' --attest 'A. Brandt'

            EXIT STATUS
              0 when nothing stands in the way of a start, 65 when something does.
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Option(help: ArgumentHelp("Attest what is listed as to be confirmed, in your name.", valueName: "name"))
    var attest: String?

    @Option(
        help: ArgumentHelp("Write every row with a problem to a CSV file; '-' for standard output.", valueName: "file")
    )
    var rows: String?

    @Option(help: ArgumentHelp("Write the whole report as a web page.", valueName: "file"))
    var report: String?

    @Flag(help: "Show the timeline of every day, and the texts of every step.")
    var full = false

    @OptionGroup var connection: ConnectionOptions

    private struct Attesting: Encodable {
        var attest: String?
    }

    func run() async throws {
        let passes = try await APIClient.with(connection) { client in
            if let rows {
                try await write(rows, with: client)
                // Beside the rows on standard output there is no room for a report, and none is asked for.
                if rows == "-", attest == nil, report == nil { return try await look(with: client).0.passes }
            }
            let (view, octets) = try await look(with: client)
            if let report {
                let page = PreflightPageText(view, utc: connection.utc).text
                do {
                    try Data(page.utf8).write(to: URL(fileURLWithPath: report), options: .atomic)
                } catch {
                    throw CommandFailure(.failure, "\(report): cannot be written: \(error.localizedDescription)")
                }
            }
            if connection.json {
                Terminal.write(octets + [UInt8(ascii: "\n")])
            } else {
                PreflightText(view, isFull: full, wantsAttestation: attest != nil).show()
            }
            return view.passes
        }
        if !passes { throw ExitCode(ExitStatus.data.rawValue) }
    }

    /// The report, and the daemon's own octets of it.
    private func look(with client: APIClient) async throws -> (PreflightReport, [UInt8]) {
        var bar: ProgressBar?
        var looked = 0
        var found: (PreflightReport, [UInt8])?
        try await client.events(
            "POST",
            "/v1/campaigns/\(APIClient.escaped(name))/preflight",
            query: [("live", "true")],
            body: [UInt8](try JSONCoding.encoder().encode(Attesting(attest: attest))),
            of: PreflightEvent.self
        ) { event, octets in
            switch event.event {
            case .progress:
                if let done = event.done, let of = event.of {
                    let shown = bar ?? ProgressBar(title: name, unit: "contacts", total: of)
                    shown.advance(to: done, lines: done - looked)
                    (bar, looked) = (shown, done)
                }
                return true
            case .report:
                if let report = event.report { found = (report, try Self.report(in: octets)) }
                return false
            case .problem:
                throw APIClient.failure(status: event.status ?? 500, text: event.text ?? "the preflight failed")
            }
        }
        bar?.finish()
        guard let found else { throw CommandFailure(.failure, "the daemon ended the preflight without a report") }
        return found
    }

    private static func report(in octets: [UInt8]) throws -> [UInt8] {
        let object = try JSONSerialization.jsonObject(with: Data(octets)) as? [String: Any]
        let report = object?["report"] ?? [String: Any]()
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try JSONSerialization.data(withJSONObject: report, options: options))
    }

    private func write(_ path: String, with client: APIClient) async throws {
        let answer = try await client.get("/v1/campaigns/\(APIClient.escaped(name))/preflight/rows")
        guard path != "-" else { return Terminal.write(answer.octets) }
        do {
            try Data(answer.octets).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(.failure, "\(path): cannot be written: \(error.localizedDescription)")
        }
        let count = max(0, answer.octets.count { $0 == UInt8(ascii: "\n") } - 1)
        Terminal.print("\(path): \(count == 1 ? "1 problem" : "\(count) problems") of rows", to: Terminal.error)
    }
}
