import Campaigns
public import Storage

/// What clients may ask of a running gateway: the HTTP API and the command line stand on this.
public struct Control: Sendable {
    let core: Core
    let parts: GatewayParts
    let directory: ProviderDirectory
    /// Who asks; it is written down with what they do.
    var actor: String?

    /// The same for somebody who says their name.
    public func acting(as actor: String?) -> Control {
        var control = self
        control.actor = actor
        return control
    }

    var region: String? { parts.region }

    /// What a campaign may name as its agent: the configured ones, and people.
    public var knownAgents: [String] { parts.agents.map(\.name).sorted() + [Answering.people] }

    /// What happens from now on, for live views.
    public func watch() -> AsyncStream<Feed.News> {
        core.feed.watch()
    }

    /// Every modem that is configured or was found, with what it sent in the last 24 hours.
    public func modems() async -> [ModemView] {
        let since = core.surroundings.now - .seconds(86_400)
        let sent = (try? await core.store.segmentsHandedOver(since: since)) ?? [:]
        let caps = (try? await core.store.warmUpCaps(of: core.routes.routes.compactMap(\.terms), at: now)) ?? [:]
        let lines = core.routes.routes
        return core.roster.modems.map { modem in
            var view = modem
            view.sentToday = sent[modem.name] ?? 0
            if let route = lines.first(where: { $0.name == modem.name })?.terms?.route, let cap = caps[route] {
                view.dailyLimit = cap
            }
            return view
        }
    }

    /// Runs a storage call and puts its error into the client's terms.
    func stored<Value>(_ body: () async throws(StorageError) -> Value) async throws(ControlProblem) -> Value {
        do {
            return try await body()
        } catch {
            throw ControlProblem(error)
        }
    }

    var now: Timestamp { core.surroundings.now }
}
