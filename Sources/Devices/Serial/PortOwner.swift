internal import Glibc

/// The process that holds a tty.
public struct PortOwner: Hashable, Sendable, CustomStringConvertible {
    /// Its process id.
    public let process: Int32
    /// Its name as the kernel shows it, at most 15 characters; empty if it could not be read.
    public let name: String

    public var description: String {
        name.isEmpty ? "process \(process)" : "\(name) (process \(process))"
    }

    /// Finds who holds the port: whoever has the lock, else another process that has it open, else ourselves.
    ///
    /// Without root, the open files of other users' processes cannot be seen, only their locks. May take some
    /// milliseconds, so it is for reports and errors.
    public static func find(_ path: String) -> PortOwner? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let process = lockHolder(status) ?? openers(status).max { rank($0) < rank($1) }
        return process.map { PortOwner(process: $0, name: name(of: $0)) }
    }

    // Others before ourselves, then the lowest id, so that the answer is the same each time.
    private static func rank(_ process: Int32) -> (Int, Int32) {
        (process == getpid() ? 0 : 1, -process)
    }

    // A line of /proc/locks: "1: FLOCK  ADVISORY  WRITE 708 00:13:7234 0 EOF"; device in hex, inode in decimal.
    private static func lockHolder(_ status: stat) -> Int32? {
        let device = DeviceNumber(status.st_dev)
        for line in SmallFile.text("/proc/locks", limit: 1 << 20).split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count >= 6, fields[1] == "FLOCK", let process = Int32(fields[4]), process > 0 else { continue }
            let file = fields[5].split(separator: ":")
            guard
                file.count == 3,
                UInt32(file[0], radix: 16) == device.major,
                UInt32(file[1], radix: 16) == device.minor,
                UInt64(file[2]) == UInt64(status.st_ino)
            else { continue }
            return process
        }
        return nil
    }

    private static func openers(_ device: stat) -> [Int32] {
        Directory.names(in: "/proc").compactMap { Int32($0) }.filter { process in
            let descriptors = "/proc/\(process)/fd"
            return Directory.names(in: descriptors).contains { name in
                var status = stat()
                return stat("\(descriptors)/\(name)", &status) == 0
                    && status.st_mode & S_IFMT == S_IFCHR
                    && status.st_rdev == device.st_rdev
            }
        }
    }

    private static func name(of process: Int32) -> String {
        String(SmallFile.text("/proc/\(process)/comm", limit: 64).prefix { $0 != "\n" })
    }
}
