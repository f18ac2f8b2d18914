import AsyncHTTPClient
import Campaigns
import Connectors
import Devices
import Foundation
import Gateway
import Glibc
import Logging
import Server
import ServiceLifecycle
import Storage
import UnixSignals

/// The daemon: where the parts are joined.
struct Daemon {
    let settings: Settings
    let zones: ZoneDirectory
    let logger: Logger
    let conditions: Conditions

    init(settings: Settings, zones: ZoneDirectory, conditions: Conditions = Conditions()) {
        self.settings = settings
        self.zones = zones
        self.conditions = conditions
        if let logger = conditions.logger {
            self.logger = logger
            return
        }
        let forJournal = StandardErrorLogHandler.isJournal
        let level = settings.logLevel
        LoggingSystem.bootstrap { StandardErrorLogHandler(label: $0, level: level, forJournal: forJournal) }
        logger = Logger(label: "smsbridge")
    }

    /// Runs until SIGTERM or SIGINT, or until something fails that nothing can run without.
    func run() async throws {
        // What is made from here on holds people's numbers and words: it is the daemon's alone.
        umask(0o077)
        try makeStateDirectory()
        try StateLock.take(in: settings.stateDirectory)
        let places = try places()
        let client = HTTPClient(configuration: .connectors)
        do {
            try await serve(places, client)
            try? await client.shutdown()
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func serve(_ places: APISettings, _ client: HTTPClient) async throws {
        let store: Store
        var context = storeContext
        context.numberKey = try NumberKey.key(in: settings.numberKeyPath)
        do throws(StorageError) {
            store = try Store(path: settings.databasePath, context: context)
        } catch {
            throw CommandFailure(.failure, "\(settings.databasePath): \(error)")
        }
        let gateway = GatewayService(try parts(store, client))
        conditions.joined(gateway.control, store)
        let watchdog = Watchdog(control: gateway.control, logger: logger)
        let api = APIServer(
            routes: APIRouter(
                control: gateway.control,
                region: settings.region,
                zones: zones,
                wallClock: conditions.wallClock
            ),
            settings: places,
            logger: logger
        ) { [logger] place in
            logger.notice("\(place)")
            if case .socket = place { watchdog.opened() }
        }
        logger.notice("smsbridge \(Control.version) starts", metadata: ["modems": "\(settings.modems.count)"])
        // What it logs of its services, in detail, holds the settings as they are: PINs and tokens too.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        var configuration = ServiceGroupConfiguration(
            services: [StoreService(store: store, above: [gateway, api, watchdog])],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quiet
        )
        // The gateway ends by itself after 4 s; systemd and people wait for 5.
        configuration.maximumGracefulShutdownDuration = .milliseconds(4700)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let problem as ListenerProblem {
            throw CommandFailure(.failure, problem.description)
        } catch let problem as StorageError {
            throw CommandFailure(.failure, problem.description)
        }
        logger.notice("smsbridge has stopped")
    }
}
