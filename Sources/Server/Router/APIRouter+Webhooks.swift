import Gateway
import HTTPTypes
import Hummingbird
import NIOCore

extension APIRouter {
    func addWebhooks(to router: Router<BasicRequestContext>) {
        for path in ["/webhooks/:provider", "/webhooks/:provider/**"] as [RouterPath] {
            for method in [.get, .post] as [HTTPRequest.Method] {
                router.on(path, method: method) { request, context -> Response in
                    try await passOn(request, to: name("provider", context))
                }
            }
        }
    }

    /// Answers once the events are committed, so that a provider whose events could not be stored asks again.
    private func passOn(_ request: Request, to provider: String) async throws -> Response {
        var headers: [String: String] = [:]
        for field in request.headers where headers[field.name.canonicalName] == nil {
            headers[field.name.canonicalName] = field.value
        }
        if let host = request.head.authority, headers["host"] == nil { headers["host"] = host }
        let octets = try await request.octets(limit: APILimits.webhookOctets)
        let reply = try await control.providerRequest(
            to: provider,
            WebhookRequest(
                method: request.method.rawValue,
                target: request.uri.string,
                headers: headers,
                body: octets
            )
        )
        return Response(
            status: .ok,
            headers: [.contentType: reply.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: reply.body))
        )
    }
}
