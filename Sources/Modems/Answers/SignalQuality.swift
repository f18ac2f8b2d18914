/// The answer to `+CSQ` (TS 27.007 clause 8.5).
public struct SignalQuality: Sendable, Hashable, Codable {
    /// 0 to 31, 99 unknown; 100 to 199 on some 3G modems.
    public var rssi: Int
    /// Bit error rate class 0 to 7, 99 unknown, which is usual.
    public var bitErrors: Int

    public init(rssi: Int, bitErrors: Int = 99) {
        self.rssi = rssi
        self.bitErrors = bitErrors
    }

    /// Reads the last `+CSQ: rssi,ber` of `lines`.
    public static func parse(_ lines: [String]) -> SignalQuality? {
        for line in lines.reversed() {
            guard let row = InformationLine(line), row.prefix == "+CSQ" else { continue }
            let fields = row.fields
            guard let rssi = fields.first?.number, (0...199).contains(rssi) else { continue }
            return SignalQuality(rssi: rssi, bitErrors: fields.count > 1 ? fields[1].number ?? 99 : 99)
        }
        return nil
    }

    /// The field strength, nil where unknown. 100 to 191 are RSCP, -116 dBm upwards.
    public var dBm: Int? {
        switch rssi {
        case 0...31: -113 + 2 * rssi
        case 100...191: -116 + (rssi - 100)
        default: nil
        }
    }

    /// 0 (nothing) to 5 (very good).
    public var bars: Int {
        guard let dBm else { return 0 }
        return switch dBm {
        case ...(-111): 0
        case ...(-101): 1
        case ...(-95): 2
        case ...(-85): 3
        case ...(-75): 4
        default: 5
        }
    }

    /// For people.
    public var words: String {
        guard dBm != nil else { return "unknown" }
        return ["no usable signal", "very weak", "weak", "fair", "good", "very good"][bars]
    }
}
