/// Why a request of the line protocol is refused.
struct LineError: Error {
    var code: String
    var message: String

    static func badRequest(_ message: String) -> LineError {
        LineError(code: "bad-request", message: message)
    }

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: DecodeError) {
        self.init(code: error.code.rawValue, message: error.message)
    }

    init(_ error: EncodeError) {
        self.init(code: error.code.rawValue, message: error.message)
    }
}
