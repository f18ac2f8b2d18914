internal import Glibc

/// A configured path: plain, or with the wildcards of `glob(3)`.
struct PathPattern: Hashable, Comparable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func < (left: PathPattern, right: PathPattern) -> Bool { left.text < right.text }

    var hasWildcards: Bool { Self.hasWildcards(text) }

    /// The ports that the pattern stands for now, sorted. Of several links to one device the first is taken.
    ///
    /// A path that exists as it is written stands for itself, whatever it is.
    func ports() -> [String] {
        guard !text.utf8.contains(0) else { return [] }
        if access(text, F_OK) == 0 { return [text] }
        guard hasWildcards else { return [] }
        var devices: Set<dev_t> = []
        return Self.expand(text).filter { path in
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return false }
            return devices.insert(status.st_rdev).inserted
        }
    }

    /// The directories in which something may happen that changes ``ports()``, without those inside that do not exist.
    func directories() -> [String] {
        guard text.hasPrefix("/"), !text.utf8.contains(0) else { return [] }
        let components = text.split(separator: "/").dropLast()
        var found: [String] = []
        var level = ["/"]
        for (index, component) in components.enumerated() {
            guard Self.hasWildcards(component) || components.dropFirst(index).contains(where: Self.hasWildcards) else {
                level = level.map { Self.join($0, component) }
                continue
            }
            if Self.hasWildcards(component) { found += level }
            level = level.flatMap {
                Self.hasWildcards(component) ? Self.expand(Self.join($0, component)) : [Self.join($0, component)]
            }
        }
        return found + level
    }

    private static func join(_ directory: String, _ name: Substring) -> String {
        directory == "/" ? "/\(name)" : "\(directory)/\(name)"
    }

    private static func hasWildcards(_ text: some StringProtocol) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
    }

    private static func expand(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        let paths = UnsafeBufferPointer(start: found.gl_pathv, count: Int(found.gl_pathc))
        return paths.compactMap { path in path.map { String(cString: $0) } }.sorted()
    }
}
