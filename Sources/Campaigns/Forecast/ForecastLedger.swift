/// Writes down what leaves in a forecast.
struct ForecastLedger {
    var forecast: CampaignForecast
    private let input: ForecastInput
    /// The day that is being written, and the minute in which it ends.
    private var today: (index: Int, end: Int)?

    init(_ input: ForecastInput) {
        self.input = input
        forecast = CampaignForecast(
            start: input.start,
            finish: nil,
            contacts: input.groups.reduce(0) { $0 + $1.contacts },
            messages: 0,
            segments: 0,
            cost: 0,
            days: [],
            waves: input.definition.steps.indices.map { CampaignForecast.Wave(step: $0, messages: 0) },
            routes: input.routes.map { CampaignForecast.Route(name: $0.name, segments: 0, busiestDay: 0) },
            shortfall: CampaignForecast.Shortfall()
        )
    }

    mutating func handedOver(by route: Int, price: Int, _ minute: Int) {
        let day = day(of: minute)
        forecast.segments += 1
        forecast.cost += price
        forecast.days[day].segments += 1
        forecast.days[day].byRoute[route] += 1
        forecast.routes[route].segments += 1
        forecast.routes[route].busiestDay = max(forecast.routes[route].busiestDay, forecast.days[day].byRoute[route])
    }

    mutating func sent(_ message: ForecastQueues.Message, _ minute: Int) {
        let at = input.start + .seconds(60 * minute)
        forecast.messages += 1
        forecast.finish = at
        forecast.days[day(of: minute)].messages += 1
        forecast.waves[message.step].messages += 1
        if forecast.waves[message.step].first == nil { forecast.waves[message.step].first = at }
        forecast.waves[message.step].last = at
    }

    private mutating func day(of minute: Int) -> Int {
        if let today, minute < today.end { return today.index }
        let date = input.zone.civilTime(at: input.start + .seconds(60 * minute)).date
        let midnight = input.zone.start(of: date.adding(days: 1))
        let end = Int(((midnight - input.start).components.seconds + 59) / 60)
        forecast.days.append(
            CampaignForecast.Day(
                date: date,
                messages: 0,
                segments: 0,
                byRoute: Array(repeating: 0, count: input.routes.count)
            )
        )
        today = (forecast.days.count - 1, end)
        return forecast.days.count - 1
    }
}
