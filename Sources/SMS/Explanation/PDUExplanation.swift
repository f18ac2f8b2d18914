/// A PDU field by field, octet by octet and bit by bit, with what each means and where the norm says so.
///
/// Any octets have an explanation: a PDU that cannot be read is explained up to its fault, and the fault is named where it
/// is. The fields cover the octets exactly once and in order, and hold what ``PDUDecoder`` reads from the same octets:
/// values are made by the decoder's own types, only the places are found here. So the decoder's path is free of it.
public struct PDUExplanation: Sendable {
    /// The PDU.
    public let octets: [UInt8]
    /// How it was read.
    public let options: DecodeOptions
    /// What the decoder makes of it.
    public let result: Result<DecodedPDU, DecodeError>
    /// The fields in their order, the service centre's address first where the options say that there is one.
    public let fields: [ExplainedField]
    /// What is odd about the PDU as a whole, such as a half octet at its end.
    public let remarks: [ExplainedWarning]

    /// Explains octets.
    public init(_ octets: [UInt8], options: DecodeOptions = .inbox) {
        let result: Result<DecodedPDU, DecodeError>
        do throws(DecodeError) {
            result = .success(try PDUDecoder.decode(octets, options: options))
        } catch {
            result = .failure(error)
        }
        self.init(octets, options: options, result: result, remarks: [])
    }

    /// Explains hexadecimal text, digits in either case.
    ///
    /// Throws ``DecodeError/Code/badHex`` where it is none; an odd last digit is dropped if the options are lenient.
    public init(hex: String, options: DecodeOptions = .inbox) throws(DecodeError) {
        let result: Result<DecodedPDU, DecodeError>
        do throws(DecodeError) {
            result = .success(try PDUDecoder.decode(hex: hex, options: options))
        } catch {
            guard error.code != .badHex else { throw error }
            result = .failure(error)
        }
        var remarks: [ExplainedWarning] = []
        if hex.utf8.count % 2 != 0 {
            let text = "half an octet at the end (an odd hexadecimal digit) is left out: the line was cut"
            remarks.append(ExplainedWarning(warning: .oddHex, text: text))
        }
        let octets = Hex.decode(hex.utf8, droppingOddDigit: options.lenient) ?? []
        self.init(octets, options: options, result: result, remarks: remarks)
    }

    private init(
        _ octets: [UInt8],
        options: DecodeOptions,
        result: Result<DecodedPDU, DecodeError>,
        remarks: [ExplainedWarning]
    ) {
        self.octets = octets
        self.options = options
        self.result = result
        self.remarks = remarks
        var walk = ExplanationWalk(octets: octets, options: options, result: result)
        walk.run()
        fields = walk.fields
    }

    /// The fault that ended the reading; `nil` for a PDU that could be read.
    public var error: DecodeError? {
        if case .failure(let error) = result { error } else { nil }
    }

    /// What the decoder made of it; `nil` where it could not be read.
    public var decoded: DecodedPDU? {
        if case .success(let decoded) = result { decoded } else { nil }
    }

    /// All that is odd, in the order of the fields, those of the whole PDU last.
    public var warnings: [ExplainedWarning] { fields.flatMap(\.all).flatMap(\.warnings) + remarks }

    /// The type, from the PDU where that could be read.
    public var direction: Direction? {
        switch result {
        case .success(let decoded): decoded.tpdu.direction
        case .failure(let error): error.partial.direction
        }
    }
}
