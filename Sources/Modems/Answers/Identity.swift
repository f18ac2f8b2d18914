/// What a modem says about itself.
public struct ModemIdentity: Sendable, Hashable {
    public var manufacturer: String
    public var model: String
    public var revision: String
    /// 15 digits where the modem gives them; may be 14 or 16 on old ones. Empty where it gives none.
    public var imei: String

    public init(manufacturer: String = "", model: String = "", revision: String = "", imei: String = "") {
        self.manufacturer = manufacturer
        self.model = model
        self.revision = revision
        self.imei = imei
    }
}

/// Reads identity answers: IMEI, ICCID, IMSI, own number, names.
public enum IdentityAnswer {
    /// The text of a one-line answer such as `+CGMM`, with or without prefix and quotes, at most 64 characters.
    public static func parseName(_ lines: [String]) -> String? {
        for line in lines {
            let value: String
            if let row = InformationLine(line) {
                value = row.fields.first?.text ?? ""
            } else {
                value = line.trimmed
            }
            let bare = value.filter { $0 != "\"" }.trimmed
            if !bare.isEmpty { return String(bare.prefix(64)) }
        }
        return nil
    }

    /// The IMEI of a `+CGSN` answer: the first run of 14 to 17 digits.
    public static func parseIMEI(_ lines: [String]) -> String? {
        digitRun(lines, lengths: 14...17)
    }

    /// The IMSI of a `+CIMI` answer: the first run of 14 or 15 digits.
    public static func parseIMSI(_ lines: [String]) -> String? {
        digitRun(lines, lengths: 14...15)
    }

    /// The ICCID of `+CCID`, `+QCCID`, `^ICCID`, `+ICCID`, `#CCID` and of `+CRSM=176,12258,0,0,10`: 18 to 20 digits that
    /// start with 89; digits swapped in pairs and a filler F at the end are put right.
    public static func parseICCID(_ lines: [String]) -> String? {
        for line in lines {
            for run in runs(line, where: { String($0).isHexadecimal }) where (18...20).contains(run.utf8.count) {
                if let iccid = straight(run) { return iccid }
            }
        }
        return nil
    }

    /// The first number of a `+CNUM` answer, or of the phone book of own numbers (`+CPBR`), with a plus where its type is
    /// 145. Nil where the SIM holds none.
    public static func parseOwnNumber(_ lines: [String]) -> String? {
        for line in lines {
            guard let row = InformationLine(line), row.prefix == "+CNUM" || row.prefix == "+CPBR" else { continue }
            let fields = row.fields
            guard let position = fields.prefix(2).firstIndex(where: { isNumber($0) }) else { continue }
            return number(fields[position].text, type: fields.count > position + 1 ? fields[position + 1].number : nil)
        }
        return nil
    }

    /// The service center of a `+CSCA?` answer; nil where none is set. UCS-2 in hexadecimal is read too.
    public static func parseServiceCenter(_ lines: [String]) -> String? {
        for line in lines.reversed() {
            guard let row = InformationLine(line), row.prefix == "+CSCA" else { continue }
            let fields = row.fields
            guard var text = fields.first?.text.trimmed, !text.isEmpty else { return nil }
            if text.isHexadecimal, text.hasPrefix("00"), text.utf8.count % 4 == 0, text.utf8.count >= 16 {
                text = unwrapUCS2(text)
            }
            guard text.drop(while: { $0 == "+" }).isDecimal else { return nil }
            return number(text, type: fields.count > 1 ? fields[1].number : nil)
        }
        return nil
    }

    /// A number stands in quotes; some modems leave them out.
    private static func isNumber(_ field: ATField) -> Bool {
        let digits = field.text.drop { $0 == "+" }
        return digits.isDecimal && (field.isQuoted || digits.utf8.count > 3)
    }

    private static func number(_ text: String, type: Int?) -> String {
        type == 145 && !text.hasPrefix("+") ? "+" + text : text
    }

    private static func unwrapUCS2(_ text: String) -> String {
        let digits = Array(text)
        var result = ""
        for start in stride(from: 0, to: digits.count - 3, by: 4) {
            guard let code = UInt16(String(digits[start..<start + 4]), radix: 16), let scalar = Unicode.Scalar(code)
            else { return "" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    private static func digitRun(_ lines: [String], lengths: ClosedRange<Int>) -> String? {
        for line in lines {
            for run in runs(line, where: { String($0).isDecimal }) where lengths.contains(run.utf8.count) {
                return run
            }
        }
        return nil
    }

    private static func runs(_ line: String, where belongs: (Character) -> Bool) -> [String] {
        line.split(whereSeparator: { !belongs($0) }).map(String.init)
    }

    private static func straight(_ run: String) -> String? {
        let upper = run.uppercased()
        for candidate in [upper, swapped(upper)] {
            let digits = candidate.hasSuffix("F") ? String(candidate.dropLast()) : candidate
            if digits.hasPrefix("89"), digits.isDecimal, (18...20).contains(digits.utf8.count) { return digits }
        }
        return nil
    }

    private static func swapped(_ text: String) -> String {
        var characters = Array(text)
        for position in stride(from: 0, to: characters.count - 1, by: 2) {
            characters.swapAt(position, position + 1)
        }
        return String(characters)
    }
}
