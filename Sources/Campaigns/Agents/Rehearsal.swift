import Synchronization

/// What was found out while an agent was asked for nobody. It holds as long as the rehearsal: what answers people in
/// earnest is as it was.
public final class Rehearsal: Sendable {
    private let gone = Mutex<[String: String]>([:])

    public init() {}

    /// A service, such as `webhook`, wants no more questions, for the reason given.
    public func isGone(_ service: String, _ reason: String) { gone.withLock { $0[service] = reason } }

    /// Why a service is not asked any more; `nil`: it may be.
    public func reasonGone(_ service: String) -> String? { gone.withLock { $0[service] } }

    /// All of them, such as `webhook: …`.
    public var problems: [String] {
        gone.withLock { gone in gone.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" } }
    }
}

/// Two turns are the same whatever came up.
extension Rehearsal: Hashable {
    public static func == (left: Rehearsal, right: Rehearsal) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}
