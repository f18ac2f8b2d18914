/// One field of a PDU: where it stands, what it holds and what that means.
public struct ExplainedField: Hashable, Sendable {
    /// The field as the norm names it: `TP-OA`, `TP-DCS`…; the parts of a field have plain names.
    public var name: String
    /// The bits it takes, counted from the least significant bit of the PDU's first octet: octet n begins at bit 8 n. Empty
    /// for a field that is missing.
    public var bits: Range<Int>
    /// The octets that it lies in, as they are. A field of some bits of an octet has the whole octet.
    public var raw: [UInt8]
    /// What it holds, in short: `+4915112345678`, `4`, `2011-02-28T11:50:50-05:00`.
    public var value: String
    /// What that means, in words; empty where the value says it all.
    public var meaning: String
    /// Where the norm says so, such as `23.040 9.2.3.7`; empty where no norm does.
    public var clause: String
    /// What is odd about it.
    public var warnings: [ExplainedWarning] = []
    /// Why reading stopped here; `nil` for a field that could be read.
    public var fault: ExplainedFault?
    /// What it is made of, in the order of their bits, each bit of the field once; empty where it has no parts.
    public var parts: [ExplainedField] = []

    init(_ name: String, bits: Range<Int>, of octets: [UInt8]) {
        self.name = name
        self.bits = bits
        let first = bits.lowerBound / 8
        raw = Array(octets[first..<max(first, min(octets.count, (bits.upperBound + 7) / 8))])
        value = ""
        meaning = ""
        clause = ""
    }

    /// The octets it lies in, counted from 0.
    public var octets: Range<Int> { bits.lowerBound / 8..<max(bits.lowerBound / 8, (bits.upperBound + 7) / 8) }

    /// Whether it begins or ends inside an octet.
    public var isPartOfOctet: Bool { bits.lowerBound % 8 != 0 || bits.upperBound % 8 != 0 }

    /// The field's parts that have no parts themselves, or the field where it has none: together each of its bits once.
    public var leaves: [ExplainedField] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }

    /// The field and all below it, each before its parts.
    public var all: [ExplainedField] { [self] + parts.flatMap(\.all) }
}

/// What is odd about a field that could be read.
public struct ExplainedWarning: Hashable, Sendable {
    /// The decoder's warning; `nil` for a remark that is the explanation's own.
    public var warning: DecodeWarning?
    /// What it is, and what follows from it.
    public var text: String
}

/// Why a PDU could not be read any further.
public struct ExplainedFault: Hashable, Sendable {
    public var code: DecodeError.Code
    /// What happened.
    public var text: String
    /// What to do now.
    public var advice: String
}
