import Foundation
import Server

/// What the daemon answered.
struct Answer {
    let octets: [UInt8]

    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try JSONCoding.decoder().decode(type, from: Data(octets))
        } catch {
            throw CommandFailure(
                .failure,
                "the daemon's answer cannot be read: is it another version than this command? (\(error))"
            )
        }
    }

    /// Writes it as it is for `--json`, else as the body says.
    func show<Value: Decodable>(
        _ type: Value.Type,
        _ options: ConnectionOptions,
        _ body: (Value) throws -> Void
    ) throws {
        if options.json {
            Terminal.write(octets)
        } else {
            try body(decoded(type))
        }
    }
}
