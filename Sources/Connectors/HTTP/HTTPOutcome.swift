/// What became of one HTTP request.
enum HTTPOutcome: Hashable, Sendable {
    /// At least the head of an answer came.
    case answer(HTTPAnswer)
    /// Not one octet of the request's body left.
    case notSent(reason: String)
    /// The body left, or began to, and no answer came.
    case cut(reason: String)
}

struct HTTPAnswer: Hashable, Sendable {
    var status: Int
    /// The header `Retry-After`, as it came.
    var retryAfter: String?
    /// Those of a signature (`webhook-…`), names in lower case.
    var headers: [String: String] = [:]
    /// Empty where ``problem`` says why it could not be read.
    var body: [UInt8]
    /// Why the body is missing: cut off, too long, or too late.
    var problem: String?
}
