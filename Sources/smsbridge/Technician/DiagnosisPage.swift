import Campaigns
import Gateway
import Modems

/// Diagnoses as one HTML page that needs nothing else: fit for a support ticket, numbers and texts are masked. All that
/// comes from a modem is escaped.
struct DiagnosisPage {
    let diagnoses: [ModemDiagnosis]
    let utc: Bool

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
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <h1>\(HTMLText.escaped(title))</h1>
        <p class="made">smsbridge \(HTMLText.escaped(Version.text)) on \(HTMLText.escaped(ModemDiagnosis.kernel)). Of numbers the
        last digits are shown; PINs, texts and PDUs are not.</p>
        \(overview)
        \(diagnoses.enumerated().map { section($1, $0) }.joined(separator: "\n"))
        </body>
        </html>

        """
    }

    private var title: String {
        diagnoses.count == 1 ? "Diagnosis of the modem \(diagnoses[0].port)" : "Diagnosis of \(diagnoses.count) modems"
    }

    /// Where there are several: which of them works.
    private var overview: String {
        guard diagnoses.count > 1 else { return "" }
        let rows = diagnoses.enumerated().map { index, diagnosis in
            "<tr><td class=\"verdict\">\(Self.mark(diagnosis))</td><td><a href=\"#modem\(index)\">"
                + "\(HTMLText.escaped(diagnosis.port))</a></td><td>\(HTMLText.escaped(diagnosis.sentence))</td></tr>"
        }
        return "<table class=\"overview\">\(rows.joined(separator: "\n"))</table>"
    }

    private func section(_ diagnosis: ModemDiagnosis, _ index: Int) -> String {
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = diagnosis.findings.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let seconds = "\(diagnosis.took.wholeTenths / 10).\(diagnosis.took.wholeTenths % 10) s"
        var parts = [
            "<section id=\"modem\(index)\">",
            diagnoses.count > 1 ? "<h2>\(HTMLText.escaped(diagnosis.port))</h2>" : "",
            "<p class=\"sentence \(Self.state(diagnosis))\">\(HTMLText.escaped(diagnosis.sentence))</p>",
            "<p class=\"made\">Made \(HTMLText.escaped(TimeText.write(diagnosis.madeAt, utc: utc))) in \(seconds): "
                + "\(counts.joined(separator: ", ")).</p>",
        ]
        for group in DiagnosticCheck.Group.allCases {
            let members = diagnosis.findings.filter { $0.check.group == group }
            guard !members.isEmpty else { continue }
            parts.append("<h3>\(HTMLText.escaped(group.rawValue))</h3>")
            parts.append("<table class=\"checks\">" + members.map(row).joined(separator: "\n") + "</table>")
        }
        if let loopback = diagnosis.loopback {
            let verdict = loopback.isGood ? Verdict.ok : .fault
            parts.append("<h3>Loopback</h3><table class=\"checks\"><tr>\(Self.cell(verdict))<th>To itself</th>")
            parts.append(
                "<td>\(HTMLText.escaped(loopback.number))</td><td>\(HTMLText.escaped(loopback.sentence))</td></tr></table>"
            )
        }
        if !diagnosis.details.isEmpty {
            parts.append("<h3>Device</h3><table class=\"details\">")
            parts += diagnosis.details.map {
                "<tr><th>\(HTMLText.escaped($0.title))</th><td>\(HTMLText.escaped($0.value))</td></tr>"
            }
            parts.append("</table>")
        }
        if !diagnosis.dialogue.isEmpty {
            parts.append("<h3>Dialogue</h3>")
            parts.append("<pre>\(diagnosis.dialogue.map(line).joined(separator: "\n"))</pre>")
        }
        return (parts + ["</section>"]).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func row(_ finding: Finding) -> String {
        let remedy = finding.remedy.isEmpty ? "" : "<p class=\"remedy\">→ \(HTMLText.escaped(finding.remedy))</p>"
        return "<tr>\(Self.cell(finding.verdict))<th>\(HTMLText.escaped(finding.check.title))</th>"
            + "<td class=\"value\">\(HTMLText.escaped(finding.value))</td>"
            + "<td>\(HTMLText.escaped(finding.meaning))\(remedy)</td></tr>"
    }

    private func line(_ line: TraceView) -> String {
        let text = HTMLText.escaped("\(line.direction) \(line.text)")
        let shown = line.direction == ">" ? "<b>\(text)</b>" : text
        let pdu = line.pdu.map { "\n               <i>\(HTMLText.escaped($0))</i>" } ?? ""
        return "<time>\(TimeText.clock(line.at, utc: utc))</time> \(shown)\(pdu)"
    }

    private static func cell(_ verdict: Verdict) -> String {
        "<td class=\"verdict\"><span class=\"\(verdict.rawValue)\">\(verdict.rawValue)</span></td>"
    }

    private static func mark(_ diagnosis: ModemDiagnosis) -> String {
        "<span class=\"\(state(diagnosis))\">\(diagnosis.isUsable ? "works" : "does not work")</span>"
    }

    /// The class of its sentence.
    private static func state(_ diagnosis: ModemDiagnosis) -> String {
        guard diagnosis.isUsable else { return Verdict.fault.rawValue }
        return (diagnosis.findings.contains { $0.verdict == .warning } ? Verdict.warning : .ok).rawValue
    }

    private static let style = """
        :root { color-scheme: light dark; --text: #1d1f23; --dim: #5d636d; --line: #dcdfe4; --page: #fff; --box: #f5f6f8;
        --ok: #176a2d; --warning: #855400; --fault: #a8181c; }
        @media (prefers-color-scheme: dark) { :root { --text: #e4e6ea; --dim: #9aa1ac; --line: #383d46; --page: #16181c;
        --box: #1f2228; --ok: #6ecb85; --warning: #e3b25a; --fault: #ff8a84; } }
        * { box-sizing: border-box; }
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 64em; margin: 2em auto; padding: 0 1.2em 3em;
        color: var(--text); background: var(--page); }
        h1 { font-size: 1.5em; margin-bottom: .2em; } h2 { margin-top: 2em; border-bottom: 2px solid var(--line); }
        h3 { margin: 1.6em 0 .3em; font-size: 1em; }
        a { color: inherit; }
        .made { color: var(--dim); margin: .3em 0; font-size: .93em; }
        .sentence { font-size: 1.15em; font-weight: 600; padding: .7em .9em; background: var(--box);
        border-left: .35em solid currentColor; border-radius: .2em; }
        .sentence.ok, span.ok { color: var(--ok); } .sentence.warning, span.warning { color: var(--warning); }
        .sentence.fault, span.fault { color: var(--fault); } span.unknown { color: var(--dim); }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .35em .7em .35em 0; border-top: 1px solid var(--line);
        overflow-wrap: anywhere; }
        th { font-weight: 500; } tr { break-inside: avoid; }
        .verdict { width: 6em; font-weight: 600; white-space: nowrap; } .overview .verdict { width: 9em; }
        .overview { margin: 1em 0; } .overview a { white-space: nowrap; }
        .checks th { width: 11.5em; } .checks .value { width: 15em; font-weight: 600; } .details th { width: 11.5em; }
        .remedy { margin: .2em 0 0; font-weight: 600; }
        pre { background: var(--box); padding: .9em; font-size: 12.5px; line-height: 1.4; white-space: pre-wrap;
        overflow-wrap: anywhere; border-radius: .2em; }
        time, i { color: var(--dim); }
        @media (max-width: 44em) { .checks tr { display: block; padding: .4em 0; border-top: 1px solid var(--line); }
        .checks th, .checks td { display: inline-block; width: auto; border: 0; padding: 0 .6em 0 0; }
        .checks td:last-child { display: block; } }
        @media print { :root { --text: #000; --dim: #444; --line: #bbb; --page: #fff; --box: #fff; --ok: #0b4d1d;
        --warning: #6b4200; --fault: #8c0f12; } body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
        pre { padding: 0; font-size: 8pt; columns: 2; } .checks .value { width: 11em; } h2 { break-before: page; } h3 { break-after: avoid; }
        .sentence { border: 1px solid currentColor; border-left-width: .35em; } }
        """
}
