import Testing

@testable import SMS

@Suite struct SeptetsTests {
    @Test func aKnownPacking() {
        var octets: [UInt8] = []
        Septets.pack(Array("hellohello".utf8)[...], fillBits: 0, into: &octets)
        #expect(Hex.encode(octets) == "E8329BFD4697D9EC37")
    }

    @Test func packingPutsEachSeptetAtItsBit() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let septets = random.octets(upTo: 40).map { $0 & 0x7F }
            let fill = Int.random(in: 0...6, using: &random)
            var octets: [UInt8] = []
            Septets.pack(septets[...], fillBits: fill, into: &octets)
            #expect(octets.count == (septets.isEmpty ? 0 : (septets.count * 7 + fill + 7) / 8))
            for (index, septet) in septets.enumerated() {
                var value: UInt8 = 0
                for bit in 0..<7 {
                    let position = fill + index * 7 + bit
                    value |= (octets[position / 8] >> UInt8(position % 8) & 1) << UInt8(bit)
                }
                #expect(value == septet, "seed 7, \(septets), fill \(fill)")
            }
            let back = Septets.unpack(octets[...], skippingBits: fill, count: septets.count)
            #expect(back == septets, "seed 7, \(septets), fill \(fill)")
        }
    }

    @Test(arguments: [(0, 0, 5, 0), (1, 0, 5, 1), (7, 0, 9, 8), (7, 49, 9, 1), (7, 56, 9, 0), (7, 63, 9, 0)])
    func unpackingEndsWithTheOctets(octets: Int, skip: Int, count: Int, expected: Int) {
        let data = [UInt8](repeating: 0xFF, count: octets)
        #expect(Septets.unpack(data[...], skippingBits: skip, count: count) == .init(repeating: 0x7F, count: expected))
    }
}
