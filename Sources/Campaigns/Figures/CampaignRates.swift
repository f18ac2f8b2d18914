/// The rates of a campaign, each with its parts.
public struct CampaignRates: Hashable, Sendable, Codable {
    /// Confirmed, of the recipients whose message a route accepted that reports. `assumed` ones are in neither part.
    public var delivery: Rate
    /// Without a final report, of the same recipients.
    public var unknown: Rate
    /// Of the recipients whose message was accepted, those by routes that never report.
    public var assumed: Rate
    /// Replied, of those reached.
    public var response: Rate
    /// The goal `positive`, of those reached.
    public var positive: Rate
    public var optOut: Rate
    /// Reached a goal, of those reached and those who did so before anything was sent to them.
    public var success: Rate
    /// Conversations that an agent handed to a person, of those in which it had a turn.
    public var escalation: Rate
    /// Never handed to a person, of those with an agent that are closed.
    public var containment: Rate
    /// Of messages that were tried.
    public var permanentFailure: Rate
    public var temporaryFailure: Rate
    public var expiry: Rate
    public var uncertainty: Rate

    public init(funnel: FunnelFigures, failures: FailureFigures, escalation: EscalationFigures) {
        let reporting = funnel.delivered + funnel.unknown + funnel.undelivered
        delivery = Rate(funnel.delivered, of: reporting)
        unknown = Rate(funnel.unknown, of: reporting)
        assumed = Rate(funnel.assumed, of: funnel.accepted)
        response = Rate(funnel.replied, of: funnel.reached)
        positive = Rate(funnel.positive, of: funnel.reached)
        optOut = Rate(funnel.optedOut, of: funnel.reached)
        success = Rate(funnel.succeeded, of: funnel.reached + funnel.succeededBefore)
        self.escalation = Rate(escalation.escalated, of: escalation.withAgent)
        containment = Rate(escalation.contained, of: escalation.closed)
        permanentFailure = Rate(failures.permanent, of: failures.tried)
        temporaryFailure = Rate(failures.temporary, of: failures.tried)
        expiry = Rate(failures.expired, of: failures.tried)
        uncertainty = Rate(failures.uncertain, of: failures.tried)
    }
}
