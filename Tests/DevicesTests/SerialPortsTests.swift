import Gateway
import Glibc
import Testing

@testable import Devices

@Suite(.timeLimit(.minutes(1)))
struct SerialPortsTests {
    private let ports = SerialPorts()

    @Test func passesEveryOctetUnchangedBothWays() async throws {
        let modem = try await PseudoTerminal.open()
        let all = (0...255).map(UInt8.init)
        try await ports.withPort(at: modem.slavePath) { port in
            #expect(port.path == modem.slavePath)
            try await port.write(all)
            #expect(await modem.input.take(256) == all)
            // With echo on, the modem's octets would come back to it, and ^C, ^Z and CR would not arrive.
            try await modem.write(all)
            #expect(await port.input.take(256) == all)
        }
        await modem.hangUp()
    }

    @Test(arguments: [UInt64(1), 2])
    func carriesAMegabyteEachWayAtOnce(seed: UInt64) async throws {
        let modem = try await PseudoTerminal.open()
        var generator = Generator(seed: seed)
        let down = generator.octets(1 << 20)
        let up = generator.octets(1 << 20)
        try await ports.withPort(at: modem.slavePath) { port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await port.write(down) }
                group.addTask { try await modem.write(up) }
                group.addTask {
                    let heard = await modem.input.take(down.count)
                    #expect(heard == down, "seed \(seed)")
                }
                group.addTask {
                    let heard = await port.input.take(up.count)
                    #expect(heard == up, "seed \(seed)")
                }
                try await group.waitForAll()
            }
        }
        await modem.hangUp()
    }

    @Test func holdsTheSenderBackWhileNobodyReads() async throws {
        let modem = try await PseudoTerminal.open()
        // What the kernel keeps of a pty is less than this.
        let kernel = 256 << 10
        let bound = OctetChannel.unreadLimit + kernel
        let total = 2 << 20
        let accepted = Counter()
        try await ports.withPort(at: modem.slavePath) { port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<(total / 4096) {
                        try await modem.write([UInt8](repeating: 0x55, count: 4096))
                        accepted.add(4096)
                    }
                }
                var taken = 0
                var worst = 0
                for await chunk in port.input {
                    // The sender gets every chance to run ahead.
                    for _ in 0..<200 { await Task.yield() }
                    worst = max(worst, accepted.value - taken)
                    taken += chunk.count
                    if taken >= total { break }
                }
                #expect(taken == total)
                #expect(worst <= bound)
                try await group.waitForAll()
            }
        }
        await modem.hangUp()
    }

    @Test func seesAHangUpAtOnce() async throws {
        let modem = try await PseudoTerminal.open()
        let path = modem.slavePath
        // As long as somebody has it open, the system gives its number to no other terminal of a test beside this one.
        let holder = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        try #require(holder >= 0)
        defer { Glibc.close(holder) }
        try await ports.withPort(at: path) { port in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in port.input {} }
                group.addTask { await modem.hangUp() }
            }
            await #expect(throws: PortError.hungUp(path: path)) { try await port.write([0x41]) }
        }
        await #expect(throws: PortError.absent(path: path)) { try await ports.withPort(at: path) { _ in } }
    }

    @Test func deliversWhatCameBeforeTheHangUpWasSeen() async throws {
        let queue = InputQueue(limit: 4) {}
        _ = queue.push([1])
        queue.finish()
        #expect(await queue.next() == [1])
        #expect(await queue.next() == nil)
    }

    @Test func locksAgainstASecondScope() async throws {
        let modem = try await PseudoTerminal.open()
        let path = modem.slavePath
        try await ports.withPort(at: path) { _ in
            let error = await #expect(throws: PortError.self) { try await ports.withPort(at: path) { _ in } }
            guard case .taken(path, let owner) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(owner?.contains("(process \(getpid()))") == true)
        }
        try await ports.withPort(at: path) { _ in }
        await modem.hangUp()
    }

    @Test func namesTheProgramThatHoldsTheLock() async throws {
        let modem = try await PseudoTerminal.open()
        let path = modem.slavePath
        let thief = try ChildProcess(["flock", "--no-fork", path, "cat"])
        thief.send("running\n")
        #expect(thief.line() == "running")
        await #expect(throws: PortError.taken(path: path, owner: "cat (process \(thief.process))")) {
            try await ports.withPort(at: path) { _ in }
        }
        kill(thief.process, SIGKILL)
        _ = thief.wait()
        // A killed holder leaves nothing behind that keeps us out.
        try await ports.withPort(at: path) { _ in }
        await modem.hangUp()
    }

    @Test func findsAProgramThatHasThePortOpenWithoutALock() async throws {
        let modem = try await PseudoTerminal.open()
        let other = try ChildProcess(["sh", "-c", "exec 5<>\"$0\"; exec cat", modem.slavePath])
        other.send("running\n")
        #expect(other.line() == "running")
        #expect(PortOwner.find(modem.slavePath) == PortOwner(process: other.process, name: "cat"))
        await modem.hangUp()
    }

    @Test func leavesNothingOpenInChildren() async throws {
        let modem = try await PseudoTerminal.open()
        try await ports.withPort(at: modem.slavePath) { _ in
            let child = try ChildProcess(["ls", "-l", "/proc/self/fd"])
            let list = child.rest()
            #expect(!list.split(separator: "\n").contains { $0.hasSuffix(modem.slavePath) }, "\(list)")
            #expect(!list.contains("ptmx"), "\(list)")
            #expect(child.wait() == 0)
        }
        await modem.hangUp()
    }

    @Test func closesWhenTheBodyThrows() async throws {
        struct Stop: Error {}
        let modem = try await PseudoTerminal.open()
        await #expect(throws: Stop.self) {
            try await ports.withPort(at: modem.slavePath) { _ in throw Stop() }
        }
        #expect(PortOwner.find(modem.slavePath)?.process == getpid(), "only the modem's own end is open")
        try await ports.withPort(at: modem.slavePath) { _ in }
        await modem.hangUp()
    }

    @Test func aCancelledWriteReturnsAndBreaksThePort() async throws {
        let modem = try await PseudoTerminal.open()
        try await ports.withPort(at: modem.slavePath) { port in
            await withTaskGroup(of: PortError?.self) { group in
                group.addTask {
                    do throws(PortError) {
                        try await port.write([UInt8](repeating: 0x41, count: 4 << 20))
                        return nil
                    } catch {
                        return error
                    }
                }
                group.cancelAll()
                for await error in group {
                    guard case .system = error else {
                        Issue.record("\(String(describing: error))")
                        continue
                    }
                }
            }
            await #expect(throws: PortError.self) { try await port.write([0x42]) }
        }
        await modem.hangUp()
    }

    @Test func aWriteOfNothingSucceeds() async throws {
        let modem = try await PseudoTerminal.open()
        try await ports.withPort(at: modem.slavePath) { try await $0.write([]) }
        await modem.hangUp()
    }

    @Test func refusesWhatIsNoTerminal() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.makeFile("file")
        let paths = ["/dev/null", directory.path, file]
        for path in paths {
            await #expect(throws: PortError.notATerminal(path: path)) { try await ports.withPort(at: path) { _ in } }
        }
        let dangling = directory.makeLink("link", to: directory("gone"))
        for path in [directory("gone"), dangling, "\(file)/below"] {
            await #expect(throws: PortError.absent(path: path)) { try await ports.withPort(at: path) { _ in } }
        }
        await #expect(throws: PortError.self) { try await ports.withPort(at: "/dev/null\0x") { _ in } }
    }

    @Test(.enabled(if: geteuid() != 0, "root may open everything"))
    func tellsWhenItMayNot() async throws {
        let modem = try await PseudoTerminal.open()
        chmod(modem.slavePath, 0)
        await #expect(throws: PortError.forbidden(path: modem.slavePath)) {
            try await ports.withPort(at: modem.slavePath) { _ in }
        }
        await modem.hangUp()
    }

    @Test(arguments: [
        (ENOENT, PortError.absent(path: "/p")), (ENODEV, .absent(path: "/p")), (ENXIO, .absent(path: "/p")),
        (EACCES, .forbidden(path: "/p")), (ENOTTY, .notATerminal(path: "/p")),
        (EIO, .hungUp(path: "/p")), (EMFILE, .system(path: "/p", reason: "open: Too many open files")),
    ])
    func readsTheSystemsErrors(code: Int32, error: PortError) {
        #expect(SystemError(code: code).asPortError(at: "/p", doing: "open") == error)
    }

    @Test func aDeviceThatTheUnitBarsIsNoMatterOfTheFilesMode() {
        let error = SystemError(code: EPERM).asPortError(at: "/p", doing: "open")
        #expect("\(error)".contains("DeviceAllow") && "\(error)".contains("systemctl restart smsbridge"))
    }

    @Test func opensThroughALink() async throws {
        let directory = try TemporaryDirectory()
        let modem = try await PseudoTerminal.open(link: directory("modem"))
        try await ports.withPort(at: directory("modem")) { #expect($0.path == directory("modem")) }
        #expect(ports.target(of: directory("modem")) == modem.slavePath)
        #expect(ports.target(of: directory("none")) == nil)
        await modem.hangUp()
    }
}
