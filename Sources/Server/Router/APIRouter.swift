public import Campaigns
public import Gateway
public import Hummingbird

/// The routes of the HTTP API. One definition, served behind the doors that ``Door`` names.
public struct APIRouter: Sendable {
    public enum Door: Sendable {
        /// Whoever may open the Unix socket.
        case local
        /// TCP, with a bearer token; health is answered without.
        case token(BearerToken)
        /// Requests of providers and nothing else: their signature is checked, not a token.
        case providers
    }

    let control: Control
    /// Where numbers without a country prefix belong.
    let region: String?
    let zones: ZoneDirectory
    let wallClock: any WallClock
    let loans = Loans()

    public init(control: Control, region: String?, zones: ZoneDirectory, wallClock: any WallClock) {
        self.control = control
        self.region = region
        self.zones = zones
        self.wallClock = wallClock
    }

    /// The router for one door.
    public func router(for door: Door) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        switch door {
        case .local:
            addHealth(to: router)
            addTurns(to: router)
            addTechnician(to: router)
        case .token(let token):
            addHealth(to: router)
            addTurns(to: router)
            router.add(middleware: TokenMiddleware(token: token))
        case .providers:
            addWebhooks(to: router)
            addTurns(to: router)
            return router
        }
        addMessages(to: router)
        addSegments(to: router)
        addModems(to: router)
        addAlarms(to: router)
        addContacts(to: router)
        addImports(to: router)
        addPeople(to: router)
        addCampaigns(to: router)
        addAgents(to: router)
        addPolicies(to: router)
        addSuppressions(to: router)
        addAudit(to: router)
        addMetrics(to: router)
        addConversations(to: router)
        return router
    }
}
