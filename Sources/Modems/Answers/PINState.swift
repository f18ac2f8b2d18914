/// The answer to `+CPIN?` (TS 27.007 clause 8.3).
public enum PINState: Sendable, Hashable {
    case ready
    case needsPIN
    case needsPUK
    /// A lock of the device or network: `PH-NET PIN`, …
    case locked(String)
    case other(String)

    /// Reads the last `+CPIN:` of `lines`. PIN2 and PUK2 do not concern messages: ready.
    public static func parse(_ lines: [String]) -> PINState? {
        for line in lines.reversed() {
            let text: String
            if let row = InformationLine(line) {
                guard row.prefix == "+CPIN" else { continue }
                text = row.rest
            } else {
                text = line
            }
            let words = text.filter { $0 != "\"" && $0 != " " && $0 != "-" }.uppercased()
            switch words {
            case "READY", "SIMPIN2", "SIMPUK2": return .ready
            case "SIMPIN": return .needsPIN
            case "SIMPUK": return .needsPUK
            case _ where words.hasPrefix("PH"): return .locked(text.trimmed)
            case "": continue
            default: return .other(text.trimmed)
            }
        }
        return nil
    }
}
