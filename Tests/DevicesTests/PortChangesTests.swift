import Gateway
import Glibc
import Testing

@testable import Devices

@Suite(.timeLimit(.minutes(1)))
struct PortChangesTests {
    /// Waits for changes until the source stands for these paths.
    private static func await(
        _ paths: [String],
        of source: ModemSource,
        at ports: SerialPorts,
        after changes: AsyncStream<Void>
    ) async {
        for await _ in changes where await ports.paths(of: source) == paths { return }
        Issue.record("the changes ended")
    }

    @Test func seesALinkComeAndGo() async throws {
        let directory = try TemporaryDirectory()
        let ports = SerialPorts()
        let source = ModemSource.path(directory("modem"))
        let changes = await ports.changes()
        #expect(await ports.paths(of: source) == [])
        let modem = try await PseudoTerminal.open(link: directory("modem"))
        await Self.await([directory("modem")], of: source, at: ports, after: changes)
        await modem.hangUp()
        await Self.await([], of: source, at: ports, after: changes)
    }

    @Test func seesALinkInADirectoryThatWasNotThere() async throws {
        let directory = try TemporaryDirectory()
        let ports = SerialPorts()
        let source = ModemSource.path(directory("serial/by-id/modem"))
        let changes = await ports.changes()
        #expect(await ports.paths(of: source) == [])
        for _ in 0..<2 {
            directory.makeDirectory("serial")
            directory.makeDirectory("serial/by-id")
            directory.makeLink("serial/by-id/modem", to: "/dev/null")
            await Self.await([directory("serial/by-id/modem")], of: source, at: ports, after: changes)
            for name in ["serial/by-id/modem", "serial/by-id", "serial"] { remove(directory(name)) }
            await Self.await([], of: source, at: ports, after: changes)
        }
    }

    @Test func seesPathsThatMatchAGlob() async throws {
        let directory = try TemporaryDirectory()
        let ports = SerialPorts()
        let source = ModemSource.path(directory("bus*/modem?"))
        let changes = await ports.changes()
        #expect(await ports.paths(of: source) == [])
        directory.makeDirectory("bus1")
        directory.makeLink("bus1/modem1", to: "/dev/null")
        await Self.await([directory("bus1/modem1")], of: source, at: ports, after: changes)
    }

    @Test func tellsEverySubscriber() async throws {
        let directory = try TemporaryDirectory()
        let ports = SerialPorts()
        _ = await ports.paths(of: .path(directory("modem")))
        var first = await ports.changes().makeAsyncIterator()
        var second = await ports.changes().makeAsyncIterator()
        directory.makeFile("modem")
        #expect(await first.next() != nil)
        #expect(await second.next() != nil)
    }

    @Test func seesAnAttributeChange() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.makeFile("modem")
        let ports = SerialPorts()
        _ = await ports.paths(of: .path(file))
        var changes = await ports.changes().makeAsyncIterator()
        chmod(file, 0o660)
        #expect(await changes.next() != nil)
    }
}
