import Foundation
import Glibc

/// A file that is written in pieces, or standard output (`-`). What was there before is replaced only when all has come,
/// so that a half file never looks like a whole one.
final class FileOutput {
    private let path: String
    /// Where the octets go until all are there; nil where the target is no regular file.
    private let temporary: String?
    private let descriptor: Int32

    /// `isPrivate` is for what only its owner may read; `replaces` says whether a file that is there may be replaced.
    init(path: String, isPrivate: Bool = false, replaces: Bool = true) throws(CommandFailure) {
        self.path = path
        guard path != "-" else {
            temporary = nil
            descriptor = Terminal.output
            return
        }
        var state = stat()
        let isThere = stat(path, &state) == 0
        let isRegular = !isThere || state.st_mode & S_IFMT == S_IFREG
        guard replaces || !isThere || !isRegular else {
            throw CommandFailure(.failure, "\(path) is there already: name another file, or replace it with --force")
        }
        let target = isRegular ? path + ".part" : path
        temporary = isRegular ? target : nil
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isRegular ? O_TRUNC : 0)
        descriptor = open(target, flags, isPrivate ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    func write(_ octets: some Collection<UInt8>) throws(CommandFailure) {
        guard descriptor != Terminal.output else { return Terminal.write(octets) }
        var rest = Array(octets)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw Self.failure(path)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// All has come.
    func finish() throws(CommandFailure) {
        guard descriptor != Terminal.output else { return }
        close(descriptor)
        if let temporary, rename(temporary, path) != 0 { throw Self.failure(path) }
    }

    /// Not all has come: nothing is left behind.
    func discard() {
        guard descriptor != Terminal.output else { return }
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(.failure, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
