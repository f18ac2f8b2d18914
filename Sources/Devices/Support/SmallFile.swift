internal import Glibc

/// Reads small files of the system.
enum SmallFile {
    /// The file's text up to a limit in octets; nothing if it cannot be read.
    static func text(_ path: String, limit: Int) -> String {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { Glibc.close(descriptor) }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while octets.count < limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            octets += chunk[..<count]
        }
        return String(decoding: octets.prefix(limit), as: UTF8.self)
    }
}
