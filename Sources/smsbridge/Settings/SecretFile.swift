import Foundation
import Glibc

/// Files that hold one secret.
enum SecretFile {
    struct Problem: Error, Hashable {
        var found: String
        var expected: String
    }

    /// The first line, without spaces around it. A file that everyone may read is refused.
    static func read(_ path: String) throws(Problem) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
        guard let mode = attributes?[.posixPermissions] as? Int else {
            throw Problem(found: "no file \(path)", expected: "a file with the secret in its first line")
        }
        guard mode & 0o007 == 0 else {
            throw Problem(
                found: "that everyone on this machine may use \(path)",
                expected: "a file for the daemon alone (chmod 600 \(path))"
            )
        }
        let text: String
        do {
            text = try TextFile.read(path, limit: 64 << 10)
        } catch {
            throw Problem(
                found: error.all.first?.message ?? "an unreadable file \(path)",
                expected: "a file that the daemon may read"
            )
        }
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        let secret = line.trimmingCharacters(in: .whitespaces)
        guard !secret.isEmpty else {
            throw Problem(found: "an empty first line in \(path)", expected: "the secret in the first line")
        }
        return secret
    }

    /// 256 bits from the system's generator, in hexadecimal digits.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let text = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }

    /// Writes a new file that only its owner may read; fails where there is one already.
    static func create(_ path: String, secret: String) throws(Problem) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Problem(
                found: "that \(path) cannot be made (\(String(cString: strerror(errno))))",
                expected: "a folder in which the daemon may write, or a file that exists"
            )
        }
        defer { close(descriptor) }
        Terminal.write((secret + "\n").utf8, to: descriptor)
        fsync(descriptor)
    }
}
