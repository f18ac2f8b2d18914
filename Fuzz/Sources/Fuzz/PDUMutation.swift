/// Changes of a PDU where its fields begin: lengths, types, coding schemes, headers.
enum PDUMutation {
    static func mutate(_ pdu: [UInt8], hasServiceCentre: Bool, _ random: inout Dice) -> [UInt8] {
        var octets = pdu
        let fields = places(octets, hasServiceCentre: hasServiceCentre)
        guard let place = fields.isEmpty ? nil : fields[random.below(fields.count)] else {
            return PDUSamples.pdu(&random)
        }
        switch random.below(6) {
        case 0: octets[place] = random.octet()
        case 1: octets[place] = telling[random.below(telling.count)]
        case 2: octets[place] &+= random.below(2) == 0 ? 1 : 0xFF
        case 3: octets.removeSubrange(place...)
        case 4: octets.insert(contentsOf: elements[random.below(elements.count)], at: place)
        default: octets[place] ^= 1 << UInt8(random.below(8))
        }
        return octets
    }

    private static let telling: [UInt8] = [
        0, 1, 7, 8, 10, 11, 12, 20, 21, 39, 40, 0x40, 0x7F, 0x80, 0x8C, 0xA0, 0xC0, 0xC8, 0xD0, 0xE0, 0xF4, 0xFF,
    ]

    private static let elements: [[UInt8]] = [
        [0x00, 3, 1, 2, 1], [0x08, 4, 1, 2, 3, 1], [0x05, 4, 0x0B, 0x84, 0x23, 0xF0], [0x24, 1, 1], [0x25, 1, 1],
        [0x01, 2, 0x80, 3], [0x22, 3, 2, 0x91, 0x21], [0x00, 3, 1, 0, 0], [5, 0, 3, 1, 2, 2], [0x70, 0xFF],
    ]

    /// Where fields begin, as far as the octets let that be known.
    private static func places(_ octets: [UInt8], hasServiceCentre: Bool) -> [Int] {
        var places: [Int] = []
        var index = 0
        func octet(_ index: Int) -> Int { index < octets.count ? Int(octets[index]) : 0 }
        func pass(_ count: Int) {
            places.append(index)
            index += count
        }
        if hasServiceCentre { pass(1 + octet(index)) }
        let first = octet(index)
        pass(1)
        if first & 3 != 0 { pass(1) }
        let address = index
        places.append(address + 1)
        pass(2 + (octet(address) + 1) / 2)
        if first & 3 == 2 {
            pass(7)
            pass(7)
            pass(1)
            pass(1)
        }
        pass(1)
        pass(1)
        switch first & 3 {
        case 1: pass([0, 7, 1, 7][first >> 3 & 3])
        case 2: break
        default: pass(7)
        }
        pass(1)
        if first & 0x40 != 0 {
            let end = index + 1 + octet(index)
            pass(1)
            while index < min(end, octets.count) {
                places.append(index + 1)
                pass(2 + octet(index + 1))
            }
        }
        places.append(index)
        return places.filter { $0 < octets.count }
    }
}
