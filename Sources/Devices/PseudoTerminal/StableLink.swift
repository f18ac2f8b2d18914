internal import Gateway
internal import Glibc

/// A symbolic link that keeps its name while its target changes.
enum StableLink {
    /// Makes the link, or lets it point elsewhere in one step, so that nobody ever finds it missing.
    static func place(_ link: String, target: String) throws(PortError) {
        var status = stat()
        if lstat(link, &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
            throw .system(
                path: link,
                reason: "is there already and is no symbolic link: remove it, or choose another path"
            )
        }
        // A pty's number is unique while it lives, so no two of us use one name. It is a hidden one: whoever looks for
        // ports by a pattern would take it for one more.
        let folder = link.lastIndex(of: "/").map { link[...$0] } ?? ""
        let name = "\(link.dropFirst(folder.count)).\(getpid()).\(target.split(separator: "/").last ?? "new")"
        let temporary = "\(folder).\(name)"
        unlink(temporary)
        guard symlink(target, temporary) == 0 else { throw SystemError.last.asPortError(at: link, doing: "symlink") }
        guard rename(temporary, link) == 0 else {
            let error = SystemError.last
            unlink(temporary)
            throw error.asPortError(at: link, doing: "rename")
        }
    }

    /// Removes the link if it still has this target.
    static func remove(_ link: String, target: String) {
        guard self.target(of: link) == target else { return }
        unlink(link)
    }

    /// What the link says, or nothing if there is none.
    static func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
