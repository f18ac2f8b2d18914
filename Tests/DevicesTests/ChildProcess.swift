import Glibc

/// A child with pipes at its standard input and output.
final class ChildProcess {
    enum Failure: Error { case cannotStart(Int32) }

    let process: pid_t
    private let input: Int32
    private let output: Int32
    private var isReaped = false

    /// Starts a program, found in `PATH`, with all signals unblocked.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        var toChild: [Int32] = [0, 0]
        var fromChild: [Int32] = [0, 0]
        guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw Failure.cannotStart(errno) }
        for descriptor in [toChild[1], fromChild[0]] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var words = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = []
        var entry = environ
        while let variable = entry.pointee {
            let name = String(cString: variable).prefix { $0 != "=" }
            if environment[String(name)] == nil { variables.append(strdup(variable)) }
            entry += 1
        }
        variables += environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var started: pid_t = 0
        let failure = posix_spawnp(&started, arguments[0], &actions, &attributes, &words, &variables)
        close(toChild[0])
        close(fromChild[1])
        input = toChild[1]
        output = fromChild[0]
        process = started
        guard failure == 0 else {
            isReaped = true
            throw Failure.cannotStart(failure)
        }
    }

    deinit {
        if !isReaped {
            kill(process, SIGKILL)
            _ = wait()
        }
        close(input)
        close(output)
    }

    /// Writes to its standard input.
    func send(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
    }

    /// The next line that it writes, or what there is at its end.
    func line() -> String {
        var octets: [UInt8] = []
        var octet: UInt8 = 0
        while read(output, &octet, 1) == 1, octet != UInt8(ascii: "\n") { octets.append(octet) }
        return String(decoding: octets, as: UTF8.self)
    }

    /// All that it writes from now on.
    func rest() -> String {
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = read(output, &chunk, chunk.count), count > 0 { octets += chunk[..<count] }
        return String(decoding: octets, as: UTF8.self)
    }

    /// Waits for its end, and returns its exit status.
    func wait() -> Int32 {
        var status: Int32 = 0
        waitpid(process, &status, 0)
        isReaped = true
        return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
    }
}
