/// What the encoders have in common.
enum PDUWriter {
    /// The service centre's address in front of a TPDU, one zero octet for none.
    static func serviceCentre(_ address: Address?) throws(EncodeError) -> [UInt8] {
        guard let address else { return [0] }
        guard !address.isAlphanumeric else {
            throw EncodeError(.badAddress, "a service centre's address is a number, not a name")
        }
        let encoded = try address.encoded()
        return [UInt8(truncatingIfNeeded: encoded.octets.count + 1), address.typeOctet] + encoded.octets
    }

    static func append(_ address: Address, _ encoded: (digits: Int, octets: [UInt8]), to octets: inout [UInt8]) {
        octets.append(UInt8(truncatingIfNeeded: encoded.digits))
        octets.append(address.typeOctet)
        octets.append(contentsOf: encoded.octets)
    }
}
