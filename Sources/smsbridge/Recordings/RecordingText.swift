import Campaigns
import Gateway
import Modems

/// A recording for people.
enum RecordingText {
    static func head(_ header: Recording.Header, utc: Bool) -> [String] {
        func time(_ text: String) -> String { Timestamp(rfc3339: text).map { TimeText.write($0, utc: utc) } ?? text }
        let model = header.model.isEmpty ? "" : " (\(header.model))"
        let rows =
            [
                ("modem", "\(header.modem), speaks \(header.dialect)\(model)"), ("from", time(header.began)),
                ("until", time(header.ended)),
            ] + header.reasons.map { ("why", TimeText.rewriting($0, utc: utc)) }
        return rows.map { name, value in
            TerminalText.plain(name + String(repeating: " ", count: max(1, 7 - name.count)) + value)
        }
    }

    /// A line of it, and below it what a PDU says.
    static func lines(_ line: RecordedLine, utc: Bool, colours: Bool) -> [String] {
        guard line.kind == .noted else {
            return TraceText.lines(line.view, utc: utc, colours: colours)
        }
        let head = Style.dim.apply(TimeText.clock(line.view.at, utc: utc), colours: colours)
        return ["\(head) " + Style.bold.apply("= \(TerminalText.plain(line.view.text))", colours: colours)]
    }
}

/// One line of a recording, with its time of day.
struct RecordedLine: Encodable {
    var kind: Recording.Kind
    /// Its direction is `=` for what happened beside the dialogue.
    var view: TraceView

    func encode(to encoder: any Encoder) throws { try view.encode(to: encoder) }

    static func lines(of recording: Recording) -> [RecordedLine] {
        let began = Timestamp(rfc3339: recording.header.began) ?? Timestamp(seconds: 0)
        return recording.entries.map { entry in
            RecordedLine(kind: entry.kind, view: TraceView(entry, at: began + entry.at))
        }
    }
}
