/// How long the service centre tries, as one octet (3GPP TS 23.040 clause 9.2.3.12.1): steps of 5 minutes to 12 hours, of
/// 30 minutes to a day, of a day to 30 days, of a week to 63 weeks.
public struct RelativeValidity: Hashable, Sendable {
    /// TP-VP.
    public var octet: UInt8

    public init(octet: UInt8) {
        self.octet = octet
    }

    /// The time in seconds, 300 to 38 102 400.
    public var seconds: Int {
        let value = Int(octet)
        return switch value {
        case 0...143: (value + 1) * 300
        case 144...167: 43_200 + (value - 143) * 1800
        case 168...196: (value - 166) * 86_400
        default: (value - 192) * 604_800
        }
    }

    /// The smallest step that is not shorter, at most 63 weeks.
    public static func notShorter(thanSeconds seconds: Int) -> UInt8 {
        var low = 0
        var high = 255
        while low < high {
            let middle = (low + high) / 2
            if RelativeValidity(octet: UInt8(middle)).seconds < seconds {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return UInt8(low)
    }

    /// The largest step that is not longer, so that the network is done before a window closes; `nil` under 5 minutes,
    /// where no step fits.
    public static func notLonger(thanSeconds seconds: Int) -> UInt8? {
        let next = notShorter(thanSeconds: seconds)
        if RelativeValidity(octet: next).seconds <= seconds { return next }
        return next == 0 ? nil : next - 1
    }
}
