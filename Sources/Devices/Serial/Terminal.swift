internal import Gateway
internal import Glibc

/// Opening a tty and making a serial line of it. Everything here may block where a device is wedged.
enum Terminal {
    /// Opens the path as a raw serial line that is exclusively ours.
    static func open(_ path: String) throws(PortError) -> Int32 {
        guard !path.utf8.contains(0) else { throw .system(path: path, reason: "a path holds no NUL") }
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemError.last.asPortError(at: path, doing: "stat") }
        // Checked before it is opened: to open some devices is to start them.
        guard status.st_mode & S_IFMT == S_IFCHR else { throw .notATerminal(path: path) }
        let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let error = SystemError.last
            guard error.code == EBUSY else { throw error.asPortError(at: path, doing: "open") }
            throw .taken(path: path, owner: PortOwner.find(path)?.description)
        }
        do throws(PortError) {
            guard isatty(descriptor) == 1 else { throw .notATerminal(path: path) }
            try lock(descriptor, path: path, isPseudoTerminal: isPseudoTerminal(status))
            try makeSerialLine(descriptor, path: path)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Drops what is unsent, gives up the locks and closes. May block for 30 s where a device is wedged.
    static func close(_ descriptor: Int32) {
        tcflush(descriptor, TCIOFLUSH)
        _ = ioctl(descriptor, UInt(TIOCNXCL))
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }

    /// Raw octets both ways at 115,200 baud, no flow control, modem control lines not waited for.
    static func makeSerialLine(_ descriptor: Int32, path: String) throws(PortError) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else {
            throw SystemError.last.asPortError(at: path, doing: "tcgetattr")
        }
        cfmakeraw(&settings)
        settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
        // Without HUPCL, DTR stays up when we close: some boards take its fall as a reset.
        settings.c_cflag &= ~(tcflag_t(HUPCL) | tcflag_t(CRTSCTS) | tcflag_t(CSTOPB))
        withUnsafeMutableBytes(of: &settings.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        cfsetispeed(&settings, speed_t(B115200))
        cfsetospeed(&settings, speed_t(B115200))
        guard tcsetattr(descriptor, TCSANOW, &settings) == 0 else {
            throw SystemError.last.asPortError(at: path, doing: "tcsetattr")
        }
        raiseControlLines(descriptor)
        // What arrived before is not an answer to us.
        tcflush(descriptor, TCIOFLUSH)
    }

    // A pty has no control lines (ENOTTY), some converters have none either: then there is nothing to raise.
    private static func raiseControlLines(_ descriptor: Int32) {
        var lines: Int32 = 0
        guard ioctl(descriptor, UInt(TIOCMGET), &lines) == 0 else { return }
        lines |= Int32(TIOCM_DTR) | Int32(TIOCM_RTS)
        _ = ioctl(descriptor, UInt(TIOCMSET), &lines)
    }

    /// DTR low for so long, then high: what some modems take as a hang-up, and some as a wish to start anew. A pty has no
    /// such line (ENOTTY), and nothing happens. Blocks.
    static func lowerControlLine(_ descriptor: Int32, for time: Duration) {
        var line = Int32(TIOCM_DTR)
        guard ioctl(descriptor, UInt(TIOCMBIC), &line) == 0 else { return }
        let parts = time.components
        var rest = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
        nanosleep(&rest, nil)
        _ = ioctl(descriptor, UInt(TIOCMBIS), &line)
    }

    // flock binds root and whoever asks for it, TIOCEXCL binds everybody but root: both are needed.
    private static func lock(_ descriptor: Int32, path: String, isPseudoTerminal: Bool) throws(PortError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let error = SystemError.last
            guard error.code == EWOULDBLOCK else { throw error.asPortError(at: path, doing: "flock") }
            throw .taken(path: path, owner: PortOwner.find(path)?.description)
        }
        // On a pty the flag outlives a killed holder as long as its master lives, and would keep everybody out for good.
        guard !isPseudoTerminal else { return }
        guard ioctl(descriptor, UInt(TIOCEXCL)) == 0 else {
            throw SystemError.last.asPortError(at: path, doing: "TIOCEXCL")
        }
    }

    // Majors 136 to 143 are the slaves of Unix 98 ptys (Linux, admin-guide/devices).
    private static func isPseudoTerminal(_ status: stat) -> Bool {
        (136...143).contains(DeviceNumber(status.st_rdev).major)
    }
}
