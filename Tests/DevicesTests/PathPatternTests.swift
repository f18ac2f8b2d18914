import Glibc
import Testing

@testable import Devices

@Suite(.timeLimit(.minutes(1)))
struct PathPatternTests {
    @Test func expandsToTerminalsInOrder() async throws {
        let directory = try TemporaryDirectory()
        let modems = [try await PseudoTerminal.open(), try await PseudoTerminal.open()]
        directory.makeLink("b-modem", to: modems[0].slavePath)
        directory.makeLink("a-modem", to: modems[1].slavePath)
        directory.makeLink("c-modem", to: modems[0].slavePath)
        directory.makeLink("d-modem", to: directory("gone"))
        directory.makeFile("e-modem")
        #expect(PathPattern(directory("*-modem")).ports() == [directory("a-modem"), directory("b-modem")])
        #expect(PathPattern(directory("[bc]-modem")).ports() == [directory("b-modem")])
        #expect(PathPattern(directory("x*")).ports() == [])
        for modem in modems { await modem.hangUp() }
    }

    @Test func aPlainPathStandsForItselfWhileItExists() throws {
        let directory = try TemporaryDirectory()
        let odd = directory.makeFile("what[1]")
        #expect(PathPattern(odd).ports() == [odd])
        #expect(PathPattern(directory("gone")).ports() == [])
        #expect(PathPattern("/dev/null\0").ports() == [])
    }

    @Test func knowsWhereToLook() throws {
        let directory = try TemporaryDirectory()
        directory.makeDirectory("one")
        directory.makeDirectory("two")
        #expect(PathPattern("/dev/ttyUSB*").directories() == ["/dev"])
        #expect(PathPattern("/dev/serial/by-id/usb-x").directories() == ["/dev/serial/by-id"])
        #expect(PathPattern("/modem").directories() == ["/"])
        #expect(PathPattern("modem").directories() == [])
        #expect(
            PathPattern(directory("*/modem")).directories() == [directory.path, directory("one"), directory("two")]
        )
    }
}
