/// How the gateway stands at this moment, as far as campaigns are concerned.
public struct Situation: Sendable {
    /// A line or a provider.
    public struct Route: Sendable {
        public var name: String
        /// Why nothing of campaigns leaves by it: not in the network, lent, suspended. `nil` where it may.
        public var obstacle: String?
        /// `nil` of one that is not in service.
        public var terms: RouteTerms?

        public init(name: String, obstacle: String? = nil, terms: RouteTerms? = nil) {
            self.name = name
            self.obstacle = obstacle
            self.terms = terms
        }
    }

    /// Why the clock cannot be believed, and what to do.
    public var clockProblem: String?
    /// Whose inbox is not read yet.
    public var unreadInbox: String?
    public var routes: [Route]

    public init(clockProblem: String? = nil, unreadInbox: String? = nil, routes: [Route] = []) {
        self.clockProblem = clockProblem
        self.unreadInbox = unreadInbox
        self.routes = routes
    }
}
