import Devices
import Gateway
import Modems
import Simulation
import Synchronization

/// One recording on a pty with a link that keeps its name.
final class ReplayedModem: Sendable {
    let name: String
    let link: String
    let recording: Recording
    private let speed: Int
    private let terminal = Mutex<PseudoTerminal?>(nil)

    init(name: String, link: String, recording: Recording, speed: Int) {
        self.name = name
        self.link = link
        self.recording = recording
        self.speed = speed
    }

    /// Opens the port, so that it is there before anybody is told of it.
    func open() async throws {
        let opened = try await PseudoTerminal.open(link: link)
        terminal.withLock { $0 = opened }
    }

    /// Plays until the task is cancelled.
    func run() async {
        let (events, feed) = AsyncStream.makeStream(of: RecordedModem.Event.self)
        let stopwatch = Stopwatch(ContinuousClock())
        var modem = RecordedModem(recording, speed: speed)
        // When the next `timer` comes.
        var sleepsUntil: Duration?
        await withDiscardingTaskGroup { group in
            if let port = terminal.withLock(\.self) { group.addTask { await Self.read(port, feed) } }
            for await event in events {
                let now = stopwatch.elapsed
                if event == .timer, let until = sleepsUntil, until <= now { sleepsUntil = nil }
                for action in modem.handle(event, at: now) {
                    switch action {
                    case .write(let bytes): try? await terminal.withLock(\.self)?.write(bytes)
                    case .tell(let text): tell(text, at: now)
                    case .vanish: await close()
                    case .appear:
                        guard (try? await open()) != nil, let port = terminal.withLock(\.self) else { break }
                        group.addTask { await Self.read(port, feed) }
                    case .wake(let at):
                        guard sleepsUntil.map({ at < $0 }) ?? true else { break }
                        sleepsUntil = at
                        group.addTask {
                            try? await ContinuousClock().sleep(for: at - now)
                            feed.yield(.timer)
                        }
                    }
                }
            }
            group.cancelAll()
            await close()
        }
    }

    private static func read(_ port: PseudoTerminal, _ feed: AsyncStream<RecordedModem.Event>.Continuation) async {
        for await bytes in port.input { feed.yield(.received(bytes)) }
    }

    private func close() async {
        let port = terminal.withLock { terminal in
            defer { terminal = nil }
            return terminal
        }
        await port?.hangUp()
    }

    private func tell(_ text: String, at now: Duration) {
        let tenths = now.components.seconds * 10 + now.components.attoseconds / 100_000_000_000_000_000
        Terminal.print(TerminalText.plain("\(tenths / 10).\(tenths % 10) s  \(name)  \(text)"))
    }
}
