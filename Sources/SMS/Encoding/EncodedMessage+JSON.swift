extension EncodedMessage {
    /// One JSON object in one line, as the line protocol answers `encode`; each segment with its explanation if asked.
    public func json(explaining: Bool = false) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("ok", true)
            write(into: &writer, explaining: explaining)
        }
        return String(decoding: writer.text, as: UTF8.self)
    }

    /// The members that the line protocol's answer has.
    func write(into writer: inout JSONWriter, explaining: Bool = false) {
        writer.member("encoding", encoding.rawValue)
        writer.name("parts")
        writer.array { writer in
            for segment in segments {
                writer.object { writer in
                    writer.member("pdu", segment.pdu)
                    writer.member("tpdu_length", segment.tpduLength)
                    writer.member("seq", segment.sequence)
                    writer.member("total", segment.total)
                    if explaining, let explanation = try? PDUExplanation(hex: segment.pdu, options: .strict) {
                        writer.name("explanation")
                        writer.raw(Array(explanation.json().utf8)[...])
                    }
                }
            }
        }
    }
}
