/// What went wrong with a request, as RFC 9457 lays it out: `application/problem+json`.
public struct Problem: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Names the kind of problem for programs, such as `urn:smsbridge:problem:not-found`.
    public var type: String
    /// The kind of problem for people.
    public var title: String
    /// The HTTP status.
    public var status: Int
    /// What happened, to what, and what to do.
    public var detail: String
    /// The part of the request that is wrong, such as `[3].to`.
    public var field: String?
    /// What is wrong with elements of a list, the first of them.
    public var errors: [Fault]?
    /// How many elements are wrong in all.
    public var errorCount: Int?

    /// What is wrong with one element of a list.
    public struct Fault: Hashable, Sendable, Codable {
        /// From 0.
        public var index: Int
        public var field: String?
        public var detail: String
    }

    public init(kind: String, title: String, status: Int, detail: String, field: String? = nil) {
        self.type = "urn:smsbridge:problem:" + kind
        self.title = title
        self.status = status
        self.detail = detail
        self.field = field
    }

    public var description: String {
        field.map { "\($0): \(detail)" } ?? detail
    }
}
