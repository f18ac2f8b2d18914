import SMS
import Testing

/// Damaged copies of the corpus: each gives a message or an error, and an error keeps what was read before it.
@Suite struct CorpusRobustnessTests {
    private static let readings = [
        DecodeOptions.strict, .inbox, DecodeOptions(hasServiceCentre: false), DecodeOptions(direction: .deliver),
        DecodeOptions(direction: .submit, lenient: true), DecodeOptions(direction: .statusReport),
    ]

    /// Reads and uses everything; returns what it was.
    @discardableResult
    private func read(_ octets: [UInt8], _ options: DecodeOptions) -> Result<DecodedPDU, DecodeError> {
        do throws(DecodeError) {
            let decoded = try PDUDecoder.decode(octets, options: options)
            if let userData = decoded.tpdu.userData {
                let isSane =
                    userData.septets.count <= 255 && userData.data.count <= octets.count
                    && (userData.text?.utf8.count ?? 0) <= 1024 && userData.headerLength <= userData.raw.count
                if !isSane { Issue.record("\(Hex.encode(octets))") }
                if let part = MessagePart(userData), let key = userData.concatenation {
                    _ = Reassembly.join([part], total: key.total, marker: "…")
                }
            }
            if Set(decoded.warnings).count != decoded.warnings.count { Issue.record("doubled: \(Hex.encode(octets))") }
            return .success(decoded)
        } catch {
            let isSane = 0...octets.count ~= error.offset && !error.message.isEmpty && !error.field.isEmpty
            if !isSane { Issue.record("\(error) for \(Hex.encode(octets))") }
            return .failure(error)
        }
    }

    @Test(arguments: readings)
    func randomOctets(options: DecodeOptions) {
        var random = SeededGenerator(seed: 101)
        for _ in 0..<8000 {
            read(random.octets(upTo: 60), options)
        }
    }

    @Test(arguments: readings)
    func damagedPDUs(options: DecodeOptions) {
        var random = SeededGenerator(seed: 103)
        for _ in 0..<10_000 {
            guard var octets = CorpusEntry.octets.randomElement(using: &random) else { continue }
            for _ in 0...Int.random(in: 0...3, using: &random) where !octets.isEmpty {
                let index = Int.random(in: 0..<octets.count, using: &random)
                switch Int.random(in: 0...4, using: &random) {
                case 0: octets[index] = UInt8.random(in: 0...255, using: &random)
                case 1: octets[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 2: octets.removeLast(octets.count - index)
                case 3: octets.remove(at: index)
                default: octets.insert(UInt8.random(in: 0...255, using: &random), at: index)
                }
            }
            read(octets, options)
        }
    }

    @Test func everyBitOfTheHead() {
        for octets in CorpusEntry.octets {
            for index in 0..<min(octets.count, 32) {
                for bit in 0..<8 {
                    var damaged = octets
                    damaged[index] ^= 1 << UInt8(bit)
                    read(damaged, .strict)
                }
            }
        }
    }

    @Test func everyBeginningKeepsWhatWasRead() {
        for octets in CorpusEntry.octets {
            guard case .success(let whole) = read(octets, .strict) else { continue }
            for count in 0..<octets.count {
                let beginning = Array(octets.prefix(count))
                read(beginning, .inbox)
                switch read(beginning, .strict) {
                case .success(let decoded):
                    let isPrefix = decoded.tpdu.address == whole.tpdu.address && decoded.smsc == whole.smsc
                    #expect(isPrefix, "\(Hex.encode(beginning))")
                case .failure(let error):
                    let comment: Comment = "\(Hex.encode(beginning)): \(error.field)"
                    #expect(error.code == .truncated || error.code == .badHeader, comment)
                    #expect(missing(in: error, of: whole) == [], comment)
                }
            }
        }
    }

    /// The fields in front of the error's that its partial message does not hold as the whole message does.
    private func missing(in error: DecodeError, of whole: DecodedPDU) -> [String] {
        let partial = error.partial
        let address = ("TP-OA", partial.address == whole.tpdu.address)
        let identifier: Bool, coding: Bool, time: Bool
        let fields: [(String, Bool)]
        switch whole.tpdu {
        case .deliver(let deliver):
            identifier = partial.protocolIdentifier == deliver.protocolIdentifier
            coding = partial.dataCoding == deliver.dataCoding
            time = partial.timestamp == deliver.timestamp
            fields = [address, ("TP-PID", identifier), ("TP-DCS", coding), ("TP-SCTS", time)]
        case .submit(let submit):
            identifier = partial.protocolIdentifier == submit.protocolIdentifier
            coding = partial.dataCoding == submit.dataCoding
            let reference = ("TP-MR", partial.messageReference == submit.messageReference)
            let validity = ("TP-VP", partial.validity == submit.validity)
            fields = [reference, ("TP-DA", address.1), ("TP-PID", identifier), ("TP-DCS", coding), validity]
        case .statusReport(let report):
            time = partial.timestamp == report.timestamp
            let reference = ("TP-MR", partial.messageReference == report.messageReference)
            let discharge = ("TP-DT", partial.dischargeTime == report.dischargeTime)
            fields = [reference, ("TP-RA", address.1), ("TP-SCTS", time), discharge]
        default:
            return ["another type"]
        }
        let head = [
            ("SMSC", partial.smsc == whole.smsc), ("the first octet", partial.direction == whole.tpdu.direction),
        ]
        return (head + fields).prefix { $0.0 != error.field }.filter { !$0.1 }.map(\.0)
    }
}
