import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// An HTTP server on loopback that answers as a script says, and keeps what it was asked.
final class Loopback: Sendable {
    struct Asked: Sendable {
        var method: String
        /// Path and query.
        var target: String
        /// Names in lower case.
        var headers: [String: String]
        var body: String
    }

    struct Answer: Sendable {
        var status = 200
        var body = ""
    }

    /// Gets each request and how many came before it.
    typealias Script = @Sendable (Asked, Int) async -> Answer

    private let script: Script
    private let happenings: Happenings
    private let requests = Mutex<[Asked]>([])
    private let port = Mutex(0)

    private init(_ happenings: Happenings, script: @escaping Script) {
        self.happenings = happenings
        self.script = script
    }

    /// What was asked so far, in order.
    var asked: [Asked] { requests.withLock(\.self) }

    var url: String { "http://127.0.0.1:\(port.withLock(\.self))" }

    /// Runs a server for as long as the body runs.
    static func run(
        _ happenings: Happenings,
        script: @escaping Script,
        _ body: (Loopback) async throws -> Void
    ) async throws {
        let server = Loopback(happenings, script: script)
        let running = AsyncStream.makeStream(of: Void.self)
        let app = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                try await server.respond(to: request)
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                server.port.withLock { $0 = channel.localAddress?.port ?? 0 }
                running.continuation.yield()
            },
            logger: Logger(label: "loopback", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        let services = ServiceGroup(configuration: .init(services: [app], logger: app.logger))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            _ = await running.stream.first { _ in true }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body(server))
            } catch {
                outcome = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            try outcome.get()
        }
    }

    private func respond(to request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let asked = Asked(
            method: request.method.rawValue,
            target: request.uri.string,
            headers: Dictionary(
                request.headers.map { ($0.name.canonicalName, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            body: String(buffer: body)
        )
        let number = requests.withLock { requests in
            requests.append(asked)
            return requests.count - 1
        }
        happenings.ring()
        let answer = await script(asked, number)
        happenings.ring()
        return Response(
            status: .init(code: answer.status),
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
        )
    }
}
