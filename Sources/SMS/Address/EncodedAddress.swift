/// The digits or the name of an address as a TPDU carries them: at most 20 semi-octets or 11 septets.
struct EncodedAddress {
    /// Semi-octets that are used.
    var digits = 0
    var storage = InlineArray<10, UInt8>(repeating: 0)

    /// Octets that are used.
    var count: Int { (digits + 1) / 2 }

    var octets: [UInt8] { (0..<count).map { storage[$0] } }
}
