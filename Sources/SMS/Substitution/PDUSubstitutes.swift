/// What stands in for numbers and texts, where a PDU is passed on without them. Each answer is as long as what was given;
/// what it has more is left out, and what is missing stays as it was.
public protocol PDUSubstitutes {
    /// For the digits of an address, `0-9*#abc`, without a plus.
    mutating func digits(_ digits: String) -> String

    /// For septets of a text, one an octet, 0 to 127. Escapes stand among them.
    mutating func septets(_ septets: [UInt8], tables: ShiftTables) -> [UInt8]

    /// For units of a text in UCS-2.
    mutating func units(_ units: [UInt16]) -> [UInt16]

    /// For data, for header elements whose meaning is not known here, and for what stands behind the place where a PDU
    /// cannot be read.
    mutating func octets(_ octets: [UInt8]) -> [UInt8]
}
