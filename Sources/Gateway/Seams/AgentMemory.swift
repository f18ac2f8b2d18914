public import Campaigns
public import Storage
import Synchronization

/// A service that an agent asks over a network.
public struct AgentService: Hashable, Sendable {
    public var agent: String
    /// `webhook`, `llm`.
    public var kind: String
    /// Of its address: what is known of one address says nothing about another.
    public var address: ContentHash

    public init(agent: String, kind: String, address: ContentHash) {
        self.agent = agent
        self.kind = kind
        self.address = address
    }
}

/// What is known of the services of agents, whatever life of the daemon found it out.
public protocol AgentMemory: Sendable {
    /// Since when a service wants no more questions; `nil`: it may be asked.
    func goneSince(_ service: AgentService) async -> Timestamp?
    func isGone(_ service: AgentService, at: Timestamp) async
    /// The tokens that an agent has used on a day, counted from 1970 in UTC.
    func tokens(_ service: AgentService, day: Int64) async -> Int
    func spend(_ tokens: Int, _ service: AgentService, day: Int64) async
}

/// Keeps it as long as the process lives.
public final class PassingAgentMemory: AgentMemory {
    private struct Known {
        var gone: [AgentService: Timestamp] = [:]
        var tokens: [String: (day: Int64, count: Int)] = [:]
    }

    private let known = Mutex(Known())

    public init() {}

    public func goneSince(_ service: AgentService) async -> Timestamp? {
        known.withLock { $0.gone[service] }
    }

    public func isGone(_ service: AgentService, at: Timestamp) async {
        known.withLock { $0.gone[service] = at }
    }

    public func tokens(_ service: AgentService, day: Int64) async -> Int {
        known.withLock { known in
            known.tokens[service.agent].flatMap { $0.day == day ? $0.count : nil } ?? 0
        }
    }

    public func spend(_ tokens: Int, _ service: AgentService, day: Int64) async {
        known.withLock { known in
            let before = known.tokens[service.agent].flatMap { $0.day == day ? $0.count : nil } ?? 0
            known.tokens[service.agent] = (day, before + tokens)
        }
    }
}

/// Keeps it in the database. Where that cannot be read a service is asked: it would say again that it is gone.
public struct StoredAgentMemory: AgentMemory {
    private let store: Store

    public init(_ store: Store) {
        self.store = store
    }

    public func goneSince(_ service: AgentService) async -> Timestamp? {
        (try? await store.serviceState(of: service.agent, service.kind, address: service.address))?.goneSince
    }

    public func isGone(_ service: AgentService, at: Timestamp) async {
        try? await store.markGone(service.agent, service.kind, address: service.address, at: at)
    }

    public func tokens(_ service: AgentService, day: Int64) async -> Int {
        let state = try? await store.serviceState(of: service.agent, service.kind, address: service.address)
        return state.map { $0.day == day ? $0.tokens : 0 } ?? 0
    }

    public func spend(_ tokens: Int, _ service: AgentService, day: Int64) async {
        try? await store.spend(tokens, of: service.agent, service.kind, day: day)
    }
}
