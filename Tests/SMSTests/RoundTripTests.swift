import SMS
import Testing

/// What is encoded is decoded to the same, whatever the alphabet and the options.
@Suite struct RoundTripTests {
    /// Any scalar of Unicode, small ones more often.
    private func scalars(upTo count: Int, using random: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...count, using: &random) {
            let bound: UInt32 = [0x80, 0x250, 0xFFFF, 0x10FFFF].randomElement(using: &random) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 0...bound, using: &random)) {
                text.append(scalar)
            }
        }
        return String(text)
    }

    /// The parts of a message read one by one and joined in a random order.
    private func joined(_ message: EncodedMessage, using random: inout SeededGenerator) throws -> JoinedMessage {
        var parts: [MessagePart] = []
        for segment in message.segments.shuffled(using: &random) {
            let userData = try #require(try PDUDecoder.decode(hex: segment.pdu).tpdu.userData)
            if message.segments.count == 1 {
                return JoinedMessage(missing: [], text: userData.text, data: userData.text == nil ? userData.data : nil)
            }
            #expect(userData.concatenation?.sequence == segment.sequence)
            #expect(userData.concatenation?.total == message.segments.count)
            parts.append(try #require(MessagePart(userData)))
        }
        return Reassembly.join(parts, total: message.segments.count)
    }

    @Test(arguments: [EncodingChoice.auto, .ucs2])
    func anyText(choice: EncodingChoice) throws {
        var random = SeededGenerator(seed: 201)
        for round in 0..<600 {
            let text = scalars(upTo: round % 3 == 0 ? 600 : 80, using: &random)
            let bits = Bool.random(using: &random) ? 16 : 8
            let request = SubmitRequest(
                to: try Address("+491701"),
                text: text,
                encoding: choice,
                reference: Int.random(in: 0..<1 << bits, using: &random),
                referenceBits: bits
            )
            let result = try joined(try SubmitEncoder.encode(request), using: &random)
            let comment: Comment = "seed 201, round \(round), \(text.debugDescription)"
            #expect(result.isComplete, comment)
            #expect(result.text.map { Array($0.utf8) } == Array(text.utf8), comment)
        }
    }

    @Test func anyData() throws {
        var random = SeededGenerator(seed: 203)
        for round in 0..<300 {
            let data = random.octets(upTo: round % 3 == 0 ? 800 : 140)
            var request = SubmitRequest(to: try Address("12"), content: .octets(data), reference: round % 256)
            if round % 2 == 0 {
                request.ports = ApplicationPorts(destination: 2948, source: 9200, bits: 16)
            } else if round % 5 == 0 {
                request.ports = ApplicationPorts(destination: 240, source: 241, bits: 8)
            }
            let message = try SubmitEncoder.encode(request)
            let result = try joined(message, using: &random)
            #expect(result.data ?? [] == data, "seed 203, round \(round)")
            let first = try PDUDecoder.decode(hex: message.segments[0].pdu).tpdu.userData
            #expect(first?.ports == request.ports)
        }
    }

    @Test func everyOption() throws {
        var random = SeededGenerator(seed: 207)
        let digits = Array("0123456789*#abc")
        for round in 0..<600 {
            let count = Int.random(in: 1...20, using: &random)
            let number = (round % 2 == 0 ? "+" : "") + random.text(of: digits, exactly: count)
            var request = SubmitRequest(to: try Address(number), text: "Zażółć", encoding: .auto)
            request.messageReference = UInt8.random(in: 0...255, using: &random)
            request.requestStatusReport = Bool.random(using: &random)
            request.messageClass = [nil, 0, 1, 2, 3].randomElement(using: &random) ?? nil
            request.validityOctet = round % 3 == 0 ? nil : UInt8.random(in: 0...255, using: &random)
            request.smsc = round % 5 == 0 ? try Address("+" + random.text(of: digits, exactly: count)) : nil
            let decoded = try PDUDecoder.decode(hex: try SubmitEncoder.encode(request).segments[0].pdu)
            let comment: Comment = "seed 207, round \(round), \(number)"
            guard case .submit(let submit) = decoded.tpdu else {
                Issue.record(comment)
                continue
            }
            #expect(submit.destination == request.to, comment)
            #expect(submit.messageReference == request.messageReference, comment)
            #expect(submit.requestsStatusReport == request.requestStatusReport, comment)
            #expect(submit.dataCoding.messageClass == request.messageClass, comment)
            let validity = request.validityOctet.map { ValidityPeriod.relative(RelativeValidity(octet: $0)) }
            #expect(submit.validity == validity, comment)
            #expect(decoded.smsc == request.smsc, comment)
            #expect(decoded.warnings == [], comment)
        }
    }

    @Test func everyName() throws {
        var random = SeededGenerator(seed: 211)
        let time = ServiceCentreTime(unixSeconds: 1_700_000_000, quarterHours: -14)
        let characters = gsmCharacters.filter {
            GSMAlphabet.septets(of: String($0))?.count == 1 && $0 != "@" && $0 != "\r"
        }
        for round in 0..<400 {
            let name = random.text(of: characters, exactly: Int.random(in: 1...11, using: &random))
            let request = DeliverRequest(from: try Address(alphanumeric: name), text: "x", at: time)
            let decoded = try PDUDecoder.decode(hex: try DeliverEncoder.encode(request).segments[0].pdu)
            #expect(decoded.tpdu.address == request.from, "seed 211, round \(round), \(name.debugDescription)")
        }
    }

    @Test(arguments: NationalLanguage.allCases)
    func everyLanguage(language: NationalLanguage) throws {
        var random = SeededGenerator(seed: UInt64(220 + language.rawValue))
        let tables = ShiftTables(locking: language, single: language)
        let every = (UInt8(0)..<128).filter { $0 != GSMAlphabet.escape }.flatMap { code in
            [[code], [GSMAlphabet.escape, code]].map { GSMAlphabet.text(of: $0, tables: tables) }
        }
        for round in 0..<200 {
            var text = ""
            for _ in 0..<Int.random(in: 0...(round % 4 == 0 ? 500 : 60), using: &random) {
                text += every.randomElement(using: &random) ?? ""
            }
            var request = SubmitRequest(to: try Address("+90123"), text: text, reference: round)
            let plain = try SubmitEncoder.encode(request)
            request.national = language
            let message = try SubmitEncoder.encode(request)
            let comment: Comment = "seed \(220 + language.rawValue), round \(round), \(text.debugDescription)"
            #expect(message.encoding == .gsm7, comment)
            #expect(message.segments.count <= plain.segments.count, comment)
            let result = try joined(message, using: &random)
            #expect(result.text.map { Array($0.utf8) } == Array(text.utf8), comment)
        }
    }
}
