/// The fields that TP-PI announces.
struct OptionalParameters {
    var protocolIdentifier: UInt8?
    var dataCoding: DataCoding?
    var userData: UserData?
}

extension PDUReader {
    /// TS 23.040 clause 9.2.2.1a.
    mutating func readDeliverReport(first: UInt8) throws(DecodeError) -> DeliverReport {
        let cause = readFailureCause()
        let indicator = try octet("TP-PI")
        let parameters = try readParameters(indicator: indicator, hasHeader: first & 0x40 != 0)
        return DeliverReport(
            failureCause: cause,
            parameterIndicator: indicator,
            protocolIdentifier: parameters.protocolIdentifier,
            dataCoding: parameters.dataCoding,
            userData: parameters.userData
        )
    }

    /// TS 23.040 clause 9.2.2.2a.
    mutating func readSubmitReport(first: UInt8) throws(DecodeError) -> SubmitReport {
        let cause = readFailureCause()
        let indicator = try octet("TP-PI")
        skipExtensions(of: indicator)
        let timestamp = try readTime("TP-SCTS")
        partial.timestamp = timestamp
        let parameters = try readParameters(indicator: indicator & 0x7F, hasHeader: first & 0x40 != 0)
        return SubmitReport(
            failureCause: cause,
            parameterIndicator: indicator,
            timestamp: timestamp,
            protocolIdentifier: parameters.protocolIdentifier,
            dataCoding: parameters.dataCoding,
            userData: parameters.userData
        )
    }

    /// TP-FCS, where the report is one of an RP-ERROR. Its values begin at 80, and TP-PI has no use for that bit so far.
    private mutating func readFailureCause() -> FailureCause? {
        let isError = options.isError ?? (position < octets.count && octets[position] & 0x80 != 0)
        guard isError, let octet = optionalOctet() else { return nil }
        let cause = FailureCause(octet: octet)
        partial.failureCause = cause
        return cause
    }

    /// Reads over the octets that extend TP-PI.
    private mutating func skipExtensions(of indicator: UInt8) {
        var extended = indicator
        while extended & 0x80 != 0 {
            guard let next = optionalOctet() else { return warn(.parametersTruncated) }
            extended = next
        }
    }

    /// What TP-PI announces (TS 23.040 clause 9.2.3.27). A report is complete without, so nothing is demanded.
    mutating func readParameters(indicator: UInt8, hasHeader: Bool) throws(DecodeError) -> OptionalParameters {
        var parameters = OptionalParameters()
        skipExtensions(of: indicator)
        if indicator & 0x01 != 0 {
            guard let identifier = parameter() else { return parameters }
            parameters.protocolIdentifier = identifier
            partial.protocolIdentifier = identifier
        }
        if indicator & 0x02 != 0 {
            guard let coding = parameter() else { return parameters }
            parameters.dataCoding = DataCoding(octet: coding)
            partial.dataCoding = parameters.dataCoding
        }
        if indicator & 0x04 != 0 {
            guard let length = parameter() else { return parameters }
            let coding = parameters.dataCoding ?? DataCoding(octet: 0)
            parameters.userData = try readUserData(length: length, coding: coding, hasHeader: hasHeader)
        }
        return parameters
    }

    private mutating func parameter() -> UInt8? {
        let octet = optionalOctet()
        if octet == nil {
            warn(.parametersTruncated)
        }
        return octet
    }
}
