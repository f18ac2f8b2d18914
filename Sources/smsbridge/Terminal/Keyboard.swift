import Foundation
import Glibc
import Synchronization

/// Standard input as it comes in, and the terminal's mode around it.
enum Keyboard {
    /// The octets of standard input, from now on. A thread of its own reads, for a read cannot be cancelled.
    static func octets() -> AsyncStream<UInt8> {
        let (stream, continuation) = AsyncStream.makeStream(of: UInt8.self, bufferingPolicy: .bufferingOldest(64 << 10))
        Thread.detachNewThread {
            var chunk = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(0, &chunk, chunk.count)
                if count > 0 {
                    for octet in chunk[..<count] { continuation.yield(octet) }
                } else if count == 0 || errno != EINTR {
                    return continuation.finish()
                }
            }
        }
        return stream
    }

    /// Runs the body with keys that come at once and are not shown; Ctrl-C is a key. Afterwards, and where the process is
    /// ended by a signal, the terminal is as it was.
    static func raw<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        guard let before = current() else { return try await body() }
        var raw = before
        cfmakeraw(&raw)
        // Line ends stay as they are.
        raw.c_oflag = before.c_oflag
        tcsetattr(0, TCSAFLUSH, &raw)
        saved.withLock { $0 = before }
        for number in [SIGTERM, SIGHUP] {
            signal(number) { number in
                Keyboard.restore()
                _exit(128 + number)
            }
        }
        defer { restore() }
        return try await body()
    }

    /// One line without showing it.
    static func secret(_ prompt: String) -> String? {
        Terminal.write(prompt.utf8, to: Terminal.error)
        guard let before = current() else { return nil }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(0, TCSAFLUSH, &silent)
        saved.withLock { $0 = before }
        defer {
            restore()
            Terminal.print("", to: Terminal.error)
        }
        return readLine()
    }

    private static let saved = Mutex<termios?>(nil)

    private static func current() -> termios? {
        var state = termios()
        return isatty(0) == 1 && tcgetattr(0, &state) == 0 ? state : nil
    }

    static func restore() {
        let before = saved.withLockIfAvailable { $0 } ?? nil
        guard var before else { return }
        tcsetattr(0, TCSAFLUSH, &before)
    }
}
