import Campaigns
import Gateway
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Serves one router at one address, as HTTP/1.1.
///
/// The framework's `Application` does the same, but wakes once a second to keep the text of the `Date` header: here an idle
/// server sleeps, and the text is made with each answer.
struct HTTPListener<Responder: HTTPResponder>: Service where Responder.Context == BasicRequestContext {
    let responder: Responder
    let address: BindAddress
    let wallClock: any WallClock
    let logger: Logger
    let onOpen: @Sendable (any Channel) async -> Void

    func run() async throws {
        let server = try HTTPServerBuilder.http1().buildServer(
            configuration: ServerConfiguration(address: address, serverName: "smsbridge"),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        ) { request, writer, channel in
            let response = await answer(request, channel)
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: {
            await onOpen($0)
        }
        try await server.run()
    }

    private func answer(_ request: Request, _ channel: any Channel) async -> Response {
        let context = BasicRequestContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        var response: Response
        do {
            response = try await responder.respond(to: request, context: context)
        } catch {
            logger.error("a request failed: \(error)")
            response = Response(status: .internalServerError)
        }
        response.headers[.date] = wallClock.now().httpDate
        response.headers[.server] = "smsbridge"
        return response
    }
}
