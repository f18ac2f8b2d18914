import SMS

/// PDUs of every type, strict and as the inbox reads them. The first octet of an input says how it is read.
enum DecodeTarget: FuzzTarget {
    static let name = "decode"
    static let share = 60
    static let longestInput = 320

    static func test(_ input: [UInt8]) {
        var script = Script(input)
        let how = script.octet()
        let octets = script.rest()
        let directions = [nil] + Direction.allCases.map { Optional($0) }
        var options = DecodeOptions(
            direction: directions[Int(how >> 5) % directions.count],
            hasServiceCentre: how & 1 == 0,
            lenient: how & 2 != 0
        )
        let read = outcome(octets, options)
        check(read, octets)
        let hex = Hex.encode(octets)
        require(outcome(hex: how & 4 != 0 ? hex.lowercased() : hex, options) == read, "hexadecimal reads the same")
        if how & 8 != 0 {
            check(outcome(hex: String(hex.dropLast()), options), octets)
        }
        if how & 16 != 0, let length = octets.first {
            check(outcome(hex: hex, options, tpduLength: Int(length)), octets)
        }
        guard !options.lenient, case .success(let strict) = read else { return }
        options.lenient = true
        guard case .success(let lenient) = outcome(octets, options) else {
            return require(false, "the inbox reads what is read strictly")
        }
        require(lenient.tpdu.address == strict.tpdu.address, "the inbox reads the same address")
        require(lenient.tpdu.userData?.raw == strict.tpdu.userData?.raw, "the inbox reads the same user data")
    }

    static func seeds() -> [[UInt8]] {
        var random = Dice(seed: 1)
        return (0..<400).map { index in
            let how: UInt8 = [0, 2, 4, 16, 1, 0x20, 0x42, 0x60][index % 8]
            let octets = PDUSamples.pdu(&random)
            return [how] + (how & 1 == 0 ? octets : Array(octets.dropFirst(1 + Int(octets[0]))))
        }
    }

    static func mutate(_ input: [UInt8], _ random: inout Dice) -> [UInt8]? {
        guard let how = input.first else { return [0] + PDUSamples.pdu(&random) }
        let octets = Array(input.dropFirst())
        return [how] + PDUMutation.mutate(octets, hasServiceCentre: how & 1 == 0, &random)
    }

    private static func outcome(_ octets: [UInt8], _ options: DecodeOptions) -> Result<DecodedPDU, DecodeError> {
        do throws(DecodeError) {
            return .success(try PDUDecoder.decode(octets, options: options))
        } catch {
            return .failure(error)
        }
    }

    private static func outcome(
        hex: String,
        _ options: DecodeOptions,
        tpduLength: Int? = nil
    ) -> Result<DecodedPDU, DecodeError> {
        do throws(DecodeError) {
            if let tpduLength {
                return .success(try PDUDecoder.decode(hex: hex, tpduLength: tpduLength, options: options))
            }
            return .success(try PDUDecoder.decode(hex: hex, options: options))
        } catch {
            return .failure(error)
        }
    }

    private static func check(_ outcome: Result<DecodedPDU, DecodeError>, _ octets: [UInt8]) {
        switch outcome {
        case .success(let pdu):
            require(Set(pdu.warnings).count == pdu.warnings.count, "each warning is given once")
            require((pdu.tpdu.address?.number.utf8.count ?? 0) <= 41, "an address is no longer than one can be")
            if let userData = pdu.tpdu.userData {
                check(userData)
            }
            if case .deliver(let deliver) = pdu.tpdu {
                _ = deliver.isConversation
                require(deliver.timestamp.map { $0.description.utf8.count == 25 } ?? true, "a time has 25 characters")
            }
            if case .statusReport(let report) = pdu.tpdu, let status = report.status {
                require(!status.meaning.isEmpty, "every status has a meaning")
            }
        case .failure(let error):
            require((0...octets.count).contains(error.offset), "an error is inside the PDU")
            require(!error.message.isEmpty && !error.field.isEmpty, "an error says what and where")
        }
    }

    private static func check(_ userData: UserData) {
        require((0...255).contains(userData.length), "TP-UDL is an octet")
        require(userData.raw.count <= 255, "user data is no longer than TP-UDL can say")
        require((0...userData.raw.count).contains(userData.headerLength), "the header is inside the user data")
        let elements = userData.header.reduce(0) { $0 + 2 + $1.data.count }
        require(elements <= max(0, userData.headerLength - 1), "the elements are inside the header")
        require(userData.data.count == userData.raw.count - userData.headerLength, "the data is behind the header")
        require(userData.septets.count <= userData.length, "there are no more septets than TP-UDL says")
        require(userData.text.map { $0.utf8.count <= 3 * 255 } ?? true, "the text is bounded")
        if let part = userData.concatenation {
            require(1...part.total ~= part.sequence, "a part is one of the total")
            require(MessagePart(userData)?.sequence == part.sequence, "a part can be stored")
        }
        require(userData.ports.map { 0...0xFFFF ~= $0.destination } ?? true, "a port has 16 bits")
    }
}
