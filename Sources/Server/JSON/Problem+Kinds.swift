import Gateway

extension Problem {
    static func malformed(_ detail: String, field: String? = nil) -> Problem {
        Problem(kind: "malformed", title: "The request cannot be read", status: 400, detail: detail, field: field)
    }

    static func unauthorized(_ detail: String) -> Problem {
        Problem(kind: "unauthorized", title: "The token is missing or wrong", status: 401, detail: detail)
    }

    static func forbidden(_ detail: String) -> Problem {
        Problem(kind: "forbidden", title: "Not allowed", status: 403, detail: detail)
    }

    static func notFound(_ detail: String) -> Problem {
        Problem(kind: "not-found", title: "There is no such thing", status: 404, detail: detail)
    }

    static func conflict(_ detail: String) -> Problem {
        Problem(kind: "conflict", title: "Not possible in this state", status: 409, detail: detail)
    }

    static func tooLarge(_ detail: String) -> Problem {
        Problem(kind: "too-large", title: "The request is too large", status: 413, detail: detail)
    }

    static func invalid(_ detail: String, field: String?) -> Problem {
        Problem(kind: "invalid", title: "The request is not valid", status: 422, detail: detail, field: field)
    }

    /// For a list: `count` elements are wrong, and `faults` are the first of them.
    static func invalid(_ faults: [Fault], count: Int) -> Problem {
        let first = faults.first
        var problem = Problem.invalid(
            first?.detail ?? "is not valid",
            field: first.map { "[\($0.index)]" + ($0.field.map { "." + $0 } ?? "") }
        )
        problem.errors = faults
        problem.errorCount = count
        return problem
    }

    static func tooMuch(_ detail: String) -> Problem {
        Problem(kind: "too-much", title: "Too much at once", status: 429, detail: detail)
    }

    static func internalError() -> Problem {
        Problem(
            kind: "internal",
            title: "Something broke",
            status: 500,
            detail: "the daemon could not answer; its log says why"
        )
    }

    static func unavailable(_ detail: String) -> Problem {
        Problem(kind: "unavailable", title: "Not possible now", status: 503, detail: detail)
    }

    init(_ problem: ControlProblem) {
        switch problem {
        case .notFound(let what): self = .notFound(what)
        case .invalid(let field, let reason):
            self = .invalid(reason, field: field.isEmpty ? nil : JSONCoding.snakeCase(field))
        case .invalidList(let faults, let count):
            self = .invalid(
                faults.map { Fault(index: $0.index, field: JSONCoding.snakeCase($0.field), detail: $0.reason) },
                count: count
            )
        case .conflict(let reason): self = .conflict(reason)
        case .forbidden(let reason): self = .forbidden(reason)
        case .tooMuch(let reason): self = .tooMuch(reason)
        case .unavailable(let reason): self = .unavailable(reason)
        }
    }
}
