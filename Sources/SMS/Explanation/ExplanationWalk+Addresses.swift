extension ExplanationWalk {
    /// The RP address in front of the TPDU.
    mutating func serviceCentre() throws(Stop) {
        let clause = "24.011 8.2.5"
        let start = position
        let length = Int(octets[try range(1, of: "SMSC", clause).lowerBound])
        guard length > 0 else {
            var smsc = field("SMSC", start..<start + 1)
            smsc.value = "none"
            smsc.meaning = "no service centre's address: the SIM's own"
            smsc.clause = clause
            return add(smsc)
        }
        let end = min(octets.count, start + 1 + length)
        guard length <= 1 + Address.maximumDigits / 2, start + 1 + length <= octets.count else {
            let limit = length <= 1 + Address.maximumDigits / 2 ? end : start + 1
            try stop(addressField("SMSC", start..<limit, digits: (length - 1) * 2, countsOctets: true), clause)
        }
        var smsc = addressField("SMSC", start..<end, digits: (length - 1) * 2, countsOctets: true)
        smsc.meaning = "the service centre that the message came or goes through"
        smsc.clause = clause
        add(smsc)
    }

    mutating func address(_ name: String, _ clause: String, of whom: String) throws(Stop) {
        let start = position
        let digits = Int(octets[try range(1, of: name, clause).lowerBound])
        let end = start + 2 + (digits + 1) / 2
        guard digits <= Address.maximumDigits else {
            try stop(addressField(name, start..<start + 1, digits: digits, countsOctets: false), clause)
        }
        guard end <= octets.count else {
            try stop(addressField(name, start..<octets.count, digits: digits, countsOctets: false), clause)
        }
        var field = addressField(name, start..<end, digits: digits, countsOctets: false)
        let address = Address(typeOctet: octets[start + 1], digits: digits, octets: octets[(start + 2)..<end])
        field.meaning = whom
        field.clause = clause
        if address.isUnknown {
            field.value = "none"
            field.warnings.append(
                ExplainedWarning(warning: nil, text: "there is no number in it: nobody knows who it is, or can answer")
            )
        } else if address.isAlphanumeric {
            field.warnings.append(ExplainedWarning(warning: nil, text: "a name cannot be answered"))
        }
        add(field)
    }

    /// An address with its parts, as far as they go.
    private func addressField(_ name: String, _ range: Range<Int>, digits: Int, countsOctets: Bool) -> ExplainedField {
        var address = field(name, range)
        guard let start = range.first else { return address }
        var length = field("length", start..<start + 1)
        length.value = String(octets[start])
        if countsOctets {
            length.meaning = "octets, the type with them"
            length.clause = "24.011 8.2.5"
        } else {
            length.meaning = digits == 1 ? "digit (semi-octet)" : "digits (semi-octets), without the type"
            length.clause = "23.040 9.1.2.5"
        }
        address.parts = [length]
        guard range.count > 1 else { return address }
        let type = octets[start + 1]
        address.parts.append(typeField(at: start + 1))
        let number = start + 2..<range.upperBound
        let isWhole = range.count >= 2 + (digits + 1) / 2
        let shown = isWhole ? digits : number.count * 2
        let text = Address(typeOctet: type, digits: shown, octets: octets[number])
        address.value = text.number
        guard !number.isEmpty else { return address }
        var value = field(text.isAlphanumeric ? "name" : "number", number)
        value.value = text.number
        value.meaning = Self.writing(text, digits: shown, octets: octets[number])
        value.clause = text.isAlphanumeric ? "23.038 6.2.1" : "23.040 9.1.2.3"
        address.parts.append(value)
        return address
    }

    private static func writing(_ address: Address, digits: Int, octets: ArraySlice<UInt8>) -> String {
        if address.isAlphanumeric {
            let count = digits * 4 / 7
            return "\(count) \(count == 1 ? "septet" : "septets") of the GSM alphabet"
        }
        let hasFiller = digits % 2 != 0 && octets.last.map { $0 >> 4 == 0x0F } ?? false
        return hasFiller ? "digits swapped in each octet, F fills the last" : "digits swapped in each octet"
    }

    private func typeField(at index: Int) -> ExplainedField {
        let octet = octets[index]
        var type = field("type", index..<index + 1)
        let number = Int(octet >> 4 & 0x07)
        let plan = Int(octet & 0x0F)
        type.value = "\(Meaning.typesOfNumber[number]), \(Meaning.numberingPlan(plan))"
        type.clause = "23.040 9.1.2.5"
        type.parts = [
            part("NPI", octet: index, bits: 0...3, String(plan), Meaning.numberingPlan(plan)),
            part("TON", octet: index, bits: 4...6, String(number), Meaning.typesOfNumber[number]),
            part("extension", octet: index, bits: 7...7, String(octet >> 7), octet >> 7 == 1 ? "none" : "should be 1"),
        ]
        return type
    }
}
