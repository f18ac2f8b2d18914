import Devices
import Gateway
import Logging
import ServiceLifecycle
import Synchronization

/// Tells systemd that the daemon has started, lives and stops. It lives as long as the gateway answers.
final class Watchdog: Service {
    private let control: Control
    private let logger: Logger
    private let notifier = ServiceNotifier()
    private let status = Mutex("")

    /// How often the status line is brought up to date where nobody watches.
    private static let interval = Duration.seconds(10)

    init(control: Control, logger: Logger) {
        self.control = control
        self.logger = logger
    }

    /// The API is open.
    func opened() {
        notifier.ready()
    }

    func run() async throws {
        guard notifier.isActive else {
            try? await gracefulShutdown()
            return
        }
        let interval = notifier.watchdogInterval.map { min($0 / 2, Self.interval) } ?? Self.interval
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.tell()
                try? await Task.sleep(for: interval)
            }
        }
        notifier.stopping()
    }

    private func tell() async {
        let health = await control.health()
        notifier.watchdog()
        let text = "\(health.status): \(health.modemsReady) of \(health.modems) modems ready, \(health.queued) queued"
        let isNew = status.withLock { last in
            defer { last = text }
            return last != text
        }
        if isNew { notifier.status(text) }
    }
}
