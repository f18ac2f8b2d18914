/// The answer to Huawei's `^GETPORTMODE`: which port is for what.
public struct PortMode: Sendable, Hashable {
    /// The interface of the port that gives notices (PCUI), and of the modem port; nil where there is none.
    public var commands: Int?
    public var modem: Int?

    /// Reads `^GETPORTMODE: TYPE: WCDMA: huawei,PCUI:0,MDM:1,…`; nil where it names neither.
    public static func parse(_ lines: [String]) -> PortMode? {
        for line in lines where line.uppercased().hasPrefix("^GETPORTMODE") {
            var mode = PortMode()
            for pair in line.uppercased().split(separator: ",") {
                let halves = pair.split(separator: ":")
                guard halves.count >= 2, let number = Int(String(halves[halves.count - 1]).trimmed) else { continue }
                switch String(halves[halves.count - 2]).trimmed {
                case "PCUI": mode.commands = mode.commands ?? number
                case "MDM", "MODEM": mode.modem = mode.modem ?? number
                default: break
                }
            }
            if mode.commands != nil || mode.modem != nil { return mode }
        }
        return nil
    }
}

extension ATCommand {
    /// `^GETPORTMODE`: which port is for what. Crashes the stock firmware of the MU609: see ``Dialect/forbidden``.
    public static let portMode = ATCommand("AT^GETPORTMODE", prefixes: ["^GETPORTMODE"])
}

extension PortRole {
    /// For people.
    public var words: String {
        switch self {
        case .primary: "commands and notices"
        case .secondary: "commands, second port"
        case .data: "data (modem port)"
        case .diagnostic: "the maker's diagnosis"
        case .positioning: "positioning"
        case .network: "network interface"
        case .ignored: "nothing of use here"
        }
    }
}
