import AsyncHTTPClient
import Campaigns
import Connectors
import Devices
import Foundation
import Gateway
import Logging
import Modems
import Server
import Storage

extension Daemon {
    /// What the gateway is made of.
    func parts(_ store: Store, _ client: HTTPClient) throws(CommandFailure) -> GatewayParts {
        var lines = LineSettings()
        lines.poll = settings.timing.reconcile
        lines.keepAlive = settings.timing.keepAlive
        lines.dialogue.submissionTimeout = settings.timing.submit
        lines = lines.divided(by: settings.timing.dividedBy)
        let pending = PendingTurns()
        let maker = AgentMaker(
            client: client,
            pending: pending,
            senderName: settings.senderName,
            memory: StoredAgentMemory(store)
        )
        var agents: [any Agent] = []
        for agent in settings.agents { agents.append(try maker.make(agent)) }
        var parts = GatewayParts(
            store: store,
            ports: SerialPorts(warn: { [logger] in logger.warning("\($0)") }),
            modems: settings.modems.map {
                ModemSettings(
                    source: $0.source,
                    name: $0.name,
                    pin: $0.pin?.value,
                    limits: $0.limits,
                    roaming: $0.roaming,
                    balance: $0.balance,
                    number: $0.number,
                    window: $0.window,
                    tariff: $0.tariff
                )
            },
            providers: try providers(client),
            agents: agents,
            sinks: try sinks(client),
            lines: lines,
            surroundings: Surroundings(
                clock: conditions.clock,
                wallClock: conditions.wallClock,
                random: RandomSource(SystemRandomNumberGenerator()),
                logger: logger
            ),
            region: settings.region
        )
        parts.loopback = settings.loopback.divided(by: settings.timing.dividedBy)
        parts.pendingTurns = pending
        parts.power = PowerHelper()
        parts.portFacts = PortInspector()
        parts.recordings = settings.recordings.map { recordings(by: $0) }
        parts.clockUnkept = settings.timing.clockSync
        parts.senderName = settings.senderName
        parts.currency = settings.currency
        parts.planted = conditions.planted
        return parts
    }

    private func recordings(by settings: Settings.Recordings) -> RecordingSettings {
        var recordings = RecordingSettings(
            shelf: RecordingFolder(path: self.settings.recordingsPath, limits: settings.limits)
        )
        var incidents = IncidentBook.Settings()
        incidents.pause = settings.pause
        incidents.aftermath /= self.settings.timing.dividedBy
        recordings.incidents = settings.isAutomatic ? incidents : nil
        return recordings
    }

    var storeContext: StoreContext {
        var store = StoreSettings()
        store.debounce = settings.timing.debounce
        store.inboundAgent = settings.inboundAgent
        store.conversations = settings.conversations
        store.hasFallback = !settings.providers.isEmpty
        store.recipientLimits = settings.recipients
        store.blackout = settings.blackout
        store.events = settings.webhooks.reduce(into: []) { $0.formUnion($1.events) }
        store.questionPatience = settings.questionPatience
        store.retention = settings.retention
        store.work = WorkPrice(
            minutes: settings.minutesPerAnswer,
            perMinute: settings.humanMinute,
            currency: settings.currency
        )
        if let name = settings.senderName { store.senderName = name }
        var context = StoreContext(
            zones: zones,
            settings: store,
            words: OptOutWords(adding: settings.keywords),
            confirmations: settings.confirmations,
            policies: settings.policies,
            planted: conditions.planted
        )
        context.mark = MarkFile(path: settings.markPath, logger: logger)
        return context
    }

    private func providers(_ client: HTTPClient) throws(CommandFailure) -> [ProviderSettings] {
        var providers: [ProviderSettings] = []
        for route in settings.providers {
            do throws(SettingProblem) {
                let provider = try TwilioProvider(
                    settings: route.twilio,
                    client: client,
                    now: SystemWallClock().now,
                    logger: logger
                )
                providers.append(
                    ProviderSettings(
                        provider: provider,
                        fallbackAfter: route.fallbackAfter,
                        dailySpend: route.dailySpendCap,
                        poll: route.twilio.pollInterval,
                        limits: route.limits,
                        currency: route.currency
                    )
                )
            } catch {
                throw CommandFailure(.configuration, "provider \(route.twilio.name): \(error)")
            }
        }
        return providers
    }

    private func sinks(_ client: HTTPClient) throws(CommandFailure) -> [any EventSink] {
        var sinks: [any EventSink] = []
        for (index, webhook) in settings.webhooks.enumerated() {
            do throws(SettingProblem) {
                sinks.append(
                    try WebhookSink(settings: webhook, client: client, now: SystemWallClock().now, logger: logger)
                )
            } catch {
                throw CommandFailure(.configuration, "webhooks[\(index)].\(error)")
            }
        }
        return sinks
    }

    /// The state is for the daemon alone: it holds numbers and texts of people.
    func makeStateDirectory() throws(CommandFailure) {
        let path = settings.stateDirectory
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return }
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure(.configuration, "state_directory: cannot make \(path): \(error.localizedDescription)")
        }
    }

    /// Where the API is served.
    func places() throws(CommandFailure) -> APISettings {
        var network: (address: ListenAddress, token: BearerToken)?
        if let address = settings.listen, let file = settings.tokenFile {
            network = (address, try TokenStore.token(in: file))
        }
        return APISettings(
            socketPath: settings.socketPath,
            socketGroup: settings.socketGroup,
            network: network,
            providers: settings.callbacks
        )
    }
}
