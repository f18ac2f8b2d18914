import Glibc

/// Keeps a second daemon off the state directory: each would
/// take what the other is sending for lost.
///
/// The lock ends with the process, however it ends.
enum StateLock {
    static func take(in directory: String) throws(CommandFailure) {
        let path = directory + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                .configuration,
                "state_directory: cannot open \(path): \(String(cString: strerror(errno)))"
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw CommandFailure(
                .failure,
                "another daemon works in \(directory): stop it, or give this one another state_directory"
            )
        }
    }
}
