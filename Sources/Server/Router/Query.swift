import Campaigns
import Hummingbird

/// The query of a request. Parameters that the route does not know are refused, so that a misspelt filter does not
/// quietly list everything.
struct Query {
    private let parameters: [(name: Substring, value: Substring)]

    init(_ request: Request, allowing names: [String]) throws(Problem) {
        parameters = request.uri.queryParameters.map { ($0.key, $0.value) }
        for (name, _) in parameters where !names.contains(String(name)) {
            throw .invalid(
                "there is no such parameter; known are: \(names.isEmpty ? "none" : names.joined(separator: ", "))",
                field: String(name.prefix(60))
            )
        }
    }

    func text(_ name: String, limit: Int = 1000) throws(Problem) -> String? {
        guard let value = parameters.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        guard value.utf8.count <= limit else { throw .invalid("is longer than \(limit) octets", field: name) }
        return String(value)
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let text = try text(name) else { return nil }
        guard let value = Int64(text), range.contains(value) else {
            throw .invalid("expected a whole number from \(range.lowerBound) to \(range.upperBound)", field: name)
        }
        return value
    }

    /// A moment in RFC 3339.
    func time(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = try text(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw .invalid("expected a time such as 2026-06-01T12:00:00Z", field: name)
        }
        return time
    }

    func limit() throws(Problem) -> Int? {
        try integer("limit", in: 1...1000).map { Int($0) }
    }

    func flag(_ name: String) throws(Problem) -> Bool {
        switch try text(name) {
        case nil, "false": false
        case "true": true
        default: throw .invalid("expected true or false", field: name)
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _ type: Choice.Type) throws(Problem) -> Choice?
    where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw .invalid("expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))", field: name)
        }
        return choice
    }
}
