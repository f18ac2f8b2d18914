/// The parts of an `http` or `https` address without query, fragment and user.
struct WebAddress: Hashable, Sendable {
    /// `http` or `https`.
    var scheme: String
    /// In lower case; an IPv6 address keeps its brackets.
    var host: String
    /// `nil` where the address names none.
    var port: Int?
    /// Empty, or starts with a slash and ends without one.
    var path: String

    /// `nil` for any other address, and for characters that do not belong into one.
    init?(_ text: String) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.utf8.contains(where: { [0x22, 0x23, 0x3C, 0x3E, 0x3F, 0x40, 0x5C].contains($0) }),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        var rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { return nil }
        rest = rest.dropFirst(2)
        let authority = rest.prefix { $0 != "/" }
        path = String(rest.dropFirst(authority.count))
        while path.hasSuffix("/") { path.removeLast() }
        var name = authority
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let port = UInt16(authority[authority.index(after: colon)...]), port > 0 else { return nil }
            self.port = Int(port)
            name = authority[..<colon]
        }
        guard !name.isEmpty, name.hasPrefix("[") == name.hasSuffix("]"),
            name.hasPrefix("[") || !name.contains(":")
        else { return nil }
        host = name.lowercased()
    }

    var defaultPort: Int { scheme == "https" ? 443 : 80 }

    /// Scheme, host and port as the address names it.
    var origin: String { origin(port: port) }

    func origin(port: Int?) -> String {
        "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "")
    }

    /// The whole address, without a slash at its end.
    var text: String { origin + path }
}
