import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Storage

@testable import Server

/// The API in front of a real gateway's control, on a database in memory. Nothing is sent: there are no modems.
struct Bench {
    let client: any TestClientProtocol
    let control: Control
    let store: Store
    /// The answers of agents that come later.
    let pending: PendingTurns

    static let token = "0123456789abcdef-token"
    static let now = Timestamp(seconds: 1_795_000_000)

    /// Runs the body with the routes of one door.
    static func with<Result: Sendable>(
        _ door: APIRouter.Door = .local,
        database: FileDatabase? = nil,
        agents: [any Agent] = [],
        limits: RateLimits = .line,
        senderName: String? = nil,
        inboundAgent: String? = nil,
        _ body: @Sendable @escaping (Bench) async throws -> Result
    ) async throws -> Result {
        let zones = ZoneDirectory()
        var context = StoreContext(zones: zones)
        context.settings.inboundAgent = inboundAgent
        let store =
            try database.map { try Store(path: $0.path, context: context) }
            ?? Store(memory: MemoryDatabase(), context: context)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.runWriter() }
            group.addTask { await store.runReader() }
            defer { store.close() }
            var parts = GatewayParts(
                store: store,
                ports: NoPorts(),
                modems: [ModemSettings(source: .path("/dev/ttyUSB9"), name: "line1", limits: limits)],
                agents: agents,
                surroundings: surroundings,
                region: "DE"
            )
            let pending = PendingTurns()
            parts.pendingTurns = pending
            parts.senderName = senderName
            let gateway = GatewayService(parts)
            let routes = APIRouter(control: gateway.control, region: "DE", zones: zones, wallClock: StoppedClock())
            let application = Application(router: routes.router(for: door), logger: surroundings.logger)
            return try await application.test(.router) { client in
                try await body(Bench(client: client, control: gateway.control, store: store, pending: pending))
            }
        }
    }

    private static var surroundings: Surroundings {
        Surroundings(
            clock: ContinuousClock(),
            wallClock: StoppedClock(),
            random: RandomSource(SystemRandomNumberGenerator()),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    struct Answer {
        var status: Int
        var type: String?
        /// What the answer is summed up as, where it is a file.
        var summary: String?
        var text: String

        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONCoding.decoder().decode(type, from: Data(text.utf8))
        }

        var problem: Problem? { try? decoded(Problem.self) }
    }

    func ask(
        _ method: HTTPRequest.Method,
        _ uri: String,
        _ body: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        try await client.execute(
            uri: uri,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        ) { response in
            Answer(
                status: response.status.code,
                type: response.headers[.contentType],
                summary: HTTPField.Name("Smsbridge-Summary").flatMap { response.headers[$0] },
                text: String(buffer: response.body)
            )
        }
    }
}

/// A database that outlives a gateway.
struct FileDatabase: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("server-\(UUID().uuidString).sqlite").path

    func remove() {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}

struct StoppedClock: WallClock {
    func now() -> Timestamp { Bench.now }
}

struct NoPorts: Ports {
    func withPort<Result: Sendable>(
        at path: String,
        _ body: (any Gateway.Port) async throws -> Result
    ) async throws -> Result {
        throw PortError.absent(path: path)
    }

    func paths(of source: ModemSource) async -> [String] { [] }

    func changes() async -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}
