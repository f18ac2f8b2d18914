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
        var header: [InformationElement] = []
        var headerLength = 0
        if hasHeader {
            headerLength = try readHeader(in: octets[start..<position], into: &header)
        }
        if encoding == .gsm7, header.contains(where: \.namesUnknownTable) {
            warn(.nationalLanguage)
        }
        if encoding == .ucs2, (available - headerLength) % 2 != 0 {
            warn(.oddUCS2)
        }
        let text = text(
            of: octets[start..<position],
            encoding: encoding,
            length: length,
            headerLength: headerLength,
            tables: header.isEmpty ? .standard : ShiftTables(header: header)
        )
        return UserData(
            encoding: encoding,
            header: header,
            text: text,
            raw: takeUserData(from: start),
            length: length,
            headerLength: headerLength
        )
    }

    private func text(
        of raw: ArraySlice<UInt8>,
        encoding: MessageEncoding,
        length: Int,
        headerLength: Int,
        tables: ShiftTables
    ) -> String? {
        switch encoding {
        case .gsm7:
            let first = UserData.headerSeptets(octets: headerLength)
            let count = max(0, length - first)
            guard !tables.isStandard else {
                return GSMAlphabet.text(packed: raw, skippingBits: first * 7, count: count)
            }
            let septets = Septets.unpack(raw, skippingBits: first * 7, count: count)
            return GSMAlphabet.text(of: septets, tables: tables)
        case .ucs2: return UCS2.text(of: raw.dropFirst(headerLength), droppingByteOrderMark: options.lenient)
        case .octets: return nil
        }
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
