import Foundation
import Glibc

/// Standard output and standard error, and whether people look at them.
enum Terminal {
    static let output = Int32(1)
    static let error = Int32(2)

    static func isPerson(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// Colours are for people only, and not for those who asked for none (no-color.org).
    static func hasColours(_ descriptor: Int32) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return isPerson(descriptor) && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// Whether a line can be written over: a person looks, and the terminal obeys.
    static func canRedraw(_ descriptor: Int32) -> Bool {
        isPerson(descriptor) && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Asks a person yes or no. Where nobody sits, `else` says what to give instead.
    static func confirm(_ question: String, else remedy: String) throws(CommandFailure) -> Bool {
        guard isPerson(0) else { throw CommandFailure(.usage, remedy) }
        write("\(question) [y/N] ".utf8, to: error)
        return ["y", "yes"].contains((readLine() ?? "").lowercased())
    }

    /// Columns of the terminal; 80 where that is not known.
    static func width(_ descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Rows of the terminal; 24 where that is not known.
    static func height(_ descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
        return Int(size.ws_row)
    }

    /// Writes all of it at once, unbuffered. Ends the process quietly where nobody reads any more, as in `… | head`, and
    /// with a message where standard output takes no more, such as a file on a full disk: half an answer is none.
    static func write(_ text: some Sequence<UInt8>, to descriptor: Int32 = output) {
        let octets = Array(text)
        var start = 0
        while start < octets.count {
            let count = octets[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                start += count
            } else if errno == EPIPE {
                exit(0)
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                guard descriptor == output else { return }
                let reason = String(cString: strerror(errno))
                write("smsbridge: standard output cannot be written: \(reason)\n".utf8, to: error)
                exit(ExitStatus.output.rawValue)
            }
        }
    }

    static func print(_ line: String, to descriptor: Int32 = output) {
        write((line + "\n").utf8, to: descriptor)
    }
}
