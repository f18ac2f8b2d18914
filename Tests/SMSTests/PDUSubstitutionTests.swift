import SMS
import Testing

/// Substitutes that leave nothing as it was, so that a test sees what was touched.
private struct Others: PDUSubstitutes {
    mutating func digits(_ digits: String) -> String {
        String(digits.map { $0.isNumber ? Character("\(9 - ($0.wholeNumberValue ?? 0))") : $0 })
    }

    mutating func septets(_ septets: [UInt8], tables: ShiftTables) -> [UInt8] {
        septets.map { $0 == GSMAlphabet.escape || !(0x41...0x59).contains($0 & 0x5F) ? $0 : $0 + 1 }
    }

    mutating func units(_ units: [UInt16]) -> [UInt16] {
        units.map { $0 & 0xF800 == 0xD800 || $0 == 0xFEFF ? $0 : $0 ^ 1 }
    }
    mutating func octets(_ octets: [UInt8]) -> [UInt8] { octets.map { ~$0 } }
}

/// What a PDU is apart from the people in it.
private struct Shape: Hashable {
    var kind: Direction?
    var numbers: [Int] = []
    var types: [UInt8] = []
    var coding: DataCoding?
    var references: [UInt8] = []
    var times: [ServiceCentreTime?] = []
    var length: Int?
    var headerLength: Int?
    var elements: [UInt8] = []
    var concatenation: Concatenation?
    var warnings: [DecodeWarning] = []
    var error: String?

    init(_ octets: [UInt8], _ options: DecodeOptions) {
        do throws(DecodeError) {
            let decoded = try PDUDecoder.decode(octets, options: options)
            kind = decoded.tpdu.direction
            for address in [decoded.smsc, decoded.tpdu.address].compactMap(\.self) {
                types.append(address.typeOfNumber)
                if !address.isAlphanumeric { numbers.append(address.number.utf8.count) }
            }
            warnings = decoded.warnings
            switch decoded.tpdu {
            case .deliver(let deliver):
                coding = deliver.dataCoding
                times = [deliver.timestamp]
            case .submit(let submit):
                coding = submit.dataCoding
                references = [submit.messageReference]
            case .statusReport(let report):
                references = [report.messageReference, report.status?.octet ?? 0xFF]
                times = [report.timestamp, report.dischargeTime]
            case .deliverReport(let report): coding = report.dataCoding
            case .submitReport(let report): times = [report.timestamp]
            }
            let data = decoded.tpdu.userData
            length = data?.length
            headerLength = data?.headerLength
            elements = data?.header.map(\.identifier) ?? []
            concatenation = data?.concatenation
        } catch {
            self.error = "\(error.code) \(error.field) \(error.offset)"
        }
    }
}

@Suite struct PDUSubstitutionTests {
    private func substituted(_ octets: [UInt8], _ options: DecodeOptions) -> [UInt8] {
        var others = Others()
        return PDUSubstitution.apply(&others, to: octets, options: options)
    }

    @Test func numbersAndTextsAreOthersAndAllElseStays() throws {
        let pdu = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
        let octets = try #require(Hex.decode(pdu))
        let other = try PDUDecoder.decode(substituted(octets, .inbox))
        guard case .deliver(let deliver) = other.tpdu else {
            Issue.record("no deliver")
            return
        }
        #expect(other.smsc?.number == "+72618999984")
        #expect(deliver.originator.number == "72161109998")
        #expect(deliver.userData.text == "ifmmpifmmp")
        #expect(deliver.timestamp?.description == "1999-03-29T15:16:59+02:00")
    }

    @Test func theCorpusKeepsItsShape() throws {
        try #require(CorpusEntry.all.count > 100)
        for entry in CorpusEntry.all {
            guard let pdu = entry.pdu, let octets = Hex.decode(pdu) else { continue }
            let other = substituted(octets, entry.options)
            #expect(other.count == octets.count, "\(entry.name)")
            #expect(Shape(other, entry.options) == Shape(octets, entry.options), "\(entry.name) \(Hex.encode(other))")
        }
    }

    /// Broken ones stay broken in the same place.
    @Test(arguments: [1, 2, 3] as [UInt64]) func damagedOnesKeepTheirShape(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<3000 {
            guard var octets = CorpusEntry.octets.randomElement(using: &random), !octets.isEmpty else { continue }
            let index = Int.random(in: 0..<octets.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: octets[index] = UInt8.random(in: 0...255, using: &random)
            case 1: octets.removeLast(octets.count - index)
            default: octets.insert(UInt8.random(in: 0...255, using: &random), at: index)
            }
            for options in [DecodeOptions.inbox, DecodeOptions(hasServiceCentre: false, lenient: true)] {
                let other = substituted(octets, options)
                let isSame = other.count == octets.count && Shape(other, options) == Shape(octets, options)
                #expect(isSame, "seed \(seed), round \(round), \(Hex.encode(octets)) → \(Hex.encode(other))")
            }
        }
    }
}
