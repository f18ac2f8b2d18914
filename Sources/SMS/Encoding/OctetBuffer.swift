/// The head of a PDU that is being written, on the stack. What stands before TP-UDL (23 octets), or a whole status report
/// (29), fits behind a service centre's address (12).
struct OctetBuffer {
    private var storage = InlineArray<48, UInt8>(repeating: 0)
    private(set) var count = 0

    mutating func append(_ octet: UInt8) {
        storage[count] = octet
        count += 1
    }

    mutating func append(_ time: ServiceCentreTime) {
        let octets = time.octets
        for index in octets.indices {
            append(octets[index])
        }
    }

    /// The service centre's address in front of a TPDU, one zero octet for none.
    mutating func append(serviceCentre address: Address?) throws(EncodeError) {
        guard let address else { return append(0) }
        guard !address.isAlphanumeric else {
            throw EncodeError(.badAddress, "a service centre's address is a number, not a name")
        }
        let encoded = try address.encoded()
        append(UInt8(truncatingIfNeeded: encoded.count + 1))
        append(address.typeOctet)
        append(encoded)
    }

    /// An originator, destination or recipient.
    mutating func append(_ address: Address) throws(EncodeError) {
        let encoded = try address.encoded()
        append(UInt8(truncatingIfNeeded: encoded.digits))
        append(address.typeOctet)
        append(encoded)
    }

    private mutating func append(_ address: EncodedAddress) {
        for index in 0..<address.count {
            append(address.storage[index])
        }
    }

    /// The octets as hexadecimal text.
    var hex: String {
        String(unsafeUninitializedCapacity: count * 2) { buffer in
            writeHex(to: buffer)
            return count * 2
        }
    }

    /// Writes the hexadecimal text to where there is room for it.
    func writeHex(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        Hex.write(storage.span.extracting(first: count), to: buffer, at: 0)
    }

    /// Appends all of them to an array.
    func append(to octets: inout [UInt8]) {
        for index in 0..<count {
            octets.append(storage[index])
        }
    }
}
