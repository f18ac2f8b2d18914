import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Server

extension APIClient {
    func put(_ path: String, json: some Encodable) async throws -> Answer {
        try await perform(
            "PUT",
            path,
            query: [],
            body: .bytes([UInt8](try JSONCoding.encoder().encode(json))),
            headers: [("content-type", "application/json")]
        )
    }

    func delete(_ path: String, query: [(String, String?)]) async throws -> Answer {
        try await perform("DELETE", path, query: query, body: nil, headers: [])
    }

    func post(_ path: String, query: [(String, String?)]) async throws -> Answer {
        try await perform("POST", path, query: query, body: nil, headers: [])
    }

    /// Reads an answer that goes on while things happen, a JSON object a line, until it ends or `take` answers `false`.
    /// When the task is cancelled the connection is closed, which the daemon notices.
    func events<Value: Decodable>(
        _ method: String,
        _ path: String,
        query: [(String, String?)] = [],
        body: [UInt8]? = nil,
        of type: Value.Type,
        _ take: (Value, [UInt8]) async throws -> Bool
    ) async throws {
        let headers = body == nil ? [] : [("content-type", "application/json")]
        let request = request(method, path, query: query, body: body.map { .bytes($0) }, headers: headers)
        do {
            let response = try await execute(request)
            guard (200..<300).contains(Int(response.status.code)) else {
                let octets = Array(try await response.body.collect(upTo: Self.answerLimit).readableBytesView)
                throw failure(status: Int(response.status.code), octets: octets, path: path)
            }
            var line: [UInt8] = []
            for try await chunk in response.body {
                for octet in chunk.readableBytesView {
                    guard octet == UInt8(ascii: "\n") else {
                        line.append(octet)
                        guard line.count < Self.longestEvent else {
                            throw CommandFailure(
                                .failure,
                                "the daemon sent a line of more than \(Self.longestEvent) octets"
                            )
                        }
                        continue
                    }
                    let value = try Answer(octets: line).decoded(type)
                    guard try await take(value, line) else { return }
                    line.removeAll(keepingCapacity: true)
                }
            }
        } catch {
            throw failure(for: error)
        }
    }

    private static let longestEvent = 4 << 20
}
