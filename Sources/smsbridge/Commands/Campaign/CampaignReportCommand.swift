public import ArgumentParser
public import Campaigns

extension FigureBreakdown: ExpressibleByArgument {}

struct CampaignReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show how a campaign went: reached, replied, opted out, failed, paid.",
        discussion: """
            What the network confirms is delivered; what routes without reports accepted is
            assumed; what has no final report is unknown, and never counted as delivered.
            Rates stand with their parts, and with the interval in which the true rate lies
            with 95 % confidence where they are counted from few. Every figure comes from a
            query that Documentation/figures.md states.

            --json prints all of it; with --by, the totals and that breakdown alone.
            --csv writes a row for each figure, with its key in the JSON, or with --by
            for each row of that breakdown. --html writes one page with charts that needs
            nothing else. With a file, nothing is printed; - is standard output.

            EXAMPLES
              smsbridge campaign report 'Appointment reminder'
              smsbridge campaign report 'Appointment reminder' --by line
              smsbridge campaign report 'Appointment reminder' --by variant
              smsbridge campaign report 'Appointment reminder' --by hour
              smsbridge campaign report 'Appointment reminder' --html reminder.html
              smsbridge campaign report 'Appointment reminder' --by day --csv - > days.csv
              smsbridge campaign report 'Appointment reminder' --json | jq .rates.response
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "Split by step, variant, line, version, agent, day or hour (default: by step).",
            valueName: "what"
        )
    )
    var by: FigureBreakdown?

    @Option(
        defaultAsFlag: "-",
        help: ArgumentHelp("Write the figures to this CSV file; without a name, print them.", valueName: "file")
    )
    var csv: String?

    @Option(help: ArgumentHelp("Write a page with charts to this file.", valueName: "file"))
    var html: String?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        let toOutput = [connection.json, csv == "-", html == "-"].count { $0 }
        guard toOutput <= 1 else { throw ValidationError("only one of --json, --csv - and --html - can be printed") }
    }

    func run() async throws {
        // A page shows all, and so does JSON unless it is told; the terminal shows one breakdown.
        let asked = connection.json || html != nil ? by : by ?? .step
        let path = "/v1/campaigns/\(APIClient.escaped(name))/report"
        let (answer, whole) = try await APIClient.with(connection) { client in
            let answer = try await client.get(path, query: [("by", asked?.rawValue)])
            return (answer, html != nil && asked != nil ? try await client.get(path) : answer)
        }
        let figures = try answer.decoded(CampaignFigures.self)
        if connection.json { Terminal.write(answer.octets) }
        if let csv { try OutputFile.write(FigureSheet(figures: figures).text(by: by), to: csv) }
        if let html {
            let figures = try whole.decoded(CampaignFigures.self)
            try OutputFile.write(FigurePage(figures: figures, utc: connection.utc).html, to: html)
        }
        if !connection.json, csv == nil, html == nil {
            FigureTables(figures: figures, utc: connection.utc).show(by: by ?? .step)
        }
    }
}
