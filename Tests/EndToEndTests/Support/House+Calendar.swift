import Campaigns
import Gateway
import Logging
import Synchronization

@testable import smsbridge

/// A calendar that starts where a test says, and goes on as fast as time does.
final class TestCalendar: WallClock {
    private let start: Timestamp
    private let began = ContinuousClock.now
    private let added = Mutex(Duration.zero)

    init(_ start: Timestamp) {
        self.start = start
    }

    func now() -> Timestamp {
        start + began.duration(to: .now) + added.withLock(\.self)
    }

    /// Sets it forwards. By more than a minute is a jump, which the daemon does not believe.
    func advance(by time: Duration) {
        added.withLock { $0 += time }
    }
}

extension House {
    /// The daemon in this process, for the binary has no calendar but the machine's: the same parts, the same ptys and
    /// the same API. Stopped when the body ends.
    func withDaemon(on calendar: TestCalendar, _ body: (RunningDaemon) async throws -> Void) async throws {
        let journal = Journal(happenings)
        let zones = ZoneDirectory()
        let daemon = Daemon(
            settings: try SettingsReader.read(path: configuration, zones: zones),
            zones: zones,
            conditions: Daemon.Conditions(
                wallClock: calendar,
                logger: Logger(label: "smsbridge") { _ in JournalLogHandler(journal: journal) }
            )
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { journal.end() }
                try await daemon.run()
            }
            let options = ConnectionOptions.to(socket: socket)
            try await APIClient.with(options) { client in
                let running = RunningDaemon(house: self, journal: journal, client: client, process: nil)
                try await running.untilLogged("API on \(socket)")
                try await body(running)
            }
            group.cancelAll()
            // It is cancelled, not asked to stop: how it puts that is no matter of the test.
            while let _ = await group.nextResult() {}
        }
    }
}

private struct JournalLogHandler: LogHandler {
    let journal: Journal
    var logLevel = Logger.Level.debug
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        journal.add(event.message.description)
    }
}
