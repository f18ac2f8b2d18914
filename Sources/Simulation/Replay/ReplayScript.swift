import Modems

/// A recording taken apart: what was asked and answered, and what happened unasked.
struct ReplayScript: Sendable {
    /// Something that the driver wrote, and the answer.
    struct Exchange: Sendable {
        var at: Duration
        var question: Question
        /// Lines and their times after the question, the final result or the prompt last. Empty: nothing came.
        var answer: [Line] = []
    }

    struct Line: Sendable, Hashable {
        var after: Duration
        var text: String
    }

    /// What a driver wrote, as far as it has to be the same again.
    enum Question: Sendable, Hashable {
        /// In capitals, without spaces, secrets hidden.
        case command(String)
        /// A message behind its prompt, whatever it says.
        case message
        case escape

        init(line: String) {
            self = .command(Masking.secrets(line).uppercased().filter { $0 != " " })
        }

        /// The begin of a message.
        var isSubmission: Bool { name == "AT+CMGS" || name == "AT+CMGW" }

        /// The command without its values, where another value has the same answer.
        var name: String? {
            guard case .command(let text) = self, let sign = text.firstIndex(of: "=") else { return nil }
            let name = String(text[..<sign])
            return ["AT+CMGS", "AT+CMGW", "AT+CMGD", "AT+CUSD", "AT+CSCA", "AT+CPIN", "AT+CLCK"].contains(name)
                && text[sign...] != "=?" ? name : nil
        }
    }

