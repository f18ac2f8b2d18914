public import Campaigns
public import Storage

/// What somebody who has to answer for it needs to see: which rules hold, who agreed, who opted out, what was given out
/// and erased.
public struct ComplianceView: Hashable, Sendable, Codable {
    public var at: Timestamp
    /// Who signs; nil where the configuration does not say.
    public var senderName: String?
    /// Name and version of each, in the order of their names.
    public var policies: [String]
    /// How long what is kept is kept; without a key: for ever.
    public var retention: RetentionSettings
    public var facts: ComplianceFacts
}

extension Control {
    public func compliance() async throws(ControlProblem) -> ComplianceView {
        ComplianceView(
            at: now,
            senderName: parts.senderName,
            policies: policies().map { "\($0.name) (version \($0.version))" },
            retention: core.store.retention,
            facts: try await stored { () async throws(StorageError) in
                try await core.store.complianceFacts(at: now)
            }
        )
    }
}
