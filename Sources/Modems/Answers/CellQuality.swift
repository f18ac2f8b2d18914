/// The answer to `+CESQ` (TS 27.007 clause 8.69) as far as it helps to point an antenna.
public struct CellQuality: Sendable, Hashable, Codable {
    /// RSRP in dBm, LTE.
    public var rsrp: Int?
    /// RSRQ in dB, LTE, in steps of a half.
    public var rsrq: Double?
    /// RSCP in dBm, UMTS.
    public var rscp: Int?

    /// Reads `+CESQ: rxlev,ber,rscp,ecno,rsrq,rsrp`; nil where nothing of it is known.
    public static func parse(_ lines: [String]) -> CellQuality? {
        for line in lines {
            guard let row = InformationLine(line), row.prefix == "+CESQ" else { continue }
            let values = row.fields.map(\.number)
            guard values.count >= 6 else { continue }
            var quality = CellQuality()
            if let value = values[2], (0...96).contains(value) { quality.rscp = value - 121 }
            if let value = values[4], (0...34).contains(value) { quality.rsrq = Double(value) / 2 - 20 }
            if let value = values[5], (0...97).contains(value) { quality.rsrp = value - 141 }
            if quality.rscp == nil, quality.rsrq == nil, quality.rsrp == nil { continue }
            return quality
        }
        return nil
    }
}

extension ATCommand {
    /// `+CESQ`: the signal by the technology in use.
    public static let extendedSignal = ATCommand("AT+CESQ", prefixes: ["+CESQ"])
}
