import Foundation

/// The secret under which the numbers of erased people stay suppressed, in a file beside the database. Whoever has the
/// database alone cannot tell who they were.
enum NumberKey {
    /// Reads it; makes a random one where there is no file yet.
    static func key(in path: String) throws(CommandFailure) -> [UInt8] {
        do throws(SecretFile.Problem) {
            if !FileManager.default.fileExists(atPath: path) {
                try SecretFile.create(path, secret: SecretFile.random())
            }
            return Array(try SecretFile.read(path).utf8)
        } catch {
            throw CommandFailure(.configuration, "state_directory: found \(error.found), expected \(error.expected)")
        }
    }
}
