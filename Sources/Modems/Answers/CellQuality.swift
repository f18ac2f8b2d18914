/// The answer to `+CESQ` (TS 27.007 clause 8.69) as far as it helps to point an antenna.
public struct CellQuality: Sendable, Hashable, Codable {
    /// RSRP in dBm, LTE.
    public var rsrp: Int?
    /// RSRQ in dB, LTE, in steps of a half.
    public var rsrq: Double?
    /// RSCP in dBm, UMTS.
    public var rscp: Int?
    /// SINR in dB, LTE; only vendors' own questions tell it.
    public var sinr: Int?

    /// Reads `+CESQ: rxlev,ber,rscp,ecno,rsrq,rsrp`, or what a vendor's own question tells; nil where nothing is known.
    public static func parse(_ lines: [String]) -> CellQuality? {
        for line in lines {
            guard let row = InformationLine(line) else { continue }
            var quality = CellQuality()
            switch row.prefix {
            case "+CESQ": quality.read(standard: row.fields.map(\.number))
            case "^HCSQ": quality.read(huawei: row.fields)
            case "+CPSI": quality.read(simcom: row.fields)
            case "+QCSQ": quality.read(quectel: row.fields)
            default: continue
            }
            if quality != CellQuality() { return quality }
        }
        return nil
    }

    /// What is missing here is taken from another reading.
    func completed(by other: CellQuality) -> CellQuality {
        var all = self
        all.rsrp = rsrp ?? other.rsrp
        all.rsrq = rsrq ?? other.rsrq
        all.rscp = rscp ?? other.rscp
        all.sinr = sinr ?? other.sinr
        return all
    }

    private mutating func read(standard values: [Int?]) {
        guard values.count >= 6 else { return }
        if let value = values[2], (0...96).contains(value) { rscp = value - 121 }
        if let value = values[4], (0...34).contains(value) { rsrq = Double(value) / 2 - 20 }
        if let value = values[5], (0...97).contains(value) { rsrp = value - 141 }
    }

    /// `^HCSQ: "LTE",rssi,rsrp,sinr,rsrq` and `^HCSQ: "WCDMA",rssi,rscp,ecio`; 255 is unknown.
    private mutating func read(huawei fields: [ATField]) {
        let values = fields.map(\.number)
        switch fields.first?.text {
        case "LTE" where values.count >= 5:
            if let value = values[2], (1...97).contains(value) { rsrp = value - 141 }
            if let value = values[3], (1...251).contains(value) { sinr = (value - 101) / 5 }
            if let value = values[4], (1...34).contains(value) { rsrq = Double(value) / 2 - 20 }
        case "WCDMA" where values.count >= 3:
            if let value = values[2], (1...96).contains(value) { rscp = value - 121 }
        default: break
        }
    }

    /// `+CPSI: LTE,Online,…,rsrq,rsrp,rssi,rssnr`, the first two in tenths. Some models count steps instead: not read.
    private mutating func read(simcom fields: [ATField]) {
        guard fields.first?.text == "LTE", fields.count >= 14, let tenths = fields[11].number, tenths < 0 else {
            return
        }
        if (-1400...(-300)).contains(tenths) { rsrp = tenths / 10 }
        if let value = fields[10].number, (-300...0).contains(value) { rsrq = Double(value) / 10 }
        if let value = fields[13].number, (-20...50).contains(value) { sinr = value }
    }

    /// `+QCSQ: "LTE",rssi,rsrp,sinr,rsrq`, sinr in fifths from -20 dB.
    private mutating func read(quectel fields: [ATField]) {
        guard fields.first?.text == "LTE", fields.count >= 5 else { return }
        if let value = fields[2].number, (-140...(-30)).contains(value) { rsrp = value }
        if let value = fields[3].number, (0...250).contains(value) { sinr = value / 5 - 20 }
        if let value = fields[4].number, (-30...0).contains(value) { rsrq = Double(value) }
    }
}

extension ATCommand {
    /// `+CESQ`: the signal by the technology in use.
    public static let extendedSignal = ATCommand("AT+CESQ", prefixes: ["+CESQ"])
}
