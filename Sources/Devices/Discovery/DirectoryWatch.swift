internal import Glibc

/// An inotify instance that watches directories, or the nearest parent of those that do not exist yet.
struct DirectoryWatch: ~Copyable {
    private let descriptor: Int32

    init() throws(SystemError) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw SystemError.last }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// A copy of the descriptor, readable when something happened, for somebody who closes it.
    func copy() throws(SystemError) -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw SystemError.last }
        return copy
    }

    /// Watches the directory. To be called again after every event: what was missing may have come, and the other way round.
    func watch(_ directory: String) throws(SystemError) {
        var current = directory
        while true {
            let watched = inotify_add_watch(descriptor, current, Self.mask)
            if watched >= 0 {
                // A child that came between our two looks would not be seen.
                guard current != directory, access(directory, F_OK) == 0 else { return }
                current = directory
                continue
            }
            let error = SystemError.last
            guard [ENOENT, ENOTDIR, ELOOP].contains(error.code), current != "/" else { throw error }
            let parent = current.split(separator: "/").dropLast().joined(separator: "/")
            current = "/" + parent
        }
    }

    // Attributes too: a node appears before its permissions.
    private static let mask: UInt32 = [
        IN_CREATE, IN_DELETE, IN_MOVED_FROM, IN_MOVED_TO, IN_ATTRIB, IN_DELETE_SELF, IN_MOVE_SELF, IN_ONLYDIR,
    ].reduce(0) { $0 | UInt32($1) }
}
