internal import Glibc
internal import Subprocess

/// The kernel's own log of the last hour: read from `/dev/kmsg` where that is allowed, else from systemd's journal.
struct KernelLog: Sendable {
    struct Entry: Hashable, Sendable {
        var secondsAgo: Int
        var text: String
    }

    /// Nobody lets us read it.
    struct Unreadable: Error, Hashable {}

    static let span = 3600

    var device = "/dev/kmsg"
    /// Where `journalctl` is looked for; the usual folders where nil.
    var searchPath: String?

    private static let mostOctets = 8 << 20
    private static let mostEntries = 20_000
    private static let journalPatience: Duration = .seconds(4)
    private static let journalLimit = 2 << 20

    /// Every line of the last hour, the oldest first.
    func entries() async throws(Unreadable) -> [Entry] {
        let path = device
        if let entries = await OwnThread.run({ Self.read(path) }) { return entries }
        if let entries = await readJournal() { return entries }
        throw Unreadable()
    }

    // MARK: /dev/kmsg

    /// Nil where it may not be read. Never waits for new lines.
    private static func read(_ path: String) -> [Entry]? {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var uptime = timespec()
        clock_gettime(CLOCK_MONOTONIC, &uptime)
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while octets.count < mostOctets {
            // One record for each read; EPIPE: what was next is overwritten.
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EPIPE || errno == EINTR { continue }
            guard count > 0 else {
                // Without the right to it, it can be opened and not read.
                if count < 0, errno != EAGAIN, octets.isEmpty { return nil }
                break
            }
            octets += buffer.prefix(count)
        }
        return entries(in: String(decoding: octets, as: UTF8.self), uptime: uptime.tv_sec)
    }

    /// Records of the form `6,1234,5678901234,-;usb 1-1: …`, the time in microseconds since the start (Linux,
    /// Documentation/ABI/testing/dev-kmsg). What begins with a space belongs to the record before.
    static func entries(in text: String, uptime: Int) -> [Entry] {
        var entries: [Entry] = []
        for line in text.split(separator: "\n") where line.first != " " {
            guard let semicolon = line.firstIndex(of: ";") else { continue }
            let fields = line[..<semicolon].split(separator: ",")
            // Facility 0 is the kernel; others are programs that write there.
            guard fields.count >= 3, let priority = Int(fields[0]), priority < 8, let time = Int(fields[2]) else {
                continue
            }
            let ago = uptime - time / 1_000_000
            guard ago <= span else { continue }
            entries.append(Entry(secondsAgo: max(0, ago), text: String(line[line.index(after: semicolon)...])))
        }
        return Array(entries.suffix(mostEntries))
    }

    // MARK: The journal

    /// Nil where there is no journal, or this user may not read the kernel's part of it.
    private func readJournal() async -> [Entry]? {
        let environment: Environment = searchPath.map { .inherit.updating(["PATH": $0]) } ?? .inherit
        let text = await withTaskGroup(of: String?.self) { group in
            group.addTask {
                let result = try? await Subprocess.run(
                    .name("journalctl"),
                    arguments: [
                        "--dmesg", "--no-pager", "--output=short-unix", "--since=-1h", "--lines=5000",
                    ],
                    environment: environment,
                    input: .none,
                    output: .string(limit: Self.journalLimit),
                    error: .string(limit: 1 << 16)
                )
                guard let result, result.terminationStatus.isSuccess else { return nil }
                // It ends well, and shows this user's own messages alone.
                guard !result.standardError.contains("not seeing messages") else { return nil }
                return result.standardOutput
            }
            group.addTask {
                try? await Task.sleep(for: Self.journalPatience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return text.map { Self.entries(inJournal: $0, now: time(nil)) }
    }

    /// Lines of the form `1764100000.123456 host kernel: usb 1-1: …`.
    static func entries(inJournal text: String, now: Int) -> [Entry] {
        text.split(separator: "\n").suffix(mostEntries).compactMap { line in
            guard let space = line.firstIndex(of: " "), let time = Double(line[..<space]),
                let start = line.firstRange(of: " kernel: ")?.upperBound
            else { return nil }
            return Entry(secondsAgo: max(0, now - Int(time)), text: String(line[start...]))
        }
    }
}
