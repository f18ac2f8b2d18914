import SMS
import Testing

@testable import Modems

/// Dialogues made at random, in which every number and word is known: none of them is left, and all else is.
@Suite struct RecordingMaskPropertyTests {
    private struct Maker {
        var random: TestGenerator
        var entries: [Recording.Entry] = []
        var numbers: Set<String> = []
        var words: Set<String> = []

        mutating func digits(_ count: Int) -> String {
            String((0..<count).map { Character("\(Int.random(in: $0 == 0 ? 1...9 : 0...9, using: &random))") })
        }

        mutating func number() -> String {
            let text = "49" + digits(Int.random(in: 9...11, using: &random))
            numbers.insert(text)
            return text
        }

        mutating func words(_ characters: [Character], _ count: Int) -> String {
            (0..<count).map { _ in
                let word = String(
                    (0..<Int.random(in: 5...9, using: &random)).compactMap { _ in
                        characters.randomElement(using: &random)
                    }
                )
                words.insert(word)
                return word
            }.joined(separator: " ")
        }

        mutating func say(_ kind: Recording.Kind, _ text: String) {
            entries.append(.init(at: .milliseconds(entries.count), kind, text))
        }
    }

    private static let alphabets: [[Character]] = [
        Array("abcdefghijklmnopqrstuvwxyz"), Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), Array("äöüñàèéùìòABCabc"),
        Array("абвгдежзийклмнопрстуфхцчшщъыьэюя"), Array("αβγδεζηθικλμνξοπρστυφχψω"), Array("عربيةكتابمدرسة"),
    ]

    private func dialogue(_ maker: inout Maker) throws {
        for _ in 0..<40 {
            let number = maker.number()
            let alphabet = Self.alphabets[Int.random(in: 0..<6, using: &maker.random)]
            let text = maker.words(alphabet, Int.random(in: 1...40, using: &maker.random))
            let reference = Int.random(in: 0...255, using: &maker.random)
            switch Int.random(in: 0...4, using: &maker.random) {
            case 0, 1:
                let parts = try DeliverEncoder.encode(
                    DeliverRequest(
                        from: try Address("+" + number),
                        text: text,
                        at: ServiceCentreTime(unixSeconds: 1_780_000_000, quarterHours: 4),
                        reference: reference,
                        smsc: try Address("+" + maker.number())
                    )
                )
                for part in parts.segments {
                    maker.say(.received, "+CMT: ,\(part.tpduLength)")
                    maker.say(.received, part.pdu)
                }
            case 2:
                let parts = try SubmitEncoder.encode(
                    SubmitRequest(to: try Address("+" + number), text: text, reference: reference)
                )
                for part in parts.segments {
                    maker.say(.sent, "AT+CMGS=\(part.tpduLength)")
                    maker.say(.received, ">")
                    maker.say(.sent, part.pdu + "<Ctrl-Z>")
                    maker.say(.received, "+CMGS: \(reference)")
                    maker.say(.received, "OK")
                }
            case 3:
                maker.say(.received, "+CLIP: \"+\(number)\",145,\"\(text)\",,,0")
                maker.say(.received, "+CUSD: 0,\"\(text) \(number)\",15")
            default:
                maker.say(.sent, "AT+CIMI")
                maker.say(.received, "2620" + maker.digits(11))
                maker.say(.received, "OK")
                maker.say(.received, "+CMS ERROR: \(Int.random(in: 0...512, using: &maker.random))")
            }
        }
    }

    private func shape(_ pdu: String, _ length: Int) throws -> [String] {
        let decoded = try PDUDecoder.decode(hex: pdu, tpduLength: length)
        let data = decoded.tpdu.userData
        return [
            "\(decoded.tpdu.direction)", "\(decoded.tpdu.address?.number.utf8.count ?? 0)", "\(data?.length ?? -1)",
            "\(data?.encoding.rawValue ?? "")", "\(data?.concatenation.map { "\($0)" } ?? "")",
            "\(data?.text?.unicodeScalars.count ?? -1)", "\(decoded.warnings)",
        ]
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func nothingOfPeopleIsLeftAndAllElseIs(seed: UInt64) throws {
        var maker = Maker(random: TestGenerator(state: seed))
        try dialogue(&maker)
        let header = Recording.Header(modem: "x", began: "", ended: "", version: "")
        let original = Recording(header: header, entries: maker.entries)
        let masked = RecordingMask.mask(original, key: (seed, ~seed))
        // The same again, so that a failure can be looked at.
        #expect(RecordingMask.mask(original, key: (seed, ~seed)) == masked)
        #expect(RecordingMask.mask(original, key: (seed, seed)) != masked)
        var visible: [String] = []
        for (before, after) in zip(original.entries, masked.entries) {
            #expect(before.text.unicodeScalars.count == after.text.unicodeScalars.count, "seed \(seed): \(after.text)")
            let ending = "<Ctrl-Z>"
            let pdu = after.text.replacing(ending, with: "")
            let was = before.text.replacing(ending, with: "")
            guard pdu.utf8.count >= 20, pdu.isHexadecimal else {
                visible.append(after.text)
                continue
            }
            let isSent = before.kind == .sent
            let octets = pdu.utf8.count / 2
            let length = isSent ? octets - 1 : octets - 1 - (Int(pdu.prefix(2), radix: 16) ?? 0)
            #expect(try shape(pdu, length) == shape(was, length), "seed \(seed): \(was) → \(pdu)")
            let decoded = try PDUDecoder.decode(hex: pdu, tpduLength: length)
            visible += [
                decoded.smsc?.number, decoded.tpdu.address?.number, decoded.tpdu.userData?.text,
            ].compactMap(\.self)
        }
        let all = visible.joined(separator: "\n")
        for number in maker.numbers where all.contains(number) { Issue.record("seed \(seed): \(number) is left") }
        for word in maker.words where all.contains(word) { Issue.record("seed \(seed): \(word) is left") }
    }
}
