import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Server

/// The daemon's HTTP API, over its Unix socket.
struct APIClient {
    let socketPath: String
    /// Who asks; the daemon writes it down with what they do.
    let actor: String
    /// Whether times in what the daemon refuses are told in UTC.
    let utc: Bool
    private let client: HTTPClient
    private let timeout: TimeAmount

    /// Answers are tables for people; more is not read.
    static let answerLimit = 256 << 20
    /// An import of a million rows takes its time.
    static let longestWait = TimeAmount.minutes(60)

    private init(_ options: ConnectionOptions, actor: String, client: HTTPClient, timeout: TimeAmount) {
        socketPath = options.socketPath
        utc = options.utc
        self.actor = actor
        self.client = client
        self.timeout = timeout
    }

    /// Runs the body with a client, and closes it after.
    static func with<Result>(
        _ options: ConnectionOptions,
        by actor: String = ActorOption.loginName,
        timeout: TimeAmount = longestWait,
        _ body: (APIClient) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = min(.seconds(5), timeout)
        let client = HTTPClient(configuration: configuration)
        do {
            let result = try await body(
                APIClient(options, actor: actor, client: client, timeout: timeout)
            )
            try? await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    func get(_ path: String, query: [(String, String?)] = []) async throws -> Answer {
        try await perform("GET", path, query: query, body: nil, headers: [])
    }

    func delete(_ path: String) async throws -> Answer {
        try await perform("DELETE", path, query: [], body: nil, headers: [])
    }

    func post(_ path: String, headers: [(String, String)] = []) async throws -> Answer {
        try await perform("POST", path, query: [], body: nil, headers: headers)
    }

    func post(_ path: String, json: some Encodable, headers: [(String, String)] = []) async throws -> Answer {
        let octets = [UInt8](try JSONCoding.encoder().encode(json))
        return try await post(path, octets: octets, headers: headers)
    }

    /// Posts JSON that is written already.
    func post(_ path: String, octets: [UInt8], headers: [(String, String)] = []) async throws -> Answer {
        let headers = [("content-type", "application/json")] + headers
        return try await perform("POST", path, query: [], body: .bytes(octets), headers: headers)
    }

    /// Posts a body that is read while it is sent.
    func post<Chunks: AsyncSequence & Sendable>(
        _ path: String,
        query: [(String, String?)],
        type: String,
        chunks: Chunks
    ) async throws -> Answer where Chunks.Element == ByteBuffer {
        let body = HTTPClientRequest.Body.stream(chunks, length: .unknown)
        return try await perform("POST", path, query: query, body: body, headers: [("content-type", type)])
    }

    func perform(
        _ method: String,
        _ path: String,
        query: [(String, String?)],
        body: HTTPClientRequest.Body?,
        headers: [(String, String)]
    ) async throws -> Answer {
        let request = request(method, path, query: query, body: body, headers: headers)
        let octets: [UInt8]
        let status: Int
        do {
            let response = try await execute(request)
            status = Int(response.status.code)
            octets = Array(try await response.body.collect(upTo: Self.answerLimit).readableBytesView)
        } catch {
            throw failure(for: error)
        }
        guard (200..<300).contains(status) || (status == 503 && path == "/v1/health") else {
            throw failure(status: status, octets: octets, path: path)
        }
        return Answer(octets: octets)
    }

    func request(
        _ method: String,
        _ path: String,
        query: [(String, String?)],
        body: HTTPClientRequest.Body?,
        headers: [(String, String)]
    ) -> HTTPClientRequest {
        let pairs = query.compactMap { name, value in value.map { "\(name)=\(Self.escaped($0))" } }
        let target = path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
        var request = HTTPClientRequest(url: "http+unix://\(Self.escaped(socketPath))\(target)")
        request.method = .init(rawValue: method)
        request.body = body
        request.headers.add(name: APIRouter.actorField, value: Self.escaped(actor))
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        return request
    }

    func execute(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        try await client.execute(request, timeout: timeout)
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986, so that `+` and `/` stay what they are.
    static func escaped(_ text: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        )
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    }
}
