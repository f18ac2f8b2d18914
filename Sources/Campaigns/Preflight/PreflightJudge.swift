/// Judges what a preflight counted. Its extensions hold the checks, a file a topic.
public struct PreflightJudge: Sendable {
    let definition: CampaignDefinition
    let figures: PreflightFigures
    let forecast: CampaignForecast
    let surroundings: PreflightSurroundings

    public init(
        definition: CampaignDefinition,
        figures: PreflightFigures,
        forecast: CampaignForecast,
        surroundings: PreflightSurroundings
    ) {
        self.definition = definition
        self.figures = figures
        self.forecast = forecast
        self.surroundings = surroundings
    }

    /// One finding at least for each check that concerns the campaign, in the order of ``PreflightCheck``.
    public var findings: [PreflightFinding] {
        [
            audience, consent, numbers, zones, overlap, channel, fields, texts, encoding, links, optOutText, sender,
            agent,
            dates, delivery, lines, limits, finish, cost, policy,
        ]
        .compactMap(\.self)
    }

    /// `930 contacts`, `1 contact`.
    func count(_ count: Int, _ word: String) -> String {
        count == 1 ? "1 \(word)" : "\(count) \(word)s"
    }

    /// By the campaign's clock, as in `2026-12-01 10:00`.
    func time(_ time: Timestamp) -> String {
        let civil = surroundings.zone.civilTime(at: time)
        return CivilTime(date: civil.date, minute: civil.minuteOfDay).description
    }

    func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0 %" }
        // All but one of a thousand is not all.
        let percent = part == whole ? 100 : min(99, part * 100 / whole)
        return "\(percent) %"
    }

    func amount(_ thousandths: Int) -> String {
        Amount(thousandths: thousandths).description + (surroundings.currency.map { " " + $0 } ?? "")
    }

    /// The steps whose texts somebody has still to get.
    var openSteps: [TextFigures] { figures.steps.filter(\.isOpen) }
}
