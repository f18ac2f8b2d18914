extension PDUReader {
    /// TP-UD behind its length, as far as it goes.
    mutating func readUserData(length: UInt8, coding: DataCoding, hasHeader: Bool) throws(DecodeError) -> UserData {
        let start = position
        let length = Int(length)
        let encoding = coding.encoding
        let announced = encoding == .gsm7 ? (length * 7 + 7) / 8 : length
        let available = min(announced, octets.count - position)
        if available < announced {
            warn(.userDataTruncated)
        }
        if coding.isCompressed {
            warn(.compressed)
        }
        position += available
        let raw = octets[start..<position]
        var header: [InformationElement] = []
        var headerLength = 0
        if hasHeader {
            headerLength = try readHeader(in: raw, into: &header)
        }
        let text: String?
        switch encoding {
        case .gsm7:
            let first = UserData.headerSeptets(octets: headerLength)
            let count = max(0, length - first)
            if header.isEmpty {
                text = GSMAlphabet.text(packed: raw, skippingBits: first * 7, count: count)
            } else {
                if header.contains(where: \.namesUnknownTable) {
                    warn(.nationalLanguage)
                }
                let tables = ShiftTables(header: header)
                text =
                    tables.isStandard
                    ? GSMAlphabet.text(packed: raw, skippingBits: first * 7, count: count)
                    : GSMAlphabet.text(
                        of: Septets.unpack(raw, skippingBits: first * 7, count: count),
                        tables: tables
                    )
            }
        case .ucs2:
            let data = raw.dropFirst(headerLength)
            if data.count % 2 != 0 {
                warn(.oddUCS2)
            }
            text = UCS2.text(of: data, droppingByteOrderMark: options.lenient)
        case .octets:
            text = nil
        }
        return UserData(
            encoding: encoding,
            header: header,
            text: text,
            raw: takeUserData(from: start),
            length: length,
            headerLength: headerLength
        )
    }

    /// The octets from there to where the reader stands. Their storage is that of the PDU, which nobody needs any more.
    private mutating func takeUserData(from start: Int) -> [UInt8] {
        octets.removeLast(octets.count - position)
        octets.removeFirst(start)
        return octets
    }

    /// Reads the elements and returns the octets that the header takes (TS 23.040 clause 9.2.3.24).
    private mutating func readHeader(
        in raw: ArraySlice<UInt8>,
        into header: inout [InformationElement]
    ) throws(DecodeError) -> Int {
        guard let length = raw.first, length > 0 else {
            warn(.emptyHeader)
            return raw.isEmpty ? 0 : 1
        }
        let end = raw.startIndex + 1 + Int(length)
        guard end <= raw.endIndex else {
            throw failure(
                .badHeader,
                "TP-UDHL",
                at: raw.startIndex,
                "the user data header has \(length) octets, the user data behind its length has \(raw.count - 1)"
            )
        }
        var index = raw.startIndex + 1
        while index < end {
            let data = index + 2
            guard data <= end, data + Int(raw[index + 1]) <= end else {
                guard options.lenient else {
                    throw failure(.badHeader, "TP-UDH", at: index, "a header element runs over the end of the header")
                }
                warn(.brokenHeader)
                break
            }
            let next = data + Int(raw[index + 1])
            let element = InformationElement(identifier: raw[index], data: Array(raw[data..<next]))
            header.append(element)
            index = next
        }
        return 1 + Int(length)
    }
}
