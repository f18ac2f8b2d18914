/// One walk over a PDU: it finds the places of the fields in the order in which the decoder reads them, and stops where
/// that stopped.
struct ExplanationWalk {
    /// Nothing more can be read.
    struct Stop: Error {}

    let octets: [UInt8]
    let options: DecodeOptions
    let result: Result<DecodedPDU, DecodeError>
    private(set) var fields: [ExplainedField] = []
    var position = 0

    init(octets: [UInt8], options: DecodeOptions, result: Result<DecodedPDU, DecodeError>) {
        self.octets = octets
        self.options = options
        self.result = result
    }

    mutating func run() {
        do throws(Stop) {
            if options.hasServiceCentre {
                try serviceCentre()
            }
            try message()
        } catch {
            rest()
            return
        }
        guard position < octets.count else { return }
        var field = field("behind the PDU", position..<octets.count)
        field.value = "\(octets.count - position) octets"
        field.warnings = [
            ExplainedWarning(
                warning: .trailingOctets,
                text: "the message ends before these octets; they are not read"
            )
        ]
        add(field)
    }

    private mutating func message() throws(Stop) {
        let first = try firstOctet()
        switch type(of: first) {
        case .deliver: try deliver(first)
        case .submit: try submit(first)
        case .statusReport: try statusReport(first)
        case .deliverReport: try deliverReport(first)
        case .submitReport: try submitReport(first)
        }
    }

    /// The type as the decoder takes it: two of the reports have to be asked for.
    func type(of first: UInt8) -> Direction {
        switch first & 0x03 {
        case 0 where options.direction == .deliverReport: .deliverReport
        case 1 where options.direction == .submitReport: .submitReport
        case 1: .submit
        case 2: .statusReport
        default: .deliver
        }
    }

    private mutating func deliver(_ first: UInt8) throws(Stop) {
        try address("TP-OA", "23.040 9.2.3.7", of: "the sender")
        try protocolIdentifier()
        let coding = try dataCoding()
        try time("TP-SCTS", "23.040 9.2.3.11", of: "the service centre got the message")
        try userData(coding, hasHeader: first & 0x40 != 0)
    }

    private mutating func submit(_ first: UInt8) throws(Stop) {
        try reference("the message; the modem sets its own when it sends")
        try address("TP-DA", "23.040 9.2.3.8", of: "the receiver")
        try protocolIdentifier()
        let coding = try dataCoding()
        try validity(format: first >> 3 & 0x03)
        try userData(coding, hasHeader: first & 0x40 != 0)
    }

    private mutating func statusReport(_ first: UInt8) throws(Stop) {
        try reference("the message that is reported on, as +CMGS gave it")
        try address("TP-RA", "23.040 9.2.3.14", of: "the receiver of that message")
        try time("TP-SCTS", "23.040 9.2.3.11", of: "the service centre got that message")
        try time("TP-DT", "23.040 9.2.3.13", of: "it was delivered, or last tried")
        try status()
        guard position < octets.count else { return }
        let indicator = octets[position]
        addIndicator()
        addIndicatorExtensions(indicator)
        try parameters(indicator, hasHeader: first & 0x40 != 0)
    }

    private mutating func deliverReport(_ first: UInt8) throws(Stop) {
        failureCause()
        let indicator = octets[try range(1, of: "TP-PI", "23.040 9.2.3.27").lowerBound]
        addIndicator()
        addIndicatorExtensions(indicator)
        try parameters(indicator, hasHeader: first & 0x40 != 0)
    }

    private mutating func submitReport(_ first: UInt8) throws(Stop) {
        failureCause()
        let indicator = octets[try range(1, of: "TP-PI", "23.040 9.2.3.27").lowerBound]
        addIndicator()
        addIndicatorExtensions(indicator)
        try time("TP-SCTS", "23.040 9.2.3.11", of: "the service centre got the message")
        try parameters(indicator, hasHeader: first & 0x40 != 0)
    }

    /// What is behind a fault.
    private mutating func rest() {
        guard position < octets.count else { return }
        var field = field("not read", position..<octets.count)
        field.value = "\(octets.count - position) octets"
        field.meaning = "behind the fault"
        add(field)
        position = octets.count
    }
}

extension ExplanationWalk {
    /// A field of whole octets.
    func field(_ name: String, _ octets: Range<Int>) -> ExplainedField {
        ExplainedField(name, bits: octets.lowerBound * 8..<octets.upperBound * 8, of: self.octets)
    }

    /// A part of one octet.
    func part(_ name: String, octet: Int, bits: ClosedRange<Int>, _ value: String, _ meaning: String) -> ExplainedField
    {
        var field = ExplainedField(
            name,
            bits: octet * 8 + bits.lowerBound..<octet * 8 + bits.upperBound + 1,
            of: octets
        )
        field.value = value
        field.meaning = meaning
        return field
    }

    mutating func add(_ field: ExplainedField) {
        fields.append(field)
        position = max(position, field.octets.upperBound)
    }

    mutating func warnLast(_ warning: DecodeWarning, _ text: String) {
        guard let last = fields.indices.last else { return }
        fields[last].warnings.append(ExplainedWarning(warning: warning, text: text))
    }

    /// The range of the next `count` octets; where they are not all there, adds what is there as `name` with the fault.
    mutating func range(_ count: Int, of name: String, _ clause: String) throws(Stop) -> Range<Int> {
        guard count <= octets.count - position else {
            try stop(field(name, position..<octets.count), clause)
        }
        return position..<position + count
    }

    /// Adds the field where the decoder stopped, with its reason.
    mutating func stop(_ broken: ExplainedField, _ clause: String) throws(Stop) -> Never {
        var broken = broken
        broken.clause = clause
        if case .failure(let error) = result {
            broken.fault = ExplainedFault(
                code: error.code,
                text: error.message,
                advice: FaultAdvice.text(for: error, options: options)
            )
        }
        add(broken)
        throw Stop()
    }
}
