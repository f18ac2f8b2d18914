/// Joins the parts of a long message.
public enum Reassembly {
    /// Joins parts in any order; of doubles the first counts, and sequence numbers outside of 1 to `total` are ignored.
    ///
    /// Septets or octets of neighbours are joined before they are decoded, since a sender may cut an escape pair or a
    /// surrogate pair. Parts in different encodings, or with different national tables, are decoded on their own.
    ///
    /// - Parameters:
    ///   - parts: What is there.
    ///   - total: How many parts the message has, 1 to 255.
    ///   - marker: Stands in the text for each run of missing parts; `nil` gives no text for an incomplete message.
    /// - Returns: The text, and what is missing.
    public static func join(_ parts: [MessagePart], total: Int, marker: String? = nil) -> JoinedMessage {
        let total = min(max(0, total), Segmentation.maximumSegments)
        var slots = [MessagePart?](repeating: nil, count: total)
        for part in parts where part.sequence >= 1 && part.sequence <= total && slots[part.sequence - 1] == nil {
            slots[part.sequence - 1] = part
        }
        let missing = slots.indices.filter { slots[$0] == nil }.map { $0 + 1 }
        guard missing.isEmpty || marker != nil else {
            return JoinedMessage(missing: missing, text: nil, data: nil)
        }
        var text: String? = ""
        var data: [UInt8] = []
        var run = MessagePart(sequence: 0, encoding: .gsm7, payload: [])
        var inGap = false
        for slot in slots {
            guard let part = slot else {
                if !inGap {
                    append(run, to: &text, &data)
                    run.payload = []
                    text?.append(marker ?? "")
                }
                inGap = true
                continue
            }
            inGap = false
            if part.encoding != run.encoding || part.tables != run.tables {
                append(run, to: &text, &data)
                run = MessagePart(sequence: 0, encoding: part.encoding, payload: [], tables: part.tables)
            }
            run.payload.append(contentsOf: part.payload)
        }
        append(run, to: &text, &data)
        let isText = slots.contains { $0.map { $0.encoding != .octets } ?? false }
        return JoinedMessage(missing: missing, text: isText ? text : nil, data: data.isEmpty ? nil : data)
    }

    private static func append(_ run: MessagePart, to text: inout String?, _ data: inout [UInt8]) {
        switch run.encoding {
        case .gsm7: text?.append(GSMAlphabet.text(of: run.payload, tables: run.tables))
        case .ucs2: text?.append(UCS2.text(of: run.payload[...], droppingByteOrderMark: false))
        case .octets: data.append(contentsOf: run.payload)
        }
    }
}
