import Gateway
import HTTPTypes
import Hummingbird
import Logging

/// Turns every error into a problem document, and logs those that are ours to mend. Paths are logged as patterns, since
/// they may hold numbers.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    @concurrent
    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return .problem(problem)
        } catch let problem as ControlProblem {
            return .problem(Problem(problem))
        } catch let error as HTTPError where error.status == .notFound {
            return .problem(.notFound("there is no \(request.method.rawValue) on this path"))
        } catch let error as HTTPError {
            return .problem(
                Problem(
                    kind: "http",
                    title: error.status.reasonPhrase,
                    status: error.status.code,
                    detail: error.body ?? error.status.reasonPhrase
                )
            )
        } catch is CancellationError {
            return .problem(.unavailable("the daemon is stopping"))
        } catch {
            context.logger.error(
                "a request failed",
                metadata: [
                    "method": "\(request.method.rawValue)", "path": "\(context.endpointPath ?? "?")",
                    "error": "\(error)",
                ]
            )
            return .problem(.internalError())
        }
    }
}
