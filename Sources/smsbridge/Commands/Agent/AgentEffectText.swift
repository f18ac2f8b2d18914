import Campaigns

/// What an agent does beside answering, for a terminal.
enum AgentEffectText {
    /// One line each, in the order in which people ask: fields, labels, campaigns.
    static func lines(fields: [String: String], orders: AgentOrders?) -> [String] {
        var lines = fields.sorted { $0.key < $1.key }.map { "field \($0.key) = “\($0.value)”" }
        if let tags = orders?.tags, !tags.isEmpty {
            lines.append((tags.count == 1 ? "tag " : "tags ") + tags.joined(separator: ", "))
        }
        switch orders?.sequence {
        case .resume: lines.append("the campaign goes on, where its file lets agents do that")
        case .stop: lines.append("every campaign that is on its way to them stops")
        case nil: break
        }
        return lines
    }
}
