import Foundation
import SMS
import Server

/// What a text costs, on a terminal.
struct PDUPreviewReport {
    let view: SegmentationView

    private static let mostCharacters = 20
    private static let mostPlaces = 8

    init(text: String, encoding: EncodingChoice, referenceBits: Int) {
        view = SegmentationView(Segmentation.preview(text, encoding: encoding, referenceBits: referenceBits), of: text)
    }

    static func name(of encoding: MessageEncoding) -> String {
        switch encoding {
        case .gsm7: "GSM 7-bit"
        case .ucs2: "UCS-2"
        case .octets: "8-bit data"
        }
    }

    func lines(width: Int, colours: Bool) -> [String] {
        let isUCS2 = view.encoding == MessageEncoding.ucs2.rawValue
        let unit = isUCS2 ? "UTF-16 units" : "septets"
        let count = "\(view.segments) \(view.segments == 1 ? "segment" : "segments")"
        let cost: Style = view.fits ? (view.segments > 1 || isUCS2 ? .doubtful : .good) : .bad
        var lines = [
            Style.bold.apply(count, colours: colours) + ", "
                + cost.apply(isUCS2 ? "UCS-2" : "GSM 7-bit", colours: colours)
                + ": \(view.unitsLeft) of \(view.unitsPerSegment) \(unit) left"
                + (view.segments > 1 ? " in the last segment" : "")
        ]
        if !view.fits {
            lines.append(Style.bad.apply("more than 255 segments cannot be sent: split the text", colours: colours))
        }
        guard !view.forcingUCS2.isEmpty else { return lines }
        lines.append("")
        lines.append("not in the GSM alphabet:")
        var table = Table([.init("CHARACTER"), .init("CODE"), .init("PLACE")])
        for costly in view.forcingUCS2.prefix(Self.mostCharacters) {
            let more = costly.places.count > Self.mostPlaces ? ", …" : ""
            table.add([
                Table.Cell(costly.character), Table.Cell(costly.codePoints.joined(separator: " ")),
                Table.Cell(costly.places.prefix(Self.mostPlaces).map { String($0) }.joined(separator: ", ") + more),
            ])
        }
        lines += table.lines(width: width, colours: colours)
        let rest = view.forcingUCS2.count - Self.mostCharacters
        if rest > 0 { lines.append("and \(rest) more; --json lists them") }
        return lines
    }

    func printJSON() throws {
        Terminal.write([UInt8](try JSONCoding.encoder(pretty: true).encode(view)) + [UInt8(ascii: "\n")])
    }
}
