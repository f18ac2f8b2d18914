import Foundation
import Glibc
import Modems

/// Recordings in files of the person who runs a command.
enum RecordingFile {
    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func read(_ path: String) throws(CommandFailure) -> Recording {
        let text: String
        do {
            text = try TextFile.read(path, limit: Recording.longestFile)
        } catch {
            throw CommandFailure(.data, "\(path): \(error.all.first?.message ?? "it cannot be read")")
        }
        return try recording(text, named: path)
    }

    static func recording(_ text: String, named name: String) throws(CommandFailure) -> Recording {
        do {
            return try Recording(parsing: text)
        } catch {
            throw CommandFailure(.data, "\(name): \(error)")
        }
    }

    /// Makes a new file for its owner alone.
    static func write(_ octets: [UInt8], to path: String) throws(CommandFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(.failure, "\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno == EINTR { continue }
                let reason = String(cString: strerror(errno))
                close(descriptor)
                unlink(path)
                throw CommandFailure(.failure, "\(path) cannot be written: \(reason)")
            }
            rest = rest.dropFirst(count)
        }
        guard close(descriptor) == 0 else {
            throw CommandFailure(.failure, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}
