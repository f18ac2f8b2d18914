import Foundation
import Hummingbird
import NIOCore

extension Request {
    /// The body's octets, at most `limit` of them.
    func octets(limit: Int) async throws -> [UInt8] {
        do {
            let buffer = try await body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge("the body may have at most \(limit) octets")
        }
    }

    /// Decodes the body from JSON.
    func decoded<Value: Decodable>(
        _ type: Value.Type,
        limit: Int = APILimits.jsonOctets,
        decoder: JSONDecoder = JSONCoding.decoder()
    ) async throws -> Value {
        let octets = try await octets(limit: limit)
        guard !octets.isEmpty else { throw Problem.malformed("the body is empty, and should be JSON") }
        return try Self.decode(type, from: octets, decoder: decoder)
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from octets: [UInt8],
        decoder: JSONDecoder = JSONCoding.decoder()
    ) throws(Problem) -> Value {
        do {
            return try decoder.decode(type, from: Data(octets))
        } catch let error as DecodingError {
            throw Problem(error)
        } catch {
            throw Problem.malformed("the body is not JSON")
        }
    }
}
