import Foundation
import SMS
import Server

/// What a text costs, on a terminal.
struct PDUPreviewReport {
    private let view: SegmentationView
    private let advice: SegmentationAdvice

    private static let mostCharacters = 20

    init(text: String, encoding: EncodingChoice, referenceBits: Int, national: NationalLanguage?) {
        let preview = Segmentation.preview(text, encoding: encoding, referenceBits: referenceBits, national: national)
        var advice = SegmentationAdvice(preview: preview)
        if national == nil, encoding != .ucs2 {
            advice = Segmentation.advice(text, referenceBits: referenceBits)
        }
        self.advice = advice
        view = SegmentationView(advice)
    }

    static func name(of encoding: MessageEncoding) -> String {
        switch encoding {
        case .gsm7: "GSM 7-bit"
        case .ucs2: "UCS-2"
        case .octets: "8-bit data"
        }
    }

    /// Such as `– to -, “ to "`, each once.
    static func words(for replacements: [Transliteration.Replacement]) -> String {
        var seen: [Character] = []
        var words: [String] = []
        for replacement in replacements where !seen.contains(replacement.from) {
            seen.append(replacement.from)
            let name = TerminalText.width(String(replacement.from)) > 0 && !replacement.from.isWhitespace
            let from =
                name
                ? String(replacement.from) : SegmentationView.codePoints(of: replacement.from).joined(separator: " ")
            let to = replacement.to.isEmpty ? "nothing" : replacement.to == " " ? "a space" : replacement.to
            words.append("\(from) to \(to)")
        }
        return words.joined(separator: ", ")
    }

    private static func count(_ segments: Int) -> String { "\(segments) \(segments == 1 ? "segment" : "segments")" }

    func lines(width: Int, colours: Bool) -> [String] {
        let preview = advice.preview
        let isUCS2 = preview.encoding == .ucs2
        let cost: Style = preview.fits ? (preview.segments > 1 || isUCS2 ? .doubtful : .good) : .bad
        var coding = Self.name(of: preview.encoding)
        if let language = preview.tables.single ?? preview.tables.locking {
            coding += " with the \(language.name) tables"
        }
        let one = preview.unitsUsed == 1
        let unit = isUCS2 ? one ? "UTF-16 unit" : "UTF-16 units" : one ? "septet" : "septets"
        var lines = [
            Style.bold.apply(Self.count(preview.segments), colours: colours) + ", "
                + cost.apply(coding, colours: colours)
                + ": \(preview.unitsUsed) \(unit), \(preview.unitsLeft) of \(preview.unitsPerSegment) left"
                + (preview.segments > 1 ? " in the last segment" : "")
        ]
        if !preview.fits {
            lines.append(Style.bad.apply("more than 255 segments cannot be sent: split the text", colours: colours))
        }
        lines += foreign(width: width, colours: colours)
        let savings = savings(width: width)
        return savings.isEmpty ? lines : lines + [""] + savings
    }

    private func foreign(width: Int, colours: Bool) -> [String] {
        guard !view.forcingUCS2.isEmpty else { return [] }
        var table = Table([.init("CHARACTER"), .init("CODE"), .init("FIRST AT", .right), .init("TIMES", .right)])
        for costly in view.forcingUCS2.prefix(Self.mostCharacters) {
            let isSeen =
                TerminalText.width(costly.character) > 0 && !costly.character.allSatisfy(\.isWhitespace)
            table.add([
                Table.Cell(isSeen ? costly.character : "(unseen)"),
                Table.Cell(costly.codePoints.joined(separator: " ")),
                .number(costly.position), .number(costly.count),
            ])
        }
        let rest = view.forcingUCS2.count - Self.mostCharacters
        return ["", "these characters are not in the GSM alphabet, and force UCS-2:"]
            + table.lines(width: width, colours: colours)
            + (rest > 0 ? ["and \(rest) more; --json lists them"] : [])
    }

    private func savings(width: Int) -> [String] {
        var savings: [String] = []
        if let plain = advice.transliteration, let preview = advice.transliterated {
            let result = "\(Self.count(preview.segments)), \(Self.name(of: preview.encoding))"
            savings.append("with --transliterate: \(result) (\(Self.words(for: plain.replacements)))")
        }
        for national in advice.national {
            let name = national.language.name
            savings.append(
                "with --national \(national.language.code): \(Self.count(national.preview.segments)) (\(name); old phones show wrong letters)"
            )
        }
        return savings.flatMap { TerminalText.wrapped(TerminalText.plain($0), to: width) }
    }

    func printJSON() throws {
        Terminal.write([UInt8](try JSONCoding.encoder(pretty: true).encode(view)) + [UInt8(ascii: "\n")])
    }
}
