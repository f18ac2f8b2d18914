import Campaigns

/// Figures in words, the same on the terminal and on the page.
enum FigureFormat {
    static let absent = "n/a"

    /// Such as `25.8 %`.
    static func percent(_ share: Double?) -> String {
        share.map { "\(decimals($0 * 100, 1)) %" } ?? absent
    }

    static func value(_ rate: Rate) -> String { percent(rate.value) }

    /// Such as `26 %`, where there is little room.
    static func wholePercent(_ rate: Rate) -> String {
        rate.value.map { "\(decimals($0 * 100, 0)) %" } ?? absent
    }

    /// Such as `8/31`.
    static func parts(_ rate: Rate) -> String { "\(rate.numerator)/\(rate.denominator)" }

    /// Where the true rate may lie, such as `13.7–43.2 %`; nothing where there are so many that chance hardly counts.
    static func interval(_ rate: Rate) -> String {
        guard rate.isOfFew, let interval = rate.interval else { return "" }
        return "\(decimals(interval.lowerBound * 100, 1))–\(decimals(interval.upperBound * 100, 1)) %"
    }

    /// Such as `25.8 % (13.7–43.2)`: the range is told whatever the number, since it is what is compared.
    static func ranged(_ rate: Rate) -> String {
        guard let interval = rate.interval else { return absent }
        return "\(value(rate)) (\(decimals(interval.lowerBound * 100, 1))–\(decimals(interval.upperBound * 100, 1)))"
    }

    /// Such as `+4.0`.
    static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + decimals(value, 1) }

    static func money(_ amount: Amount?, _ currency: String?) -> String {
        amount.map { "\($0)" + (currency.map { " \($0)" } ?? "") } ?? absent
    }

    /// What one of several cost, to three decimals.
    static func money(each: Double?, _ currency: String?) -> String {
        money(each.map { Amount(thousandths: Int(($0 * 1000).rounded())) }, currency)
    }

    /// Such as `+300 %`.
    static func roi(_ roi: Double?) -> String {
        roi.map { ($0 > 0 ? "+" : "") + "\(decimals($0 * 100, 0)) %" } ?? absent
    }

    /// Such as `12 ms`, `1.4 s`, `3 min`.
    static func latency(_ milliseconds: Int?) -> String {
        guard let milliseconds else { return absent }
        switch milliseconds {
        case ..<1000: return "\(milliseconds) ms"
        case ..<120_000: return "\(decimals(Double(milliseconds) / 1000, 1)) s"
        default: return "\(milliseconds / 60_000) min"
        }
    }

    static func decimals(_ value: Double, _ count: Int) -> String {
        let scale = [1, 10, 100, 1000][min(max(count, 0), 3)]
        let scaled = Int((value * Double(scale)).rounded())
        let sign = scaled < 0 ? "-" : ""
        guard count > 0 else { return sign + String(scaled.magnitude) }
        let fraction = String(Int(scaled.magnitude) % scale + scale).dropFirst()
        return "\(sign)\(Int(scaled.magnitude) / scale).\(fraction)"
    }
}
