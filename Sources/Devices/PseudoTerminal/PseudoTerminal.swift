internal import CUdev
public import Gateway
internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// The modem's end of a pty: whatever octets go in here come out of a serial port, and back.
///
/// The other end may be opened and closed any number of times. What is written while nobody has it open waits, some
/// kilobytes, as in a serial driver; ``SerialPorts`` throws that away when it opens. To plug in again after
/// ``hangUp()``, open a new one with the same link.
public final class PseudoTerminal: Sendable {
    /// The tty of the other end, such as `/dev/pts/7`. Another one each time.
    public let slavePath: String
    /// The symbolic link to ``slavePath``, where one was asked for.
    public let link: String?
    /// What the other end writes, in order; ends at ``hangUp()``. Iterated once. Unread input makes the other end wait.
    public var input: AsyncStream<[UInt8]> { octets.input }

    private let octets: OctetChannel
    // Held open, so that the master sees no end of input when the last other user closes. Nil after the hang-up.
    private let slave: Mutex<Int32?>

    private init(slavePath: String, link: String?, octets: OctetChannel, slave: Int32) {
        self.slavePath = slavePath
        self.link = link
        self.octets = octets
        self.slave = Mutex(slave)
    }

    deinit {
        octets.requestClose()
        release()
    }

    /// Creates a pty in raw mode, and a link to it that replaces an older link of that name.
    ///
    /// A file at `link` that is no symbolic link is left alone, and an error. The directory must exist.
    public static func open(link: String? = nil) async throws(PortError) -> PseudoTerminal {
        let path = link ?? "/dev/ptmx"
        let (master, slave, slavePath) = try makePair(path: path)
        let octets: OctetChannel
        do throws(PortError) {
            octets = try await OctetChannel.open(
                master,
                path: slavePath,
                on: MultiThreadedEventLoopGroup.singleton.any()
            )
        } catch {
            Glibc.close(slave)
            throw error
        }
        if let link {
            do throws(PortError) {
                try StableLink.place(link, target: slavePath)
            } catch {
                await octets.close()
                Glibc.close(slave)
                throw error
            }
        }
        return PseudoTerminal(slavePath: slavePath, link: link, octets: octets, slave: slave)
    }

    /// Writes all the octets, waiting while the other end takes none.
    public func write(_ bytes: [UInt8]) async throws(PortError) {
        try await octets.write(bytes)
    }

    /// Unplugs: the other end's input ends at once and its writes fail, the link is removed, ``input`` ends.
    public func hangUp() async {
        await octets.close()
        release()
    }

    private func release() {
        let held = slave.withLock { slave in
            defer { slave = nil }
            return slave
        }
        guard let held else { return }
        Glibc.close(held)
        if let link { StableLink.remove(link, target: slavePath) }
    }

    private static func makePair(path: String) throws(PortError) -> (master: Int32, slave: Int32, slavePath: String) {
        let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard master >= 0 else { throw SystemError.last.asPortError(at: path, doing: "open a pty") }
        do throws(PortError) {
            let number = devices_pty_unlock(master)
            guard number >= 0 else { throw SystemError.last.asPortError(at: path, doing: "unlock the pty") }
            let slavePath = "/dev/pts/\(number)"
            let slave = Glibc.open(slavePath, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
            guard slave >= 0 else { throw SystemError.last.asPortError(at: slavePath, doing: "open") }
            do throws(PortError) {
                try Terminal.makeSerialLine(slave, path: slavePath)
            } catch {
                Glibc.close(slave)
                throw error
            }
            return (master, slave, slavePath)
        } catch {
            Glibc.close(master)
            throw error
        }
    }
}
