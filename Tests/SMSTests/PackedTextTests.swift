import Testing

@testable import SMS

/// The short ways do what the long ones do.
@Suite struct PackedTextTests {
    @Test func textOfPackedSeptetsIsThatOfUnpackedOnes() {
        var random = SeededGenerator(seed: 43)
        for round in 0..<20_000 {
            let octets = random.octets(upTo: 40)
            let skipping = Int.random(in: 0...20, using: &random)
            let count = Int.random(in: 0...50, using: &random)
            let septets = Septets.unpack(octets[...], skippingBits: skipping, count: count)
            let packed = GSMAlphabet.text(packed: octets[...], skippingBits: skipping, count: count)
            #expect(packed == GSMAlphabet.text(of: septets), "seed 43, round \(round), \(Hex.encode(octets))")
        }
    }

    @Test func oneSegmentIsWrittenAsByThePlan() throws {
        var random = SeededGenerator(seed: 47)
        for round in 0..<3000 {
            let reach = round % 3
            let text = random.text(
                of: reach == 0 ? gsmCharacters : gsmCharacters + unicodeCharacters,
                upTo: reach == 0 ? 165 : 40
            )
            let content = MessageContent.text(text, reach == 2 ? .ucs2 : .auto)
            let body = try MessageBody(content, reference: 1, referenceBits: 8, ports: nil, national: nil)
            var head = OctetBuffer()
            head.append(0x55)
            let planned = body.message(behind: head, tpduStart: 0)
            let packed = PackedText(content)?.message(behind: head, tpduStart: 0)
            #expect(packed == (planned.segments.count == 1 ? planned : nil), "seed 47, round \(round), \(text)")
        }
    }

    @Test func otherContentIsNotPacked() {
        #expect(PackedText(.octets([1])) == nil)
        #expect(PackedText(.text("ж", .gsm7)) == nil)
        #expect(PackedText(.text(String(repeating: "ж", count: 71))) == nil)
        #expect(PackedText(.text("a" + String(repeating: "😀", count: 35))) == nil)
        #expect(PackedText(.text(String(repeating: "€", count: 80) + "a")) == nil)
        #expect(PackedText(.text(String(repeating: "€", count: 80))) != nil)
    }

    @Test func unitsOfTextAreThoseOfTheStandardLibrary() {
        var random = SeededGenerator(seed: 53)
        for _ in 0..<2000 {
            let text = random.text(of: gsmCharacters + unicodeCharacters, upTo: 80)
            let units = UCS2.units(of: text)
            #expect(units == Array(text.utf16))
            var octets: [UInt8] = []
            UCS2.append(units[...], to: &octets)
            #expect(UCS2.text(of: octets[...], droppingByteOrderMark: false) == text)
        }
    }

    @Test func anyUnitsAreReadAsTheStandardLibraryReadsThem() {
        var random = SeededGenerator(seed: 59)
        for round in 0..<20_000 {
            let octets = (0..<12).map { _ in
                [0xD8, 0xDC, 0x00, 0x04, 0xFE, 0xFF, 0x41].randomElement(using: &random) ?? 0 as UInt8
            }
            let units = stride(from: 0, to: 12, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
            let text = UCS2.text(of: octets[...], droppingByteOrderMark: false)
            #expect(text == String(decoding: units, as: UTF16.self), "seed 59, round \(round), \(units)")
        }
    }
}
