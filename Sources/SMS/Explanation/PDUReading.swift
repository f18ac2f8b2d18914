/// A PDU as a person pasted it, read in the way that fits best.
public struct PDUReading: Sendable {
    public let explanation: PDUExplanation
    /// What was chosen and why, where that was not what one would expect; `nil` else.
    public let remark: String?

    /// Reads hexadecimal text.
    ///
    /// - Parameters:
    ///   - hex: Digits in either case.
    ///   - tpduLength: The length that the modem's line gave, in octets of the TPDU; `nil` where there was none.
    ///   - hasServiceCentre: Whether the service centre's address is in front; `nil` finds out.
    ///   - direction: What it must be; `nil` takes it from TP-MTI.
    ///   - lenient: Whether it is read as the inbox does; see ``DecodeOptions/lenient``.
    /// - Throws: ``DecodeError/Code/badHex`` where it is none.
    public init(
        hex: String,
        tpduLength: Int? = nil,
        hasServiceCentre: Bool? = nil,
        direction: Direction? = nil,
        lenient: Bool = true
    ) throws(DecodeError) {
        let count = hex.utf8.count / 2
        let expected = hasServiceCentre ?? tpduLength.map { $0 != count } ?? true
        func read(_ hasServiceCentre: Bool) throws(DecodeError) -> PDUExplanation {
            let options = DecodeOptions(direction: direction, hasServiceCentre: hasServiceCentre, lenient: lenient)
            return try PDUExplanation(hex: hex, options: options)
        }
        let first = try read(expected)
        let missing = Self.missing(count, first, tpduLength)
        guard hasServiceCentre == nil, Self.faults(first) > 0 else {
            explanation = first
            remark = missing
            return
        }
        let second = try read(!expected)
        // Any octets make some PDU: only one without a doubt is believed where the usual reading fails.
        guard Self.faults(second) == 0 else {
            explanation = first
            remark = missing
            return
        }
        explanation = second
        remark =
            expected
            ? "read without a service centre's address in front: with one it makes no sense"
            : "read with a service centre's address in front: without one it makes no sense"
    }

    /// 0 for a clean PDU, 1 for one with warnings, 2 for one that cannot be read.
    private static func faults(_ explanation: PDUExplanation) -> Int {
        switch explanation.result {
        case .failure: 2
        case .success(let decoded): decoded.warnings.isEmpty ? 0 : 1
        }
    }

    /// Where the modem's line announced another length than there is.
    private static func missing(_ count: Int, _ explanation: PDUExplanation, _ tpduLength: Int?) -> String? {
        guard let tpduLength, let centre = explanation.octets.first else { return nil }
        let announced = explanation.options.hasServiceCentre ? 1 + Int(centre) + tpduLength : tpduLength
        guard announced != count else { return nil }
        return "the modem announced \(tpduLength) octets of TPDU, \(announced) with the service centre's address; "
            + "there are \(count)"
    }
}
