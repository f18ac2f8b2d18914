/// Puts substitutes in the place of numbers and texts, in the PDU itself: type, reference, coding, times, header and every
/// length stay, octet by octet, and what could not be read before cannot be read after.
public enum PDUSubstitution {
    /// A PDU, whole or broken, with its numbers and texts replaced. The options say whether a service centre's address is
    /// in front, and for acknowledgements which type it is.
    public static func apply(
        _ substitutes: inout some PDUSubstitutes,
        to octets: [UInt8],
        options: DecodeOptions = .inbox
    ) -> [UInt8] {
        var walk = SubstitutionWalk(octets: octets)
        walk.run(options, &substitutes)
        return walk.octets
    }
}

/// One way through one PDU (3GPP TS 23.040 clause 9.2.2). Where it cannot go on, all that is left is replaced.
struct SubstitutionWalk {
    private(set) var octets: [UInt8]
    private var position = 0

    init(octets: [UInt8]) {
        self.octets = octets
    }

    private struct Unreadable: Error {}

    mutating func run(_ options: DecodeOptions, _ substitutes: inout some PDUSubstitutes) {
        do {
            if options.hasServiceCentre { try serviceCentre(&substitutes) }
            try tpdu(options, &substitutes)
        } catch {
            // What follows is of no known form.
        }
        replace(position..<octets.count, &substitutes)
    }

    private mutating func tpdu(
        _ options: DecodeOptions,
        _ substitutes: inout some PDUSubstitutes
    ) throws(Unreadable) {
        let first = try octet()
        let hasHeader = first & 0x40 != 0
        switch (options.direction, first & 0x03) {
        case (.deliverReport?, _), (.submitReport?, _):
            if let cause = octets.dropFirst(position).first, options.isError ?? (cause & 0x80 != 0) { try skip(1) }
            let indicator = try extendedIndicator()
            if options.direction == .submitReport { try skip(7) }
            try parameters(indicator, hasHeader, &substitutes)
        case (_, 1):
            try skip(1)
            try address(&substitutes)
            try skip(1)
            let coding = DataCoding(octet: try octet())
            let validity = first >> 3 & 0x03
            try skip(validity == 0 ? 0 : validity == 2 ? 1 : 7)
            try userData(coding, hasHeader, &substitutes)
        case (_, 2):
            try skip(1)
            try address(&substitutes)
            try skip(14)
            // Some end here.
            guard position < octets.count else { return }
            try skip(1)
            guard position < octets.count else { return }
            try parameters(try extendedIndicator(), hasHeader, &substitutes)
        default:
            try address(&substitutes)
            try skip(1)
            let coding = DataCoding(octet: try octet())
            try skip(7)
            try userData(coding, hasHeader, &substitutes)
        }
    }

    private mutating func serviceCentre(_ substitutes: inout some PDUSubstitutes) throws(Unreadable) {
        let length = Int(try octet())
        guard length > 0 else { return }
        guard length <= 1 + Address.maximumDigits / 2, position + length <= octets.count else { throw Unreadable() }
        number(typeAt: position, digits: (length - 1) * 2, &substitutes)
        position += length
    }

    private mutating func address(_ substitutes: inout some PDUSubstitutes) throws(Unreadable) {
        let digits = Int(try octet())
        let count = 1 + (digits + 1) / 2
        guard digits <= Address.maximumDigits, position + count <= octets.count else { throw Unreadable() }
        number(typeAt: position, digits: digits, &substitutes)
        position += count
    }

    /// A number in semi-octets, or a name in septets, behind its type.
    private mutating func number(typeAt type: Int, digits: Int, _ substitutes: inout some PDUSubstitutes) {
        let start = type + 1
        guard octets[type] >> 4 & 0x07 != 5 else {
            return septets(from: start, skippingBits: 0, count: digits * 4 / 7, tables: .standard, &substitutes)
        }
        let address = Address(typeOctet: octets[type] & 0x8F, digits: digits, octets: octets[start...])
        for (index, character) in substitutes.digits(address.number).utf8.prefix(address.number.utf8.count).enumerated()
        {
            guard let nibble = Address.semiOctet(of: character) else { continue }
            let place = start + index / 2
            octets[place] =
                index % 2 == 0 ? octets[place] & 0xF0 | nibble : octets[place] & 0x0F | nibble << 4
        }
    }

    /// TP-PI, with the octets that extend it read over.
    private mutating func extendedIndicator() throws(Unreadable) -> UInt8 {
        let indicator = try octet()
        var last = indicator
        while last & 0x80 != 0 { last = try octet() }
        return indicator
    }

    private mutating func parameters(
        _ indicator: UInt8,
        _ hasHeader: Bool,
        _ substitutes: inout some PDUSubstitutes
    ) throws(Unreadable) {
        if indicator & 0x01 != 0 { try skip(1) }
        let coding = DataCoding(octet: indicator & 0x02 != 0 ? try octet() : 0)
        if indicator & 0x04 != 0 { try userData(coding, hasHeader, &substitutes) }
    }

