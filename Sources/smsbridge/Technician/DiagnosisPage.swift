import Campaigns
import Gateway
import Modems

/// Diagnoses as one HTML page that needs nothing else: fit for a support ticket, numbers and texts are masked. All that
/// comes from a modem is escaped.
struct DiagnosisPage {
    let diagnoses: [ModemDiagnosis]
    let utc: Bool
    private let made = SystemWallClock().now()

    init(_ diagnoses: [ModemDiagnosis], utc: Bool) {
        self.diagnoses = diagnoses
        self.utc = utc
    }

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Modem diagnosis</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <h1>Modem diagnosis</h1>
        <p class="made">Made \(HTMLText.escaped(TimeText.write(made, utc: utc))) by smsbridge \(HTMLText.escaped(Version.text)).
        Numbers, texts and PDUs are masked.</p>
        \(diagnoses.map(section).joined(separator: "\n"))
        </body>
        </html>

        """
    }

    private func section(_ diagnosis: ModemDiagnosis) -> String {
        var parts = [
            "<section>", "<h2>\(HTMLText.escaped(diagnosis.port))</h2>",
            "<p class=\"sentence \(diagnosis.isUsable ? "ok" : "fault")\">\(HTMLText.escaped(diagnosis.sentence))</p>",
        ]
        for group in DiagnosticCheck.Group.allCases {
            let members = diagnosis.findings.filter { $0.check.group == group }
            guard !members.isEmpty else { continue }
            parts.append("<h3>\(HTMLText.escaped(group.rawValue))</h3>")
            parts.append("<table><tr><th>Verdict</th><th>Check</th><th>Value</th><th>Meaning and what to do</th></tr>")
            parts += members.map(row)
            parts.append("</table>")
        }
        if let loopback = diagnosis.loopback {
            parts.append("<h3>Loopback</h3>")
            parts.append("<p class=\"\(loopback.isGood ? "ok" : "fault")\">\(HTMLText.escaped(loopback.sentence))</p>")
        }
        if !diagnosis.dialogue.isEmpty {
            parts.append("<h3>Dialogue</h3>")
            let lines = diagnosis.dialogue.map { line in
                let pdu = line.pdu.map { "\n               \(HTMLText.escaped($0))" } ?? ""
                return
                    "\(TimeText.clock(line.at, utc: utc)) \(HTMLText.escaped("\(line.direction) \(line.text)"))\(pdu)"
            }
            parts.append("<pre>\(lines.joined(separator: "\n"))</pre>")
        }
        return (parts + ["</section>"]).joined(separator: "\n")
    }

    private func row(_ finding: Finding) -> String {
        let remedy = finding.remedy.isEmpty ? "" : "<br><b>→ \(HTMLText.escaped(finding.remedy))</b>"
        return "<tr><td class=\"\(finding.verdict.rawValue)\">\(finding.verdict.rawValue)</td>"
            + "<td>\(HTMLText.escaped(finding.check.title))</td><td>\(HTMLText.escaped(finding.value))</td>"
            + "<td>\(HTMLText.escaped(finding.meaning))\(remedy)</td></tr>"
    }

    private static let style = """
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #1c1c1c; }
        h1 { font-size: 1.5em; } h2 { margin-top: 2em; border-bottom: 2px solid #ccc; } h3 { margin-bottom: .3em; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top;
        padding: .3em .6em; border-bottom: 1px solid #ddd; } th { font-weight: 600; color: #555; }
        .made { color: #555; } .sentence { font-size: 1.15em; font-weight: 600; }
        .ok { color: #18692c; } .warning { color: #8a5a00; } .fault { color: #a51919; } .unknown { color: #666; }
        td:nth-child(1) { font-weight: 600; width: 5em; } td:nth-child(2) { width: 10em; }
        pre { background: #f5f5f5; padding: 1em; overflow-x: auto; font-size: 12.5px; }
        """
}
