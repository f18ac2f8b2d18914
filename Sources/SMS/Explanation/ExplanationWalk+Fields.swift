extension ExplanationWalk {
    mutating func reference(_ of: String) throws(Stop) {
        let index = try range(1, of: "TP-MR", "23.040 9.2.3.6").lowerBound
        var reference = field("TP-MR", index..<index + 1)
        reference.value = String(octets[index])
        reference.meaning = "reference number of \(of)"
        reference.clause = "23.040 9.2.3.6"
        add(reference)
    }

    mutating func protocolIdentifier() throws(Stop) {
        let index = try range(1, of: "TP-PID", "23.040 9.2.3.9").lowerBound
        add(protocolField(at: index))
    }

    func protocolField(at index: Int) -> ExplainedField {
        let octet = octets[index]
        var identifier = field("TP-PID", index..<index + 1)
        identifier.value = String(octet)
        identifier.meaning = Meaning.protocolIdentifier(octet)
        identifier.clause = "23.040 9.2.3.9"
        if octet == 0x40 {
            identifier.warnings = [
                ExplainedWarning(
                    warning: nil,
                    text: "a silent message: the phone confirms it and shows nothing; someone may be probing the SIM"
                )
            ]
        } else if 0x7C...0x7F ~= octet {
            identifier.warnings = [
                ExplainedWarning(warning: nil, text: "data for a device, not something a person wrote")
            ]
        }
        return identifier
    }

    mutating func dataCoding() throws(Stop) -> DataCoding {
        let index = try range(1, of: "TP-DCS", "23.040 9.2.3.10").lowerBound
        add(codingField(at: index))
        return DataCoding(octet: octets[index])
    }

    func codingField(at index: Int) -> ExplainedField {
        let coding = DataCoding(octet: octets[index])
        var scheme = field("TP-DCS", index..<index + 1)
        scheme.value = String(coding.octet)
        scheme.meaning = Meaning.dataCoding(coding)
        scheme.clause = "23.040 9.2.3.10, 23.038 4"
        scheme.parts = Meaning.codingBits(coding.octet).map { bit in
            let mask = (1 << bit.bits.count) - 1
            return part(
                bit.name,
                octet: index,
                bits: bit.bits,
                String(Int(coding.octet) >> bit.bits.lowerBound & mask),
                bit.meaning
            )
        }
        if coding.isCompressed {
            scheme.warnings.append(
                ExplainedWarning(
                    warning: .compressed,
                    text: "compressed text (23.042) cannot be read; its octets are kept"
                )
            )
        }
        if let note = Meaning.reservedCoding(coding.octet) {
            scheme.warnings.append(ExplainedWarning(warning: nil, text: note))
        }
        return scheme
    }

    mutating func time(_ name: String, _ clause: String, of what: String) throws(Stop) {
        add(timeField(name, try range(7, of: name, clause), clause, meaning: "when \(what)"))
    }

    func timeField(_ name: String, _ range: Range<Int>, _ clause: String, meaning: String) -> ExplainedField {
        var field = field(name, range)
        field.clause = clause
        if let time = ServiceCentreTime(octets: octets[range]) {
            field.value = time.description
            field.meaning = meaning
        } else {
            field.value = "no possible time"
            field.meaning = meaning
            let text = "\(Meaning.timeFault(octets[range])); the time is left out, the message is kept"
            field.warnings = [ExplainedWarning(warning: .badTimestamp, text: text)]
        }
        field.parts = Meaning.timeParts(octets[range]).enumerated().map { index, part in
            var field = self.field(part.name, range.lowerBound + index..<range.lowerBound + index + 1)
            field.value = part.value
            field.meaning = part.meaning
            return field
        }
        return field
    }

    mutating func validity(format: UInt8) throws(Stop) {
        switch format {
        case 1:
            let clause = "23.040 9.2.3.12.3"
            let range = try range(7, of: "TP-VP", clause)
            var field = field("TP-VP", range)
            field.value = Hex.encode(octets[range])
            field.meaning = Meaning.enhancedValidity(Array(octets[range]))
            field.clause = clause
            add(field)
        case 2:
            let clause = "23.040 9.2.3.12.1"
            let index = try range(1, of: "TP-VP", clause).lowerBound
            let seconds = RelativeValidity(octet: octets[index]).seconds
            var field = field("TP-VP", index..<index + 1)
            field.value = "\(seconds) s"
            field.meaning = "the service centre tries for \(Meaning.duration(seconds: seconds))"
            field.clause = clause
            add(field)
        case 3:
            let clause = "23.040 9.2.3.12.2"
            let range = try range(7, of: "TP-VP", clause)
            add(timeField("TP-VP", range, clause, meaning: "the service centre tries until then"))
        default: break
        }
    }

    mutating func status() throws(Stop) {
        let clause = "23.040 9.2.3.15"
        if options.lenient, position == octets.count {
            var missing = field("TP-ST", position..<position)
            missing.value = "missing"
            missing.clause = clause
            missing.warnings = [
                ExplainedWarning(
                    warning: .statusMissing,
                    text: "the report ends before its status: what became of the message is not known"
                )
            ]
            return add(missing)
        }
        let index = try range(1, of: "TP-ST", clause).lowerBound
        let status = DeliveryStatus(octet: octets[index])
        var field = field("TP-ST", index..<index + 1)
        field.value = status.statusClass.rawValue
        field.meaning = status.meaning
        field.clause = clause
        add(field)
    }

    /// TP-FCS, where the report is one of an RP-ERROR.
    mutating func failureCause() {
        guard position < octets.count, options.isError ?? (octets[position] & 0x80 != 0) else { return }
        var cause = field("TP-FCS", position..<position + 1)
        cause.value = Hex.encode([octets[position]])
        cause.meaning = FailureCause(octet: octets[position]).meaning
        cause.clause = "23.040 9.2.3.22"
        add(cause)
    }

    /// The octets that extend TP-PI.
    mutating func addIndicatorExtensions(_ indicator: UInt8) {
        var extended = indicator
        while extended & 0x80 != 0 {
            guard position < octets.count else { return parametersEnd("another octet of TP-PI") }
            extended = octets[position]
            var more = field("TP-PI", position..<position + 1)
            more.value = String(extended)
            more.meaning = "further parameters, all reserved"
            more.clause = "23.040 9.2.3.27"
            add(more)
        }
    }

    /// What TP-PI announces; a report is complete without.
    mutating func parameters(_ indicator: UInt8, hasHeader: Bool) throws(Stop) {
        if indicator & 0x01 != 0 {
            guard position < octets.count else { return parametersEnd("TP-PID") }
            add(protocolField(at: position))
        }
        var coding = DataCoding(octet: 0)
        if indicator & 0x02 != 0 {
            guard position < octets.count else { return parametersEnd("TP-DCS") }
            coding = DataCoding(octet: octets[position])
            var scheme = codingField(at: position)
            // Only user data can be compressed; without any the decoder has nothing to warn of.
            if indicator & 0x04 == 0 || position + 1 == octets.count {
                scheme.warnings.removeAll { $0.warning == .compressed }
            }
            add(scheme)
        }
        if indicator & 0x04 != 0 {
            guard position < octets.count else { return parametersEnd("TP-UDL") }
            try userData(coding, hasHeader: hasHeader)
        }
    }

    private mutating func parametersEnd(_ missing: String) {
        warnLast(
            .parametersTruncated,
            "the PDU ends before \(missing), which TP-PI announces; the report is whole without"
        )
    }

    mutating func addIndicator() {
        let octet = octets[position]
        var indicator = field("TP-PI", position..<position + 1)
        indicator.value = String(octet)
        indicator.meaning = "which of the optional fields follow"
        indicator.clause = "23.040 9.2.3.27"
        func announced(_ name: String, _ bit: Int) -> ExplainedField {
            let isSet = octet >> UInt8(bit) & 1 == 1
            return part(
                name,
                octet: position,
                bits: bit...bit,
                isSet ? "1" : "0",
                isSet ? "follows" : "does not follow"
            )
        }
        indicator.parts = [
            announced("TP-PID", 0), announced("TP-DCS", 1), announced("TP-UDL", 2),
            part("reserved", octet: position, bits: 3...6, String(octet >> 3 & 0x0F), ""),
            part(
                "extension",
                octet: position,
                bits: 7...7,
                String(octet >> 7),
                octet >> 7 == 1 ? "a further octet follows" : "none"
            ),
        ]
        add(indicator)
    }
}
