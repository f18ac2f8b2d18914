public import Campaigns
public import Modems
import SMS

/// One line of a modem's dialogue for people.
public struct TraceView: Hashable, Sendable, Codable {
    public var at: Timestamp
    /// `>` to the modem, `<` from it.
    public var direction: String
    public var text: String
    /// What a PDU in the line says; `nil` where there is none.
    public var pdu: String?

    public init(_ line: TraceLine, at: Timestamp, unmasked: Bool) {
        self.at = at
        direction = line.direction.rawValue
        text = unmasked ? line.unmasked : line.text
        pdu = Self.decoded(line.unmasked, unmasked: unmasked)
    }

    /// A line of a recording, as it is kept.
    public init(_ entry: Recording.Entry, at: Timestamp) {
        self.at = at
        direction = entry.kind.rawValue
        text = entry.text
        pdu = entry.kind == .noted ? nil : Self.decoded(entry.text, unmasked: true)
    }

    /// The PDU that a line is, in words. A PDU has at least the octets of an address, of two fields and of a time.
    static func decoded(_ line: String, unmasked: Bool) -> String? {
        let digits = line.prefix { $0.isHexDigit && $0.isASCII }
        guard digits.utf8.count >= 20, digits.utf8.count % 2 == 0,
            !digits.allSatisfy(\.isNumber) || digits.utf8.count > 24
        else { return nil }
        let rest = line.dropFirst(digits.count)
        guard rest.isEmpty || rest.hasPrefix("<Ctrl-Z>") || rest.hasPrefix(",") else { return nil }
        guard let decoded = try? PDUDecoder.decode(hex: String(digits), options: .inbox) else { return nil }
        func number(_ address: Address) -> String { unmasked ? address.number : Masking.number(address.number) }
        switch decoded.tpdu {
        case .deliver(let deliver):
            return "from \(number(deliver.originator)): " + words(deliver.userData, unmasked: unmasked)
        case .submit(let submit):
            return "to \(number(submit.destination)): " + words(submit.userData, unmasked: unmasked)
        case .statusReport(let report):
            let status = report.status.map { "\($0)" } ?? "no status"
            return "report on \(report.messageReference) to \(number(report.recipient)): \(status)"
        default: return nil
        }
    }

    private static func words(_ data: UserData, unmasked: Bool) -> String {
        let part = data.concatenation.map { ", part \($0.sequence) of \($0.total)" } ?? ""
        guard let text = data.text else { return "\(data.data.count) octets of data" + part }
        return (unmasked ? "“\(text)”" : "\(text.count) characters, \(data.encoding.rawValue)") + part
    }
}
