/// What a preflight found, for people and programs.
public struct PreflightReport: Hashable, Sendable, Codable {
    public var campaign: String
    /// From 1.
    public var version: Int
    public var at: Timestamp
    /// The zone on whose calendar days and times are told.
    public var zone: String
    public var findings: [PreflightFinding]
    public var figures: PreflightFigures
    public var forecast: CampaignForecast
    /// What a person has to say, or has said.
    public var confirmations: [PreflightConfirmation]
    public var attestation: PreflightAttestation?
    /// Of the attested preflight; nil without one.
    public var token: ContentHash?
    public var basis: PreflightBasis
    /// What the amounts are in; nil where that was not set.
    public var currency: String?

    public init(
        judge: PreflightJudge,
        version: Int,
        basis: PreflightBasis
    ) {
        campaign = judge.definition.name
        self.version = version
        at = judge.surroundings.now
        zone = judge.surroundings.zone.identifier
        findings = judge.findings
        figures = judge.figures
        forecast = judge.forecast
        confirmations = judge.confirmations
        self.basis = basis
        currency = judge.surroundings.currency
    }

    public var faults: [PreflightFinding] { findings.filter { $0.verdict == .fault } }

    /// Whether nothing stands in the way but the attestation.
    public var passes: Bool { faults.isEmpty }

    public var verdict: PreflightFinding.Verdict {
        if !passes { return .fault }
        return findings.contains { $0.verdict == .warning } ? .warning : .ok
    }

    /// The same, without anybody's number or words: what is kept.
    public var withoutPeople: PreflightReport {
        var report = self
        report.figures.problems = []
        for index in report.figures.steps.indices {
            report.figures.steps[index].sample = nil
            report.figures.steps[index].longest?.text = ""
            report.figures.steps[index].longest?.number = ""
        }
        for index in report.findings.indices where report.findings[index].check == .fields {
            report.findings[index].meaning = ""
        }
        return report
    }

    /// Attests it.
    public mutating func attest(by name: String, at: Timestamp) throws {
        let attestation = PreflightAttestation(by: name, at: at, confirmations: confirmations)
        token = try attestation.token(for: basis)
        self.attestation = attestation
    }
}

extension PreflightJudge {
    /// The statements that whoever attests makes, with the figures that they are about.
    public var confirmations: [PreflightConfirmation] {
        let agent = surroundings.agent
        let open = Set(openSteps.filter { $0.texts > 0 }.map(\.step)).count
        let end = forecast.finish.map { ", finished on \(surroundings.zone.civilTime(at: $0).date)" } ?? ""
        let cost = forecast.needed.cost > 0 ? " for \(amount(forecast.needed.cost))" : ""
        let isLive = definition.audience == .live
        let later = isLive ? ", and whoever is imported later," : ""
        let more = isLive ? ", and what whoever is imported later gets" : ""
        let bound =
            forecast.whole == nil
            ? ""
            : ", of which \(forecast.segments)\(forecast.needed.cost > 0 ? " for \(amount(forecast.cost))" : "") leave "
                + "before the \(forecast.shortfall.budget > 0 ? "budget" : "total") is used up"
        return [
            PreflightConfirmation(
                .consent,
                "The \(count(figures.contacts, "contact"))\(later) agreed to get these messages, and the records of that are true."
            ),
            PreflightConfirmation(
                .content,
                "The texts of \(count(open, "step")) are as they should be, and say who writes."
            ),
            PreflightConfirmation(
                .limits,
                "\(count(forecast.needed.segments, "segment"))\(cost)\(bound)\(end)\(more): "
                    + "the plans of the SIMs allow that."
            ),
            PreflightConfirmation(
                .agent,
                agent.isPerson
                    ? "People are there to answer." : "The agent “\(agent.name)” answers as it was tested."
            ),
        ]
    }
}
