public import Gateway
internal import Glibc
internal import Synchronization

/// Recordings as files of one folder that is the daemon's alone. Bounded in files and octets: the oldest ones go first.
///
/// Nothing here blocks a caller's thread, however slow the disk is.
public final class RecordingFolder: RecordingShelf {
    public struct Limits: Hashable, Sendable {
        public var files: Int
        /// Of all files together.
        public var octets: Int

        public init(files: Int = 50, octets: Int = 20 << 20) {
            self.files = files
            self.octets = octets
        }
    }

    public let path: String
    public let limits: Limits
    /// One at a time: what makes room must not meet what is half written.
    private let turn = Mutex(())

    /// The folder is made with the first recording.
    public init(path: String, limits: Limits = Limits()) {
        self.path = path
        self.limits = limits
    }

    public static let suffix = ".rec"
    private static let unfinished = ".new"
    /// What is read of each file for a list.
    private static let longestHead = 4096
    private static let longestFile = 8 << 20

    public func keep(_ text: String, as id: String) async throws(RecordingProblem) {
        guard Self.isName(id) else { throw RecordingProblem("“\(id)” is no name for a recording") }
        let octets = Array(text.utf8)
        let outcome: Result<Void, RecordingProblem> = await OwnThread.run { [self] in
            turn.withLock { _ in
                Result { () throws(RecordingProblem) in
                    try write(octets, id)
                    makeRoom(for: id)
                }
            }
        }
        try outcome.get()
    }

    public func list() async throws(RecordingProblem) -> [KeptRecording] {
        await OwnThread.run { [self] in
            files().map { file in
                KeptRecording(
                    id: String(file.name.dropLast(Self.suffix.utf8.count)),
                    file: place(file.name),
                    octets: file.octets,
                    head: SmallFile.text(place(file.name), limit: Self.longestHead)
                )
            }
        }
    }

    public func text(of id: String) async throws(RecordingProblem) -> String? {
        guard Self.isName(id) else { return nil }
        return await OwnThread.run { [self] in
            let file = place(id + Self.suffix)
            guard access(file, R_OK) == 0 else { return nil }
            return SmallFile.text(file, limit: Self.longestFile)
        }
    }

    private func place(_ name: String) -> String { path + "/" + name }

    /// What leads nowhere but into the folder.
    private static func isName(_ id: String) -> Bool {
        (1...100).contains(id.utf8.count) && !id.hasPrefix(".")
            && id.utf8.allSatisfy { octet in
                (48...57).contains(octet) || (97...122).contains(octet | 0x20) || "-_.".utf8.contains(octet)
            }
    }

    private func write(_ octets: [UInt8], _ id: String) throws(RecordingProblem) {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw problem("cannot be made", path) }
        let new = place(id + Self.unfinished)
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw problem("cannot be made", new) }
        var failure: RecordingProblem?
        var written = 0
        while written < octets.count, failure == nil {
            let count = octets[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                failure = problem("cannot be written", new)
            }
        }
        // A full disk may show only here.
        if close(descriptor) != 0, failure == nil { failure = problem("cannot be written", new) }
        if failure == nil, rename(new, place(id + Self.suffix)) != 0 { failure = problem("cannot be renamed", new) }
        if let failure {
            unlink(new)
            throw failure
        }
    }

    private func problem(_ what: String, _ path: String) -> RecordingProblem {
        RecordingProblem("\(path) \(what): \(String(cString: strerror(errno)))")
    }

    private struct File {
        var name: String
        var octets: Int
        var changed: (Int, Int)
    }

    /// The newest first.
    private func files() -> [File] {
        var files: [File] = []
        for name in Directory.names(in: path) where name.hasSuffix(Self.suffix) {
            var status = stat()
            guard lstat(place(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            files.append(
                File(
                    name: name,
                    octets: Int(status.st_size),
                    changed: (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
                )
            )
        }
        return files.sorted { ($1.changed.0, $1.changed.1, $1.name) < ($0.changed.0, $0.changed.1, $0.name) }
    }

    /// Removes the oldest beyond the limits, and what a process left half written. The one that was just kept stays.
    private func makeRoom(for id: String) {
        for name in Directory.names(in: path) where name.hasSuffix(Self.unfinished) { unlink(place(name)) }
        var (count, octets) = (0, 0)
        for file in files() {
            count += 1
            octets += file.octets
            if count > 1, count > limits.files || octets > limits.octets, file.name != id + Self.suffix {
                unlink(place(file.name))
                octets -= file.octets
                count -= 1
            }
        }
    }
}
