public import Foundation

/// The one way in which the HTTP API and the command line write and read JSON: keys in snake case, times as RFC 3339 in
/// UTC, keys sorted.
public enum JSONCoding {
    /// Names that the general rule would tear apart.
    private static let irregular = [
        "signalDBm": "signal_dbm", "beforeID": "before_id", "isOK": "is_ok", "forcingUCS2": "forcing_ucs2",
    ]

    public static func encoder(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .custom { path in Name(path.last.map { snakeCase($0.stringValue) } ?? "") }
        return encoder
    }

    public static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .custom { path in
            guard let last = path.last, last.intValue == nil else { return path.last ?? Name("") }
            return Name(camelCase(last.stringValue))
        }
        return decoder
    }

    /// `idempotencyKey` becomes `idempotency_key`.
    public static func snakeCase(_ name: String) -> String {
        if let known = irregular[name] { return known }
        var result = ""
        for character in name {
            if character.isUppercase {
                result += "_" + character.lowercased()
            } else {
                result.append(character)
            }
        }
        return result
    }

    /// `idempotency_key` becomes `idempotencyKey`.
    public static func camelCase(_ name: String) -> String {
        if let known = irregular.first(where: { $0.value == name }) { return known.key }
        let words = name.split(separator: "_", omittingEmptySubsequences: true)
        guard let first = words.first, words.count > 1 else { return name }
        return words.dropFirst().reduce(String(first)) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }

    /// The way to a value as people read it in JSON: `[3].send_at`.
    public static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { path, key in
            if let index = key.intValue { return path + "[\(index)]" }
            return path + (path.isEmpty ? "" : ".") + snakeCase(key.stringValue)
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
