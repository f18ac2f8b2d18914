import Foundation
import Server

/// The token of the API in its file.
enum TokenStore {
    /// Reads the token; makes a random one where there is no file yet.
    static func token(in path: String) throws(CommandFailure) -> BearerToken {
        do throws(SecretFile.Problem) {
            if !FileManager.default.fileExists(atPath: path) {
                try SecretFile.create(path, secret: SecretFile.random())
            }
            let text = try SecretFile.read(path)
            guard let token = BearerToken(text) else {
                throw SecretFile.Problem(
                    found: "something else in \(path)",
                    expected: "\(BearerToken.leastOctets) to \(BearerToken.mostOctets) letters, digits or signs"
                )
            }
            return token
        } catch {
            throw CommandFailure(.configuration, "api.token_file: found \(error.found), expected \(error.expected)")
        }
    }
}
