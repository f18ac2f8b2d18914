extension PDUReader {
    mutating func warn(_ warning: DecodeWarning) {
        if !partial.warnings.contains(warning) {
            partial.warnings.append(warning)
        }
    }

    func failure(_ code: DecodeError.Code, _ field: String, at offset: Int, _ message: String) -> DecodeError {
        DecodeError(code, field: field, offset: offset, message: message, partial: partial)
    }

    /// The next octet where there is one.
    mutating func optionalOctet() -> UInt8? {
        guard position < octets.count else { return nil }
        defer { position += 1 }
        return octets[position]
    }

    mutating func octet(_ field: String) throws(DecodeError) -> UInt8 {
        guard let octet = optionalOctet() else {
            throw failure(.truncated, field, at: position, "the PDU ends before \(field)")
        }
        return octet
    }

    /// Octets of a field that began at `start`.
    mutating func slice(_ count: Int, of field: String, from start: Int) throws(DecodeError) -> ArraySlice<UInt8> {
        guard count <= octets.count - position else {
            let place = position == octets.count && start == position ? "before" : "inside"
            throw failure(.truncated, field, at: start, "the PDU ends \(place) \(field)")
        }
        defer { position += count }
        return octets[position..<position + count]
    }

    /// The RP address in front of a TPDU: its length counts octets and the type octet with them (3GPP TS 24.011 clause 8.2.5).
    mutating func readServiceCentre() throws(DecodeError) -> Address? {
        let start = position
        let length = Int(try octet("SMSC"))
        guard length > 0 else { return nil }
        guard length <= 1 + Address.maximumDigits / 2 else {
            throw failure(
                .badAddress,
                "SMSC",
                at: start,
                "the service centre's address has \(length) octets; it may have 11"
            )
        }
        let address = try slice(length, of: "SMSC", from: start)
        return Address(typeOctet: address[address.startIndex], digits: (length - 1) * 2, octets: address.dropFirst())
    }

    /// An address whose length counts semi-octets without the type octet.
    mutating func readAddress(_ field: String) throws(DecodeError) -> Address {
        let start = position
        let digits = Int(try octet(field))
        guard digits <= Address.maximumDigits else {
            throw failure(.badAddress, field, at: start, "\(field) has \(digits) semi-octets; it may have 20")
        }
        let octets = try slice(1 + (digits + 1) / 2, of: field, from: start)
        let address = Address(typeOctet: octets[octets.startIndex], digits: digits, octets: octets.dropFirst())
        partial.address = address
        return address
    }

    mutating func readCoding() throws(DecodeError) -> (UInt8, DataCoding) {
        let identifier = try octet("TP-PID")
        partial.protocolIdentifier = identifier
        let coding = DataCoding(octet: try octet("TP-DCS"))
        partial.dataCoding = coding
        return (identifier, coding)
    }

    mutating func readTime(_ field: String) throws(DecodeError) -> ServiceCentreTime? {
        let time = ServiceCentreTime(octets: try slice(7, of: field, from: position))
        if time == nil {
            warn(.badTimestamp)
        }
        return time
    }

    mutating func readValidity(format: UInt8) throws(DecodeError) -> ValidityPeriod? {
        switch format {
        case 1: .enhanced(Array(try slice(7, of: "TP-VP", from: position)))
        case 2: .relative(RelativeValidity(octet: try octet("TP-VP")))
        case 3: try readTime("TP-VP").map { .absolute($0) }
        default: nil
        }
    }
}
