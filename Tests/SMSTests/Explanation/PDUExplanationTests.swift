import SMS
import Testing

/// The explanation covers the octets once and in order, and says what the decoder says.
@Suite struct PDUExplanationTests {
    private static let samples = [
        "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37",
        "0011000B916407281553F80000AA0AE8329BFD4697D9EC37", "00192A0481214300F61120821105050A02AABB",
        "00022A048121431120821105050A1120821115000A46077F08030041", "004404812143000011208211050500090500034C02018242",
        "00440DD04B7658EE0E000811208211050500080500034C02010041",
        "00440481214300F5112082110505000A0605040B8423F0AABB", "0044048121430000112082110505000A07000324010141",
        "0101C200070004C8329B", "010011207211050500", "004001810006050804001203",
        "0045820711208211050500000A060824010141C8",
        "0009000B916407281553F800000141000000000000024141", "00022A04812143112082110505000A112082111500000085811141",
    ].compactMap { Hex.decode($0) }

    private static let allOptions = [
        DecodeOptions.strict, .inbox, DecodeOptions(hasServiceCentre: false), DecodeOptions(direction: .deliver),
        DecodeOptions(hasServiceCentre: false, lenient: true), .acknowledgement,
        DecodeOptions(direction: .deliverReport), DecodeOptions(direction: .submitReport, isError: true),
    ]

    private func check(_ octets: [UInt8], _ comment: Comment) {
        for options in Self.allOptions {
            check(PDUExplanation(octets, options: options), comment)
        }
    }

    private func check(_ explanation: PDUExplanation, _ comment: Comment) {
        var end = 0
        for field in explanation.fields {
            #expect(field.octets.lowerBound == end, comment)
            #expect(!field.isPartOfOctet, comment)
            #expect(field.raw == Array(explanation.octets[field.octets]), comment)
            end = field.octets.upperBound
        }
        #expect(end == explanation.octets.count, comment)
        var bit = 0
        for leaf in explanation.fields.flatMap(\.leaves) {
            #expect(leaf.bits.lowerBound == bit, comment)
            bit = leaf.bits.upperBound
        }
        for field in explanation.fields.flatMap(\.all) where !field.parts.isEmpty {
            #expect(field.parts.first?.bits.lowerBound == field.bits.lowerBound, comment)
            #expect(field.parts.last?.bits.upperBound == field.bits.upperBound, comment)
        }
        switch explanation.result {
        case .success(let decoded): agrees(explanation, decoded, comment)
        case .failure(let error): agrees(explanation, error, comment)
        }
    }

    private func agrees(_ explanation: PDUExplanation, _ error: DecodeError, _ comment: Comment) {
        let faults = explanation.fields.flatMap(\.all).filter { $0.fault != nil }
        #expect(faults.count == 1, comment)
        #expect(faults.first?.name == error.field, comment)
        #expect(faults.first?.octets.lowerBound == error.offset, comment)
        #expect(faults.first?.fault?.text == error.message, comment)
        #expect(faults.first?.fault?.advice.isEmpty == false, comment)
        if let address = error.partial.address, !address.isUnknown {
            #expect(explanation.fields.contains { $0.value == address.number }, comment)
        }
        let found = Set(explanation.warnings.compactMap(\.warning))
        #expect(found.isSuperset(of: error.partial.warnings.filter { $0 != .compressed }), comment)
    }