    private mutating func userData(
        _ coding: DataCoding,
        _ hasHeader: Bool,
        _ substitutes: inout some PDUSubstitutes
    ) throws(Unreadable) {
        let length = Int(try octet())
        let start = position
        let announced = coding.encoding == .gsm7 ? (length * 7 + 7) / 8 : length
        let end = min(octets.count, start + announced)
        var elements: [InformationElement] = []
        let headerLength = hasHeader ? try header(in: start..<end, &elements, &substitutes) : 0
        switch coding.encoding {
        case .gsm7:
            let first = UserData.headerSeptets(octets: headerLength)
            septets(
                from: start,
                skippingBits: first * 7,
                count: max(0, length - first),
                tables: ShiftTables(header: elements),
                &substitutes
            )
        case .ucs2: units(start + headerLength..<end, &substitutes)
        case .octets: replace(start + headerLength..<end, &substitutes)
        }
        position = end
    }

    /// Answers the octets of the header, with its length.
    private mutating func header(
        in range: Range<Int>,
        _ elements: inout [InformationElement],
        _ substitutes: inout some PDUSubstitutes
    ) throws(Unreadable) -> Int {
        guard let first = octets[range].first, first > 0 else { return min(1, range.count) }
        let end = range.lowerBound + 1 + Int(first)
        guard end <= range.upperBound else {
            position = range.lowerBound + 1
            throw Unreadable()
        }
        var index = range.lowerBound + 1
        while index < end {
            let data = index + 2
            guard data <= end, data + Int(octets[index + 1]) <= end else {
                replace(min(data, end)..<end, &substitutes)
                break
            }
            let next = data + Int(octets[index + 1])
            let element = InformationElement(identifier: octets[index], data: Array(octets[data..<next]))
            elements.append(element)
            if case .replyAddress = element.kind {
                number(typeAt: data + 1, digits: Int(octets[data]), &substitutes)
            } else if !Self.plainElements.contains(element.identifier) || element.data.count > 4 {
                replace(data..<next, &substitutes)
            }
            index = next
        }
        return 1 + Int(first)
    }

    /// Parts, indications, ports and tables: they say nothing of people, right or wrong.
    private static let plainElements: [UInt8] = [
        0x00, InformationElement.specialIndication, 0x04, 0x05, 0x08, InformationElement.singleShift,
        InformationElement.lockingShift,
    ]

    private mutating func septets(
        from start: Int,
        skippingBits: Int,
        count: Int,
        tables: ShiftTables,
        _ substitutes: inout some PDUSubstitutes
    ) {
        let found = Septets.unpack(octets[start...], skippingBits: skippingBits, count: count)
        guard !found.isEmpty else { return }
        for (index, septet) in substitutes.septets(found, tables: tables).prefix(found.count).enumerated() {
            let bit = skippingBits + index * 7
            let place = start + bit / 8
            let shift = UInt16(bit % 8)
            let mask = UInt16(0x7F) << shift
            let value = UInt16(septet & 0x7F) << shift
            octets[place] = octets[place] & ~UInt8(truncatingIfNeeded: mask) | UInt8(truncatingIfNeeded: value)
            guard mask > 0xFF else { continue }
            octets[place + 1] =
                octets[place + 1] & ~UInt8(truncatingIfNeeded: mask >> 8) | UInt8(truncatingIfNeeded: value >> 8)
        }
    }

    private mutating func units(_ range: Range<Int>, _ substitutes: inout some PDUSubstitutes) {
        let count = range.count / 2
        let found = (0..<count).map { index in
            let place = range.lowerBound + index * 2
            return UInt16(octets[place]) << 8 | UInt16(octets[place + 1])
        }
        for (index, unit) in substitutes.units(found).prefix(count).enumerated() {
            octets[range.lowerBound + index * 2] = UInt8(truncatingIfNeeded: unit >> 8)
            octets[range.lowerBound + index * 2 + 1] = UInt8(truncatingIfNeeded: unit)
        }
    }

    private mutating func replace(_ range: Range<Int>, _ substitutes: inout some PDUSubstitutes) {
        guard !range.isEmpty else { return }
        for (index, octet) in substitutes.octets(Array(octets[range])).prefix(range.count).enumerated() {
            octets[range.lowerBound + index] = octet
        }
    }

    private mutating func octet() throws(Unreadable) -> UInt8 {
        guard position < octets.count else { throw Unreadable() }
        defer { position += 1 }
        return octets[position]
    }

    /// Over what is of nobody: where it is cut, it stays so.
    private mutating func skip(_ count: Int) throws(Unreadable) {
        position += count
        guard position <= octets.count else {
            position = octets.count
            throw Unreadable()
        }
    }
}
