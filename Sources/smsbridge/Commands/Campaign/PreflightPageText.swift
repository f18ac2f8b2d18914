import Campaigns

/// A preflight as one HTML page that needs nothing else: for whoever has to agree before a campaign is started.
struct PreflightPageText {
    private let report: PreflightReport
    private let utc: Bool

    init(_ report: PreflightReport, utc: Bool) {
        self.report = report
        self.utc = utc
    }

    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Preflight of \(escaped(report.campaign))</title>
        <style>
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #1c1c1c; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top;
        padding: .3em .6em; border-bottom: 1px solid #ddd; } td.number, th.number { text-align: right; }
        .ok { color: #18692c; } .warning { color: #8a5a00; } .fault { color: #a51919; } .made { color: #555; }
        </style>
        </head>
        <body>
        <h1>\(escaped(report.campaign)), version \(report.version)</h1>
        <p class="made">Looked at on \(escaped(TimeText.write(report.at, utc: utc))) by smsbridge
        \(escaped(Version.text)). Days and times are those of \(escaped(report.zone)).</p>
        <p class="\(report.verdict.rawValue)">\(escaped(sentence))</p>
        <h2>Findings</h2>
        <table><tr><th>Verdict</th><th>Check</th><th>Figure</th><th>Meaning and what to do</th></tr>
        \(report.findings.map(row).joined(separator: "\n"))
        </table>
        \(timeline)
        \(texts)
        <h2>\(report.attestation == nil ? "To be confirmed" : "Confirmed")</h2>
        <ul>\(report.confirmations.map { "<li>\(escaped($0.statement))</li>" }.joined(separator: "\n"))</ul>
        \(attestation)
        </body>
        </html>

        """
    }

    private var sentence: String {
        let faults = report.faults.map(\.check.title)
        if !faults.isEmpty { return "It cannot be started: \(faults.joined(separator: ", "))." }
        return report.attestation == nil ? "Nothing stands in the way but the attestation." : "It is attested."
    }

    private var attestation: String {
        guard let attestation = report.attestation, let token = report.token else { return "" }
        let at = escaped(TimeText.write(attestation.at, utc: utc))
        return "<p>Attested by <b>\(escaped(attestation.by))</b> on \(at), token <code>\(token.hex)</code>.</p>"
    }

    private func row(_ finding: PreflightFinding) -> String {
        let verdict = finding.verdict.rawValue
        let remedy = finding.remedy.map { "<br><b>→ \(escaped($0))</b>" } ?? ""
        return "<tr><td class=\"\(verdict)\">\(verdict)</td><td>\(escaped(finding.check.title))</td>"
            + "<td>\(escaped(finding.figure))</td><td>\(escaped(finding.meaning))\(remedy)</td></tr>"
    }

    private var timeline: String {
        let forecast = report.forecast
        guard !forecast.days.isEmpty else { return "" }
        let names = forecast.routes.map { "<th class=\"number\">\(escaped($0.name))</th>" }.joined()
        let rows = forecast.days.map { day in
            let routes = day.byRoute.map { "<td class=\"number\">\($0)</td>" }.joined()
            return "<tr><td>\(day.date)</td><td class=\"number\">\(day.messages)</td>"
                + "<td class=\"number\">\(day.segments)</td>\(routes)</tr>"
        }
        return "<h2>Timeline</h2><table><tr><th>Day</th><th class=\"number\">Messages</th>"
            + "<th class=\"number\">Segments</th>\(names)</tr>\(rows.joined(separator: "\n"))</table>"
    }

    private var texts: String {
        let steps = report.figures.steps.filter { $0.texts > 0 }.map { step in
            let samples = [step.sample, step.longest?.text].compactMap(\.self).map { "<p>\(escaped($0))</p>" }
            return "<h3>\(step.heading)</h3>\(samples.joined())"
        }
        return steps.isEmpty ? "" : "<h2>Texts, the first and the longest of each step</h2>" + steps.joined()
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(text) }
}
