/// How often a PIN and a PUK may still be entered wrongly.
struct AttemptsLeft: Sendable, Hashable {
    var pin: Int
    var puk: Int?

    /// The answer to a vendor's question; nil where it has no figure at that place.
    init?(_ query: Dialect.AttemptsQuery, _ answer: ATAnswer) {
        guard answer.isOK else { return nil }
        for line in answer.lines {
            guard let row = InformationLine(line) else { continue }
            let fields = row.fields
            guard let pin = Self.figure(fields, query.position) else { continue }
            self.pin = pin
            puk = query.pukPosition.flatMap { Self.figure(fields, $0) }
            return
        }
        return nil
    }

    /// The answer to the card's own command: status word 63Cx, x are left; 6983, none (TS 102 221 clause 10.2.1).
    init?(general answer: ATAnswer) {
        guard answer.isOK else { return nil }
        for line in answer.lines {
            guard let row = InformationLine(line), row.prefix == "+CSIM", let word = row.fields.last?.text.uppercased()
            else { continue }
            if word.hasSuffix("6983") {
                pin = 0
                return
            }
            let tail = word.suffix(4)
            guard tail.hasPrefix("63C"), let left = tail.last?.hexDigitValue else { continue }
            pin = left
            return
        }
        return nil
    }

    /// Some put the figure behind the lock's name, separated by a space.
    private static func figure(_ fields: [ATField], _ position: Int) -> Int? {
        guard fields.indices.contains(position) else { return nil }
        let text = fields[position].text.split(separator: " ").last.map(String.init) ?? ""
        return Int(text).flatMap { (0...10).contains($0) ? $0 : nil }
    }
}
