extension Problem {
    /// Says where a JSON body is not what was expected.
    public init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = .invalid("is missing", field: JSONCoding.path(context.codingPath + [key]))
        case .typeMismatch(let type, let context):
            self = .invalid("expected \(Self.name(of: type))", field: Self.field(context))
        case .valueNotFound(let type, let context):
            self = .invalid("found null, expected \(Self.name(of: type))", field: Self.field(context))
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self = .malformed("the body is not JSON")
        case .dataCorrupted(let context):
            self = .invalid(context.debugDescription, field: Self.field(context))
        @unknown default:
            self = .malformed("the body cannot be read")
        }
    }

    private static func field(_ context: DecodingError.Context) -> String? {
        context.codingPath.isEmpty ? nil : JSONCoding.path(context.codingPath)
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is any BinaryInteger.Type: "a whole number"
        case is Bool.Type: "true or false"
        case is [String: Any].Type: "an object"
        case is [Any].Type: "a list"
        default: "another type"
        }
    }
}
