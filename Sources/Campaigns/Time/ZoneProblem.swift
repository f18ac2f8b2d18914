/// Why the rules of a time zone could not be had.
public enum ZoneProblem: Error, Hashable, Sendable {
    /// No name that zone data could have, or one that leads out of its folder.
    case badName(String)
    case unknown(String)
    /// The file is no TZif file, or is damaged.
    case damaged(String, String)
}

extension ZoneProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badName(let name):
            "'\(name.prefix(64))' is not the name of a time zone: expected one such as Europe/Berlin"
        case .unknown(let name): "there is no time zone '\(name)' in the system's zone data (package tzdata)"
        case .damaged(let name, let what):
            "the zone data of '\(name)' cannot be used: \(what); reinstall the package tzdata"
        }
    }
}
