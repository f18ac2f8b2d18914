import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle

/// Serves the API on its Unix socket and, where configured, on TCP and for providers, until it is asked to stop.
public struct APIServer: Service {
    private let routes: APIRouter
    private let settings: APISettings
    private let logger: Logger
    private let onListening: @Sendable (Listening) async -> Void

    /// `onListening` is called once for each place, when it is open.
    public init(
        routes: APIRouter,
        settings: APISettings,
        logger: Logger,
        onListening: @escaping @Sendable (Listening) async -> Void = { _ in }
    ) {
        self.routes = routes
        self.settings = settings
        self.logger = logger
        self.onListening = onListening
    }

    /// Throws ``ListenerProblem`` where the socket cannot be used, and the system's error where a port cannot be bound.
    public func run() async throws {
        try UnixSocket.prepare(settings.socketPath)
        var services = [application(door: .local, at: .unixDomainSocket(path: settings.socketPath), then: openSocket)]
        if let (address, token) = settings.network {
            let application = application(door: .token(token), at: .hostname(address.host, port: address.port)) {
                port in
                await onListening(.network(ListenAddress(host: address.host, port: port ?? address.port)))
            }
            services.append(AddressedService(service: application, address: address, setting: "api.listen"))
        }
        if let address = settings.providers {
            let application = application(door: .providers, at: .hostname(address.host, port: address.port)) { port in
                await onListening(.providers(ListenAddress(host: address.host, port: port ?? address.port)))
            }
            services.append(
                AddressedService(service: application, address: address, setting: "provider_callbacks.listen")
            )
        }
        var configuration = ServiceGroupConfiguration(services: services, logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(3)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func openSocket(_: Int?) async {
        do {
            try UnixSocket.open(settings.socketPath, toGroup: settings.socketGroup)
            await onListening(.socket(path: settings.socketPath))
        } catch {
            logger.error("\(error)")
        }
    }

    private func application(
        door: APIRouter.Door,
        at address: BindAddress,
        then opened: @escaping @Sendable (Int?) async -> Void
    ) -> any Service {
        HTTPListener(
            responder: routes.router(for: door).buildResponder(),
            address: address,
            wallClock: routes.wallClock,
            logger: quiet
        ) { await opened($0.localAddress?.port) }
    }

    /// The framework tells at `info` what we tell ourselves.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
