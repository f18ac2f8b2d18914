/// A content cut into segments, with what their user data headers hold.
struct MessageBody {
    let units: MessageUnits
    let plan: SegmentPlan
    /// The national tables that the text is written with.
    let tables: ShiftTables
    private let elements: [InformationElement]
    private let reference: Int
    private let referenceBits: Int

    /// Refuses values that no header can hold.
    static func check(
        reference: Int,
        referenceBits: Int,
        messageClass: UInt8?,
        ports: ApplicationPorts?
    ) throws(EncodeError) {
        guard referenceBits == 8 || referenceBits == 16 else {
            throw EncodeError(.badRequest, "a reference has 8 or 16 bits")
        }
        guard 0..<(1 << referenceBits) ~= reference else {
            throw EncodeError(.badRequest, "a reference of \(referenceBits) bits is 0 to \((1 << referenceBits) - 1)")
        }
        if let messageClass, messageClass > 3 {
            throw EncodeError(.badRequest, "a class is 0 to 3")
        }
        if let ports {
            let range = 0..<(ports.bits == 16 ? 0x10000 : 0x100)
            guard ports.bits == 8 || ports.bits == 16, range ~= ports.destination, range ~= ports.source else {
                throw EncodeError(.badRequest, "ports have 8 or 16 bits")
            }
        }
    }

    /// The caller has made the ``check(reference:referenceBits:messageClass:ports:)``.
    init(
        _ content: MessageContent,
        reference: Int,
        referenceBits: Int,
        ports: ApplicationPorts?,
        national: NationalLanguage?
    ) throws(EncodeError) {
        let own = ports.map { [$0.element] } ?? []
        let draft = try SegmentDraft(
            content,
            national: national,
            elements: own,
            referenceBits: referenceBits,
            limit: Segmentation.maximumSegments
        )
        guard let plan = draft.plan else {
            throw EncodeError(.tooLong, "the message needs more than \(Segmentation.maximumSegments) segments")
        }
        self.plan = plan
        units = draft.units
        tables = draft.tables
        elements = own + draft.tables.elements
        self.reference = reference
        self.referenceBits = referenceBits
    }

    /// Whether the segments have a user data header.
    var hasHeader: Bool { plan.ends.count > 1 || !elements.isEmpty }

    /// The segments, each behind what stands before TP-UDL. `start` is where the TPDU begins.
    func message(behind head: OctetBuffer, tpduStart: Int) -> EncodedMessage {
        var segments: [EncodedSegment] = []
        segments.reserveCapacity(plan.ends.count)
        var octets: [UInt8] = []
        octets.reserveCapacity(head.count + 141)
        var start = 0
        for (index, end) in plan.ends.enumerated() {
            octets.removeAll(keepingCapacity: true)
            head.append(to: &octets)
            appendUserData(start..<end, sequence: index + 1, to: &octets)
            segments.append(
                EncodedSegment(
                    pdu: Hex.encode(octets),
                    tpduLength: octets.count - tpduStart,
                    sequence: index + 1,
                    total: plan.ends.count
                )
            )
            start = end
        }
        return EncodedMessage(encoding: units.encoding, segments: segments)
    }

    private func appendUserData(_ range: Range<Int>, sequence: Int, to octets: inout [UInt8]) {
        let lengthIndex = octets.count
        octets.append(0)
        let start = octets.count
        appendHeader(sequence: sequence, to: &octets)
        let headerOctets = octets.count - start
        let length: Int
        switch units {
        case .septets(let septets):
            let headerSeptets = UserData.headerSeptets(octets: headerOctets)
            Septets.pack(septets[range], fillBits: headerSeptets * 7 - headerOctets * 8, into: &octets)
            length = headerSeptets + range.count
        case .utf16(let units):
            UCS2.append(units[range], to: &octets)
            length = headerOctets + range.count * 2
        case .octets(let data):
            octets.append(contentsOf: data[range])
            length = headerOctets + range.count
        }
        octets[lengthIndex] = UInt8(truncatingIfNeeded: length)
    }

    private func appendHeader(sequence: Int, to octets: inout [UInt8]) {
        guard hasHeader else { return }
        let total = plan.ends.count
        let lengthIndex = octets.count
        octets.append(0)
        if total > 1 {
            let part = Concatenation(
                reference: reference,
                total: total,
                sequence: sequence,
                referenceBits: referenceBits
            )
            Self.append(part.element, to: &octets)
        }
        for element in elements {
            Self.append(element, to: &octets)
        }
        octets[lengthIndex] = UInt8(truncatingIfNeeded: octets.count - lengthIndex - 1)
    }

    private static func append(_ element: InformationElement, to octets: inout [UInt8]) {
        octets.append(element.identifier)
        octets.append(UInt8(truncatingIfNeeded: element.data.count))
        octets.append(contentsOf: element.data)
    }
}
