/// The address of a program that is sent signed requests.
public enum EndpointAddress {
    /// Whether it can be one: `http` or `https`, and a query where one is needed.
    public static func isGood(_ text: String) -> Bool { WebAddress(endpoint: text) != nil }

    /// As much of one that cannot be as may be shown: what a query or a user holds may be a secret.
    public static func shown(_ text: String) -> String {
        // A secret that stands in the wrong place.
        if text.hasPrefix("whsec_") { return "whsec_…" }
        let base = text.prefix { $0 != "?" && $0 != "#" }
        let start = base.firstRange(of: "://")?.upperBound ?? base.startIndex
        guard let at = base[start...].lastIndex(of: "@") else { return base.count < text.count ? base + "…" : text }
        return base[..<start] + "…" + base[at...]
    }
}

extension WebAddress {
    /// A query may hold anything that an address may hold; the part before it must be a plain address.
    init?(endpoint text: String) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 }) else {
            return nil
        }
        self.init(String(text.prefix { $0 != "?" }))
    }
}
