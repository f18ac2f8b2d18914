internal import Glibc

/// The files of `/sys` and `/proc`, below a folder of their own in tests.
struct SystemTree: Sendable {
    var root = ""

    func path(_ path: String) -> String { root + path }

    /// The text of a small file without the white space around it; empty where it cannot be read.
    func text(_ path: String, limit: Int = 256) -> String {
        var text = SmallFile.text(root + path, limit: limit)[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    func number(_ path: String) -> Int? { Int(text(path).prefix { $0.isNumber }) }

    func hexadecimal(_ path: String) -> Int? { Int(text(path), radix: 16) }

    func names(in path: String) -> [String] { Directory.names(in: root + path) }

    func exists(_ path: String) -> Bool { access(root + path, F_OK) == 0 }

    /// Where a path leads, without the root; nil where it leads nowhere.
    func target(of path: String) -> String? {
        guard let resolved = realpath(root + path, nil) else { return nil }
        defer { free(resolved) }
        let text = String(cString: resolved)
        return text.hasPrefix(root) ? String(text.dropFirst(root.count)) : nil
    }

    /// What a link says, as it stands there.
    func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(root + path, &buffer, buffer.count)
        guard count > 0, count < buffer.count else { return nil }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