    /// What comes by itself.
    struct Happening: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case line(String)
            /// The port goes away.
            case vanishes
            /// It is back; the driver opened it then.
            case appears(opened: Duration)
            case state(String)
        }

        var at: Duration
        var kind: Kind
    }

    private(set) var exchanges: [Exchange] = []
    private(set) var happenings: [Happening] = []
    /// Times in which nothing was answered.
    private(set) var silences: [Range<Duration>] = []
    private(set) var end: Duration = .zero

    /// Time that is not in the recording is played as so much.
    static let gap: Duration = .seconds(1)
    /// A line behind its `OK` comes within so long.
    static let longestDelay: Duration = .seconds(1)
    /// A silence that lasts less, at the end of a recording, is an answer that was still to come.
    static let leastSilence: Duration = .seconds(1)

    init(_ recording: Recording) {
        let entries = Self.withoutGaps(recording.entries)
        end = entries.last?.at ?? .zero
        var open: Exchange?
        var lines: [Line] = []
        /// When the port went away.
        var goneAt: Duration?
        for entry in entries {
            switch entry.kind {
            case .sent:
                close(&open, &lines)
                // A PDU whose Ctrl-Z comes by itself is not over yet.
                if let question = Self.question(entry.text) { open = Exchange(at: entry.at, question: question) }
            case .received:
                guard let begun = open else {
                    if !takeLate(entry) { happenings.append(Happening(at: entry.at, kind: .line(entry.text))) }
                    break
                }
                lines.append(Line(after: entry.at - begun.at, text: entry.text))
                if Self.isLast(entry.text, of: begun.question) {
                    open?.answer = lines
                    lines = []
                    close(&open, &lines)
                }
            case .noted: note(entry, &goneAt)
            }
        }
        close(&open, &lines)
        happenings.sort { $0.at < $1.at }
        findSilences(entries)
    }

    /// Some modems say `OK` first, and the line of the answer behind it.
    private mutating func takeLate(_ entry: Recording.Entry) -> Bool {
        guard let last = exchanges.last, last.answer.last?.text == "OK", Self.belongs(entry.text, to: last.question),
            !last.answer.contains(where: { Self.belongs($0.text, to: last.question) }),
            entry.at - last.at <= Self.longestDelay
        else { return false }
        exchanges[exchanges.count - 1].answer.append(Line(after: entry.at - last.at, text: entry.text))
        return true
    }

    private static func withoutGaps(_ entries: [Recording.Entry]) -> [Recording.Entry] {
        var shift: Duration = .zero
        var gapAt: Duration?
        var result: [Recording.Entry] = []
        for entry in entries {
            if entry.kind == .noted, Recording.Mark(entry.text) == .gap {
                gapAt = entry.at
                continue
            }
            if let begin = gapAt {
                shift += max(.zero, entry.at - begin - gap)
                gapAt = nil
            }
            var entry = entry
            entry.at -= shift
            result.append(entry)
        }
        return result
    }

    private static func question(_ text: String) -> Question? {
        if text == "<ESC>" { return .escape }
        if text.hasSuffix("<Ctrl-Z>") { return .message }
        return text.uppercased().hasPrefix("AT") ? Question(line: text) : nil
    }

    private mutating func note(_ entry: Recording.Entry, _ goneAt: inout Duration?) {
        switch Recording.Mark(entry.text) {
        case .hungUp:
            goneAt = entry.at
            happenings.append(Happening(at: entry.at, kind: .vanishes))
        case .opened:
            // It was back some time before it was opened.
            guard let gone = goneAt else { break }
            goneAt = nil
            happenings.append(Happening(at: gone + (entry.at - gone) / 2, kind: .appears(opened: entry.at)))
        case .state(let state): happenings.append(Happening(at: entry.at, kind: .state(state)))
        case .closed, .gap, nil: break
        }
    }

    /// A question whose final result did not come: what came all the same is its answer where it looks like it.
    private mutating func close(_ open: inout Exchange?, _ lines: inout [Line]) {
        guard var exchange = open else { return }
        open = nil
        if exchange.answer.isEmpty, let last = lines.lastIndex(where: { Self.belongs($0.text, to: exchange.question) })
        {
            exchange.answer = Array(lines[...last])
            lines.removeFirst(last + 1)
        }
        for line in lines { happenings.append(Happening(at: exchange.at + line.after, kind: .line(line.text))) }
        lines = []
        exchanges.append(exchange)
    }

    /// Whether a line ends the answer (V.250 clause 5.7, TS 27.005 clause 3.5.1 for the prompt).
    private static func isLast(_ line: String, of question: Question) -> Bool {
        if line == ">", case .command(let text) = question { return text.hasPrefix("AT+CMG") }
        return ["OK", "ERROR", "NO CARRIER", "BUSY", "NO ANSWER", "NA", "COMMAND NOT SUPPORT"].contains(line)
            || ["+CMS ERROR", "+CME ERROR", "MODEM ERROR"].contains { line.hasPrefix($0) }
    }

    private static func belongs(_ line: String, to question: Question) -> Bool {
        guard case .command(let text) = question else { return question == .message && line.hasPrefix("+CMGS") }
        let name = text.dropFirst(2).prefix { $0 != "=" && $0 != "?" }
        return !name.isEmpty && line.uppercased().hasPrefix(name)
    }

    private mutating func findSilences(_ entries: [Recording.Entry]) {
        var heard = entries.lazy.filter { $0.kind == .received }.map(\.at).makeIterator()
        var next = heard.next()
        var wasSilent = false
        for (index, exchange) in exchanges.enumerated() {
            while let at = next, at < exchange.at { next = heard.next() }
            // Many say nothing to ESC; and a message without an answer says nothing of what else would have been answered.
            guard case .command = exchange.question else { continue }
            let until = exchanges.dropFirst(index + 1).first?.at ?? end
            let isSilent = exchange.answer.isEmpty && next.map { $0 > until } ?? true
            defer { wasSilent = isSilent }
            guard isSilent else { continue }
            guard wasSilent || index + 1 < exchanges.count || until - exchange.at >= Self.leastSilence else {
                // Its answer is not in the recording.
                exchanges.removeLast()
                break
            }
            let range = exchange.at..<(next ?? .seconds(Int64.max >> 2))
            if let last = silences.last, last.upperBound == range.upperBound { continue }
            silences.append(range)
        }
    }

    func isSilent(at time: Duration) -> Bool { silences.contains { $0.contains(time) } }
}
