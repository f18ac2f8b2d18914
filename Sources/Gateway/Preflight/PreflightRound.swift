import Campaigns
import Storage

/// One look at all rows of an audience, page by page: no more of them are in memory than one page holds.
struct PreflightRound {
    private let control: Control
    private let subject: PreflightSubject
    private let at: Timestamp
    private var scan: PreflightScan
    private var places: [String: Int] = [:]
    private var clocks: [PreflightClock] = []
    private var withoutHours = 0
    private var hash = AudienceHash()
    /// Where the next page begins.
    private(set) var next: Int64?
    private let place: AtOnce.Place?

    private static let page = 500
    /// Different clocks; whoever has yet another one is looked at by the last.
    private static let mostClocks = 2000

    init(control: Control, subject: PreflightSubject, at: Timestamp) throws(ControlProblem) {
        guard let place = control.core.preflights.begin() else {
            throw .tooMuch("other preflights are under way: try again when they are through")
        }
        self.init(control: control, subject: subject, after: -1, place: place, at: at)
    }

    /// Without a place among those that people ask for it is the planner's, of which there is one.
    init(control: Control, subject: PreflightSubject, after line: Int64, place: AtOnce.Place? = nil, at: Timestamp) {
        next = line
        self.place = place
        self.control = control
        self.subject = subject
        self.at = at
        scan = PreflightScan(
            definition: subject.definition,
            now: at,
            words: control.core.store.words,
            senderName: control.parts.senderName
        )
    }

    /// Of the rows so far; of those that were written down, once the campaign is started.
    var audience: ContentHash { subject.isStarted ? subject.frozenAudience ?? hash.hash : hash.hash }

    /// Looks at the next page. Answers what is wrong with its rows; `nil` after the last one.
    mutating func next() async throws(ControlProblem) -> [RowProblem]? {
        try await nextRows()?.flatMap(\.problems)
    }

    /// Looks at the next page. Answers its rows, with what is wrong with each; `nil` after the last one.
    mutating func nextRows() async throws(ControlProblem) -> [(row: PreflightPage.Row, problems: [RowProblem])]? {
        guard let after = next else { return nil }
        let known = Set(places.keys)
        let page = try await control.stored { () async throws(StorageError) in
            try await control.core.store.preflightPage(of: subject, after: after, most: Self.page, known: known, at: at)
        }
        for (key, clock) in page.clocks { know(clock, as: key) }
        var rows: [(row: PreflightPage.Row, problems: [RowProblem])] = []
        for row in page.rows { rows.append((row, take(row))) }
        if Task.isCancelled { throw .unavailable("the preflight was ended") }
        next = page.next
        if next == nil { scan.finish() }
        return rows
    }

    /// Rows that were looked at, and how many there are.
    var progress: (done: Int, of: Int) { (scan.figures.rows, max(subject.rows, scan.figures.rows)) }

    private mutating func know(_ clock: PreflightClock, as key: String) {
        guard clocks.count < Self.mostClocks else {
            places[key] = clocks.count - 1
            return
        }
        places[key] = clocks.count
        scan.know(clock.policy, ofClock: clocks.count)
        clocks.append(clock)
    }

    private mutating func take(_ row: PreflightPage.Row) -> [RowProblem] {
        if let hashed = row.hashed { hash.add(hashed) }
        var looked = row.row
        looked.clock = places[row.key] ?? 0
        var problems = scan.take(looked)
        if looked.exclusion == nil, clocks.indices.contains(looked.clock), clocks[looked.clock].hasNoHours {
            withoutHours += 1
            problems.append(
                RowProblem(
                    kind: .noCommonHour,
                    line: looked.line,
                    number: looked.number.e164,
                    step: nil,
                    reason: "no hour suits every time zone that the number may be in"
                )
            )
        }
        return problems
    }

    func report(
        _ surroundings: PreflightSurroundings,
        basis: PreflightBasis
    ) async throws(ControlProblem) -> PreflightReport {
        var figures = scan.figures
        figures.withoutHours = withoutHours
        let forecast = CampaignForecast(
            ForecastInput(
                definition: subject.definition,
                start: surroundings.now,
                zone: surroundings.zone,
                clocks: clocks.map(\.clock),
                groups: scan.forecastGroups,
                routes: surroundings.forecastRoutes,
                usedSegments: subject.usedSegments,
                usedBudget: subject.usedBudget,
                budget: subject.definition.budget?.thousandths
            )
        )
        let judge = PreflightJudge(
            definition: subject.definition,
            figures: figures,
            forecast: forecast,
            surroundings: surroundings
        )
        return PreflightReport(judge: judge, version: subject.version, basis: basis)
    }
}
