import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer. `type` is the media type.
    static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        type: String = "application/json"
    ) throws -> Response {
        var octets = [UInt8](try JSONCoding.encoder().encode(value))
        octets.append(UInt8(ascii: "\n"))
        return Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: octets))
        )
    }

    /// A problem as `application/problem+json`.
    static func problem(_ problem: Problem) -> Response {
        let status = HTTPResponse.Status(code: problem.status)
        var response =
            (try? json(problem, status: status, type: "application/problem+json")) ?? Response(status: status)
        switch problem.status {
        case 401: response.headers[.wwwAuthenticate] = "Bearer"
        case 429, 503: response.headers[.retryAfter] = "10"
        default: break
        }
        return response
    }
}
