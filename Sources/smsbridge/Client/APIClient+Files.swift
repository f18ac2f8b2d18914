import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension APIClient {
    /// The header in which the daemon sums an answer up that is a file.
    static let summaryField = "Smsbridge-Summary"

    /// Writes an answer to a file as it comes, and hands back the daemon's summary of it, where it gives one.
    func download(
        _ method: String,
        _ path: String,
        query: [(String, String?)] = [],
        body: HTTPClientRequest.Body? = nil,
        headers: [(String, String)] = [],
        to output: FileOutput
    ) async throws -> Answer? {
        let request = request(method, path, query: query, body: body, headers: headers)
        do {
            let response = try await execute(request)
            guard (200..<300).contains(Int(response.status.code)) else {
                let octets = Array(try await response.body.collect(upTo: Self.answerLimit).readableBytesView)
                throw failure(status: Int(response.status.code), octets: octets)
            }
            for try await chunk in response.body { try output.write(chunk.readableBytesView) }
            try output.finish()
            return response.headers.first(name: Self.summaryField).map { Answer(octets: Array($0.utf8)) }
        } catch {
            output.discard()
            throw failure(for: error)
        }
    }

    func patch(_ path: String, octets: [UInt8]) async throws -> Answer {
        try await perform(
            "PATCH",
            path,
            query: [],
            body: .bytes(octets),
            headers: [("content-type", "application/json")]
        )
    }
}
