extension Address {
    /// Reads the reply address element, 0x22 (3GPP TS 23.040 clause 9.2.3.24.13); `nil` for others and where its length
    /// does not fit.
    public init?(replyAddress element: InformationElement) {
        let data = element.data
        guard element.identifier == InformationElement.replyAddress, data.count >= 2 else { return nil }
        let digits = Int(data[0])
        guard digits <= Self.maximumDigits, data.count == 2 + (digits + 1) / 2 else { return nil }
        self.init(typeOctet: data[1], digits: digits, octets: data.dropFirst(2))
    }
}
