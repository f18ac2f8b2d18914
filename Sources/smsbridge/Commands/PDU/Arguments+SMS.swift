public import ArgumentParser
public import SMS

extension Direction: ExpressibleByArgument {}
extension EncodingChoice: ExpressibleByArgument {}

/// By the language's two letters, its name in English, or its identifier.
extension NationalLanguage: ExpressibleByArgument {
    private static let codes: [(String, NationalLanguage)] = [
        ("tr", .turkish), ("es", .spanish), ("pt", .portuguese), ("bn", .bengali), ("as", .bengali), ("gu", .gujarati),
        ("hi", .hindi), ("kn", .kannada), ("ml", .malayalam), ("or", .oriya), ("pa", .punjabi), ("ta", .tamil),
        ("te", .telugu), ("ur", .urdu),
    ]

    public init?(argument: String) {
        let name = argument.lowercased()
        let known = Self.codes.first { $0.0 == name }?.1 ?? Self.allCases.first { "\($0)" == name }
        guard let language = known ?? UInt8(name).flatMap({ NationalLanguage(rawValue: $0) }) else { return nil }
        self = language
    }

    public static var allValueStrings: [String] { codes.map(\.0) }

    /// The two letters.
    var code: String { Self.codes.first { $0.1 == self }?.0 ?? String(rawValue) }
}
