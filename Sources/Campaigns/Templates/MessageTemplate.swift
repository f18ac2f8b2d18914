/// A message text with fields, `Dear {{name|default:"there"}}`. It has no logic; what a field's value says is put into the
/// text as it is and never read as a template again.
public struct MessageTemplate: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case field(String, filters: [TemplateFilter])
    }

    /// The template as it was written.
    public let source: String
    let pieces: [Piece]

    /// The longest template and the longest filled-in text, in characters: what ten segments hold, as far as providers
    /// take it.
    public static let maximumLength = 1600

    /// Reads a template. Field names match without regard to case, and blanks and hyphens in them count as `_`.
    public init(_ source: String) throws(TemplateProblem) {
        guard !source.allSatisfy(\.isWhitespace) else { throw .empty }
        guard source.count <= Self.maximumLength else { throw .tooLong(limit: Self.maximumLength) }
        self.source = source
        pieces = try TemplateParser.pieces(of: source)
    }

    /// Everything that keeps a text from being a template, in order; at most so many.
    public static func problems(of source: String, most: Int = 20) -> [TemplateProblem] {
        guard !source.allSatisfy(\.isWhitespace) else { return [.empty] }
        guard source.count <= maximumLength else { return [.tooLong(limit: maximumLength)] }
        return Array(TemplateParser.read(source).problems.prefix(most))
    }

    /// The names of the fields that occur in it, in order, each once.
    public var fields: [String] {
        var found: [String] = []
        for case .field(let name, _) in pieces where !found.contains(name) { found.append(name) }
        return found
    }

    /// What stands in it beside the fields.
    var literals: String {
        pieces.reduce(into: "") { text, piece in
            if case .text(let literal) = piece { text += literal }
        }
    }

    /// The names of the fields without which it cannot be filled in: those without a default.
    public var requiredFields: [String] {
        var found: [String] = []
        for case .field(let name, let filters) in pieces where !found.contains(name) {
            let hasDefault = filters.contains { if case .standIn = $0 { true } else { false } }
            if !hasDefault { found.append(name) }
        }
        return found
    }

    /// Fills the fields in. The keys of `fields` are names as ``fieldName(_:)`` makes them. Control characters in values
    /// become spaces.
    public func render(_ fields: [String: String]) throws(TemplateProblem) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .field(let name, let filters):
                let value = try filled(name, filters, fields)
                guard !value.allSatisfy(\.isWhitespace) else { throw .missingField(name) }
                text += value
            }
            guard text.count <= Self.maximumLength else { throw .renderedTooLong(limit: Self.maximumLength) }
        }
        return text
    }

    private func filled(
        _ name: String,
        _ filters: [TemplateFilter],
        _ fields: [String: String]
    ) throws(TemplateProblem) -> String {
        var value = Self.harmless(fields[name] ?? "")
        for filter in filters {
            guard let next = filter.apply(to: value, language: fields["language"]) else {
                throw .badValue(name, expects: filter.expects)
            }
            value = next
        }
        return value
    }

    /// The one spelling of a field's name: lower case, with `_` for blanks, hyphens and dots.
    public static func fieldName(_ name: some StringProtocol) -> String {
        let words = name.trimmingWhitespace().lowercased().split { $0.isWhitespace || "-_.".contains($0) }
        return words.joined(separator: "_")
    }

    private static func harmless(_ value: String) -> String {
        guard value.unicodeScalars.contains(where: isControl) else { return value }
        return String(String.UnicodeScalarView(value.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n"
    }
}

extension MessageTemplate: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do throws(TemplateProblem) {
            self = try MessageTemplate(try Self.text(in: container))
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    private static func text(in container: any SingleValueDecodingContainer) throws(TemplateProblem) -> String {
        guard let text = try? container.decode(String.self) else { throw .empty }
        return text
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}
