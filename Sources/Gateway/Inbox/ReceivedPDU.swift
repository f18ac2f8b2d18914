import SMS
import Storage

/// What a PDU from a modem's storage turned out to be.
enum ReceivedPDU {
    case deliver(Deliver)
    case report(StatusReport)
    /// Written by us and left in the storage.
    case ours
    /// Not decodable; the sender where it could be read.
    case broken(sender: Address?, reason: String)

    init(hex: String, length: Int?) {
        var options = DecodeOptions.inbox
        // The stated length counts the TPDU alone: it tells whether a service centre's address stands in front.
        if let length, hex.utf8.count / 2 == length { options.hasServiceCentre = false }
        do {
            switch try PDUDecoder.decode(hex: hex, options: options).tpdu {
            case .deliver(let deliver): self = .deliver(deliver)
            case .statusReport(let report): self = .report(report)
            case .submit, .deliverReport, .submitReport: self = .ours
            }
        } catch {
            self = .broken(sender: error.partial.address, reason: error.message)
        }
    }
}

extension Deliver {
    /// Where the part belongs: to a conversation, to a longer text, or nowhere.
    var inboxContent: InboundPart.Content {
        let kind = InboundKind(of: self)
        if kind != .conversation { return .aside(kind, text: userData.text) }
        if let concatenation = userData.concatenation, concatenation.total > 1 {
            return .partOfText(
                reference: concatenation.reference,
                total: concatenation.total,
                sequence: concatenation.sequence
            )
        }
        guard let text = userData.text else { return .nonText("binary data") }
        return text.isEmpty ? .nonText("an empty message") : .text(text)
    }

    /// Equal for two readings, and for two deliveries, of one part: the network may repeat it with another TP-MMS.
    var fingerprint: String {
        let place = userData.concatenation.map { "\($0.reference)/\($0.total)/\($0.sequence)" } ?? ""
        let body = userData.encoding == .gsm7 ? userData.septets : userData.data
        return [originator.number, timestamp?.description ?? "", place, Hex.encode(body)].joined(separator: "|")
    }
}
