import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A real HTTP server on loopback that answers as a script says and records what it was asked.
final class FakeServer: Sendable {
    struct Asked: Sendable {
        var method: String
        /// Path and query.
        var target: String
        /// Names in lower case.
        var headers: [String: String]
        var body: [UInt8]
    }

    enum Answer: Sendable {
        case answer(Int, headers: [String: String] = [:], String)
        /// Takes the request and says nothing.
        case hang
        /// Takes the request and closes the connection.
        case close
        /// Closes the connection in the middle of the answer's body.
        case closeMidway(Int, String)
    }

    typealias Script = @Sendable (Asked, Int) -> Answer

    private let script: Script
    private let requests = Mutex<[Asked]>([])
    private let portNumber = Atomic(0)
    private let end = AsyncStream.makeStream(of: Void.self)
    private let arrivals = AsyncStream.makeStream(of: Asked.self)

    private init(script: @escaping Script) {
        self.script = script
    }

    /// What was asked so far, in order.
    var asked: [Asked] { requests.withLock { $0 } }

    var port: Int { portNumber.load(ordering: .acquiring) }

    var url: String { "http://127.0.0.1:\(port)" }

    /// Waits until the server has the whole of a request.
    func arrival() async {
        _ = await arrivals.stream.first { _ in true }
    }

    /// Runs a server for as long as the body runs. The script gets each request and how many came before it.
    static func run<Result: Sendable>(
        script: @escaping Script,
        _ body: (FakeServer) async throws -> Result
    ) async throws -> Result {
        let server = FakeServer(script: script)
        let running = AsyncStream.makeStream(of: Void.self)
        let app = Application(
            responder: CallbackResponder { (request: Request, context: ChannelContext) in
                try await server.respond(to: request, on: context.channel)
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                server.portNumber.store(channel.localAddress?.port ?? 0, ordering: .releasing)
                running.continuation.yield()
            },
            logger: Logger(label: "fake", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        // Stopped gracefully, as a cancelled server traps on a connection that it is just accepting.
        let services = ServiceGroup(configuration: .init(services: [app], logger: app.logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            _ = await running.stream.first { _ in true }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(server))
            } catch {
                result = .failure(error)
            }
            server.end.continuation.finish()
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }

    private func respond(to request: Request, on channel: any Channel) async throws -> Response {
        let body = try await request.body.collect(upTo: 1_048_576)
        let asked = Asked(
            method: request.method.rawValue,
            target: request.uri.string,
            headers: Dictionary(
                request.headers.map { ($0.name.canonicalName, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            body: Array(body.readableBytesView)
        )
        let number = requests.withLock { requests in
            requests.append(asked)
            return requests.count - 1
        }
        arrivals.continuation.yield(asked)
        switch script(asked, number) {
        case .answer(let status, let headers, let text):
            var fields = HTTPFields()
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { fields[name] = value }
            }
            return Response(
                status: .init(code: status),
                headers: fields,
                body: ResponseBody(byteBuffer: ByteBuffer(string: text))
            )
        case .hang:
            for await _ in end.stream {}
            throw CancellationError()
        case .close:
            try? await channel.close().get()
            throw CancellationError()
        case .closeMidway(let status, let text):
            return Response(
                status: .init(code: status),
                body: ResponseBody(contentLength: text.utf8.count * 2) { writer in
                    try await writer.write(ByteBuffer(string: text))
                    throw CancellationError()
                }
            )
        }
    }
}

/// A context that knows its connection, so that a script can close it.
private struct ChannelContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
