import Gateway
import Glibc
import Testing

@testable import Devices

@Suite(.timeLimit(.minutes(1)))
struct PseudoTerminalTests {
    @Test func survivesThatTheOtherEndComesAndGoes() async throws {
        let modem = try await PseudoTerminal.open()
        let ports = SerialPorts()
        for round in UInt8(0)..<50 {
            try await ports.withPort(at: modem.slavePath) { port in
                try await port.write([round])
                #expect(await modem.input.take(1) == [round])
            }
        }
        await modem.hangUp()
        #expect(await modem.input.take(1) == [])
    }

    @Test func isRawBeforeAnybodyOpensIt() async throws {
        let modem = try await PseudoTerminal.open()
        let descriptor = open(modem.slavePath, O_RDWR | O_NOCTTY | O_CLOEXEC)
        defer { close(descriptor) }
        var settings = termios()
        tcgetattr(descriptor, &settings)
        #expect(settings.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
        #expect(settings.c_oflag & tcflag_t(OPOST) == 0)
        await modem.hangUp()
    }

    @Test func keepsItsLinkOverReplugging() async throws {
        let directory = try TemporaryDirectory()
        let link = directory("modem")
        let first = try await PseudoTerminal.open(link: link)
        #expect(StableLink.target(of: link) == first.slavePath)
        await first.hangUp()
        #expect(StableLink.target(of: link) == nil)
        let second = try await PseudoTerminal.open(link: link)
        #expect(StableLink.target(of: link) == second.slavePath)
        await second.hangUp()
    }

    @Test func replacesAStaleLinkAndSparesANewOne() async throws {
        let directory = try TemporaryDirectory()
        let link = directory.makeLink("modem", to: "/dev/pts/gone")
        let first = try await PseudoTerminal.open(link: link)
        #expect(StableLink.target(of: link) == first.slavePath)
        let second = try await PseudoTerminal.open(link: link)
        await first.hangUp()
        #expect(StableLink.target(of: link) == second.slavePath)
        #expect(Directory.names(in: directory.path) == ["modem"])
        await second.hangUp()
    }

    @Test func leavesAFileAlone() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.makeFile("modem", "precious")
        await #expect(throws: PortError.self) { _ = try await PseudoTerminal.open(link: file) }
        #expect(SmallFile.text(file, limit: 100) == "precious")
        await #expect(throws: PortError.absent(path: directory("no/modem"))) {
            _ = try await PseudoTerminal.open(link: directory("no/modem"))
        }
    }

    @Test func endsWithItsLastReference() async throws {
        let directory = try TemporaryDirectory()
        do { _ = try await PseudoTerminal.open(link: directory("modem")) }
        #expect(StableLink.target(of: directory("modem")) == nil)
    }
}