    private func agrees(_ explanation: PDUExplanation, _ decoded: DecodedPDU, _ comment: Comment) {
        func value(_ name: String) -> String? { explanation.fields.first { $0.name == name }?.value }
        func time(_ time: ServiceCentreTime?) -> String { time?.description ?? "no possible time" }
        func number(_ address: Address) -> String { address.isUnknown ? "none" : address.number }
        #expect(explanation.fields.flatMap(\.all).allSatisfy { $0.fault == nil }, comment)
        #expect(Set(explanation.warnings.compactMap(\.warning)) == Set(decoded.warnings), comment)
        if explanation.options.hasServiceCentre {
            #expect(value("SMSC") == decoded.smsc?.number ?? "none", comment)
        }
        switch decoded.tpdu {
        case .deliver(let deliver):
            #expect(value("TP-OA") == number(deliver.originator), comment)
            #expect(value("TP-PID") == String(deliver.protocolIdentifier), comment)
            #expect(value("TP-DCS") == String(deliver.dataCoding.octet), comment)
            #expect(value("TP-SCTS") == time(deliver.timestamp), comment)
        case .submit(let submit):
            #expect(value("TP-MR") == String(submit.messageReference), comment)
            #expect(value("TP-DA") == number(submit.destination), comment)
            switch submit.validity {
            case .relative(let relative): #expect(value("TP-VP") == "\(relative.seconds) s", comment)
            case .absolute(let moment): #expect(value("TP-VP") == moment.description, comment)
            case .enhanced(let octets): #expect(value("TP-VP") == Hex.encode(octets), comment)
            case nil: #expect([nil, "no possible time"].contains(value("TP-VP")), comment)
            }
        case .statusReport(let report):
            #expect(value("TP-MR") == String(report.messageReference), comment)
            #expect(value("TP-RA") == number(report.recipient), comment)
            #expect(value("TP-SCTS") == time(report.timestamp), comment)
            #expect(value("TP-DT") == time(report.dischargeTime), comment)
            #expect(value("TP-ST") == report.status?.statusClass.rawValue ?? "missing", comment)
        case .deliverReport(let report):
            #expect(value("TP-FCS") == report.failureCause.map { Hex.encode([$0.octet]) }, comment)
            #expect(value("TP-PI") == String(report.parameterIndicator), comment)
            #expect(value("TP-PID") == report.protocolIdentifier.map { String($0) }, comment)
        case .submitReport(let report):
            #expect(value("TP-FCS") == report.failureCause.map { Hex.encode([$0.octet]) }, comment)
            #expect(value("TP-PI") == String(report.parameterIndicator), comment)
            #expect(value("TP-SCTS") == time(report.timestamp), comment)
            #expect(value("TP-DCS") == report.dataCoding.map { String($0.octet) }, comment)
        }
        guard let userData = decoded.tpdu.userData else { return }
        #expect(value("TP-UDL") == String(userData.length), comment)
        let parts = explanation.fields.first { $0.name == "TP-UD" }?.parts ?? []
        #expect(parts.first { $0.name == "text" }?.value ?? "" == userData.text ?? "", comment)
        let elements = parts.filter { $0.parts.first?.name == "IEI" }
        #expect(
            elements.map { $0.parts[0].raw + ($0.parts.dropFirst(2).first?.raw ?? []) }
                == userData.header.map { [$0.identifier] + $0.data },
            comment
        )
        if let part = userData.concatenation {
            #expect(elements.contains { $0.value == "part \(part.sequence) of \(part.total)" }, comment)
        }
    }

    @Test func samplesAndEveryBeginning() {
        for sample in Self.samples {
            for count in 0...sample.count {
                check(Array(sample.prefix(count)), "\(Hex.encode(sample)) cut to \(count)")
            }
        }
    }

    @Test func theCorpus() {
        #expect(CorpusEntry.octets.count > 100)
        for octets in CorpusEntry.octets {
            check(octets, "\(Hex.encode(octets))")
        }
    }

    @Test func randomOctets() {
        var random = SeededGenerator(seed: 43)
        for round in 0..<2000 {
            check(random.octets(upTo: 60), "seed 43, round \(round)")
        }
    }

    @Test func damagedPDUs() {
        var random = SeededGenerator(seed: 47)
        for round in 0..<3000 {
            guard var octets = Self.samples.randomElement(using: &random) else { continue }
            for _ in 0...Int.random(in: 0...2, using: &random) where !octets.isEmpty {
                let index = Int.random(in: 0..<octets.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: octets[index] = UInt8.random(in: 0...255, using: &random)
                case 1: octets.remove(at: index)
                default: octets.insert(UInt8.random(in: 0...255, using: &random), at: index)
                }
            }
            check(octets, "seed 47, round \(round), \(Hex.encode(octets))")
        }
    }

    @Test(arguments: [
        ("04", "TP-MMS", "23.040 9.2.3.2"), ("0B", "length", "23.040 9.1.2.5"), ("C8", "type", "23.040 9.1.2.5"),
        ("0A", "TP-UDL", "23.040 9.2.3.16"), ("07", "length", "24.011 8.2.5"),
    ])
    func clauses(hex: String, name: String, clause: String) throws {
        let explanation = try PDUExplanation(
            hex: "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
        )
        let fields = explanation.fields.flatMap(\.all)
        #expect(fields.contains { Hex.encode($0.raw) == hex && $0.name == name && $0.clause == clause })
    }

    @Test func fillBitsAndUnusedBits() {
        let explanation = PDUExplanation(Self.samples[4])
        let parts = explanation.fields.last?.parts ?? []
        #expect(parts.map(\.name) == ["TP-UDHL", "concatenation", "fill bits", "text", "unused bits"])
        #expect(parts.map(\.bits.count) == [8, 40, 1, 14, 1])
        #expect(parts.map(\.value) == ["5", "part 1 of 2", "1 bit", "AB", "1 bit"])
    }

    @Test func brokenPDUNamesFieldAndOctet() throws {
        let explanation = try PDUExplanation(hex: "07917283010010F5040BC87238880900F100009930925161")
        let fault = try #require(explanation.fields.last)
        #expect(fault.name == "TP-SCTS")
        #expect(fault.octets == 19..<24)
        #expect(fault.fault?.text == "the PDU ends inside TP-SCTS")
        #expect(explanation.fields.first { $0.name == "TP-OA" }?.value == "27838890001")
    }

    @Test func impossibleTimesSayWhy() throws {
        func reason(_ time: String) throws -> String? {
            let hex = "000404812143000" + "0" + time + "00"
            return try PDUExplanation(hex: hex).warnings.first?.text
        }
        #expect(try reason("11312211050500")?.hasPrefix("there is no month 13") == true)
        #expect(try reason("11200311050500")?.hasPrefix("there is no such day in that month") == true)
        #expect(try reason("11F02211050500")?.hasPrefix("the month F0 holds a nibble") == true)
        #expect(try reason("112022110505F0")?.hasPrefix("the time zone holds a nibble") == true)
    }

    @Test(arguments: [Direction.deliver, .submit, .statusReport, .deliverReport, .submitReport])
    func theTypeIsKnown(direction: Direction) {
        let octets = [0, Direction.allCases.firstIndex(of: direction).map { [0, 1, 2, 0, 1][$0] } ?? 3] as [UInt8]
        let broken = PDUExplanation(octets, options: DecodeOptions(direction: direction))
        #expect(broken.direction == direction)
        #expect(broken.error != nil)
        let whole = PDUExplanation(octets + [0, 0], options: DecodeOptions(direction: direction))
        #expect(whole.direction == direction)
    }

    @Test func anOddDigitIsRemarkedOn() throws {
        let explanation = try PDUExplanation(hex: "0004048121430000112082110505000214411")
        #expect(explanation.warnings.map(\.warning) == [.oddHex])
        #expect(explanation.decoded?.warnings == [.oddHex])
        #expect(explanation.json().contains("\"remarks\":[\"half an octet at the end"))
        #expect(throws: DecodeError.self) { try PDUExplanation(hex: "000", options: .strict) }
    }

    @Test func jsonIsOneLineWithTheProtocolsMembers() throws {
        let json = try PDUExplanation(hex: "000404812143000011208211050500021441").json(remark: "r", line: 3)
        #expect(
            json.hasPrefix(
                #"{"line":3,"pdu":"000404812143000011208211050500021441","with_smsc":true,"remark":"r","ok":true,"type":"deliver""#
            )
        )
        #expect(json.contains(#""fields":[{"name":"SMSC","octet":0,"octets":1,"hex":"00","value":"none""#))
        #expect(!json.contains("\n"))
        let odd = try PDUExplanation(hex: "0004048121430000113282110505000141").json()
        #expect(odd.contains(#""warnings":[{"code":"bad-timestamp","message":"there is no month 23"#))
        let broken = try PDUExplanation(hex: "0004048121430000112082").json()
        #expect(
            broken.contains(
                #""ok":false,"error":{"code":"truncated","message":"the PDU ends inside TP-SCTS","field":"TP-SCTS","octet":8,"#
            )
        )
        #expect(broken.contains(#""address":{"number":"1234""#))
    }
}
