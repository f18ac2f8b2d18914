import SMS
import Testing

/// Any octets give a message or a typed error, and what they give can be used.
@Suite struct RobustnessTests {
    private static let seeds = [
        "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37",
        "0011000B916407281553F80000AA0AE8329BFD4697D9EC37", "00192A0481214300F61120821105050A02AABB",
        "00022A048121431120821105050A1120821115000A46077F08030041", "004404812143000011208211050500090500034C02018242",
        "00440DD04B7658EE0E000811208211050500080500034C02010041",
    ].compactMap { Hex.decode($0) }

    private func use(_ octets: [UInt8], _ comment: Comment) {
        for options in [DecodeOptions.strict, .inbox, DecodeOptions(hasServiceCentre: false, lenient: true)] {
            do throws(DecodeError) {
                let decoded = try PDUDecoder.decode(octets, options: options)
                let userData = decoded.tpdu.userData
                #expect((userData?.septets.count ?? 0) <= 255, comment)
                #expect((userData?.text?.utf8.count ?? 0) <= 512, comment)
                #expect((userData?.data.count ?? 0) <= octets.count, comment)
                if let part = userData.flatMap({ MessagePart($0) }), let key = userData?.concatenation {
                    _ = Reassembly.join([part], total: key.total, marker: "…")
                }
            } catch {
                #expect(error.offset <= octets.count, comment)
                #expect(!error.message.isEmpty, comment)
            }
        }
    }

    @Test func randomOctets() {
        var random = SeededGenerator(seed: 31)
        for round in 0..<15_000 {
            use(random.octets(upTo: 60), "seed 31, round \(round)")
        }
    }

    @Test func damagedPDUs() {
        var random = SeededGenerator(seed: 37)
        for round in 0..<15_000 {
            guard var octets = Self.seeds.randomElement(using: &random) else { continue }
            for _ in 0...Int.random(in: 0...3, using: &random) where !octets.isEmpty {
                let index = Int.random(in: 0..<octets.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: octets[index] = UInt8.random(in: 0...255, using: &random)
                case 1: octets[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 2: octets.removeLast(octets.count - index)
                default: octets.insert(UInt8.random(in: 0...255, using: &random), at: index)
                }
            }
            use(octets, "seed 37, round \(round), \(Hex.encode(octets))")
        }
    }

    @Test func everyBeginningOfAPDU() {
        for seed in Self.seeds {
            for count in 0...seed.count {
                use(Array(seed.prefix(count)), "\(Hex.encode(seed)) cut to \(count)")
            }
        }
    }

    @Test func randomLines() {
        var random = SeededGenerator(seed: 41)
        let pieces = [
            "{", "}", "[", "]", ":", ",", "\"", "\"id\":", "\"op\":", "\"decode\"", "\"encode\"", "\"join\"",
            "\"pdu\":",
            "\"pdus\":", "\"to\":", "\"text\":", "\"+49\"", "\"00\"", "\\u", "\\", "d83d", "1", "-", "0.1", "1e400",
            "null",
            "true", " ", "😀", "\t",
        ]
        for round in 0..<5000 {
            let line = (0..<Int.random(in: 0...14, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let answer = JSONLines.answer(to: line)
            let isBlank = line.allSatisfy { $0 == " " || $0 == "\t" }
            #expect((answer == nil) == isBlank, "seed 41, round \(round), \(line)")
            #expect(answer?.contains("\n") != true)
        }
    }
}
