import HTTPTypes
import Hummingbird

/// Lets a request pass only with the bearer token (RFC 6750, section 2.1).
struct TokenMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    let token: BearerToken

    @concurrent
    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let header = request.headers[.authorization] ?? ""
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw Problem.unauthorized("send the header Authorization: Bearer TOKEN")
        }
        guard token.matches(parts[1]) else {
            throw Problem.unauthorized("this is not the token in the daemon's token file")
        }
        return try await next(request, context)
    }
}
