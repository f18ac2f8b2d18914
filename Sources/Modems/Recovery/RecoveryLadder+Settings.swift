extension RecoveryLadder {
    /// Waits and limits of the ladder.
    public struct Settings: Sendable, Hashable {
        /// Between two rungs, at least.
        public var rest: Duration = .seconds(5)
        /// A climb that gets to a reset happens at most once in so long,
        public var climbPause: Duration = .seconds(900)
        /// and so often in a day: a loop of resets burns the SIM's PIN tries and gets the IMEI refused.
        public var climbsPerDay = 5
        public var day: Duration = .seconds(86_400)
        /// Waits before the next climb, after the first, second, … that did not help; the last one stays.
        public var retries: [Duration] = [.seconds(300), .seconds(900), .seconds(3600)]
        /// A fault that comes back so soon after a rung that helped is the same one: the climb goes on above it.
        public var proof: Duration = .seconds(60)
        /// While it is out of rotation a silent modem is called so often: one that came to its senses is taken back.
        public var lookIn: Duration = .seconds(60)
        /// How long an answer to a segment may take; no heavy rung is climbed before.
        public var answerPatience: Duration = .seconds(120)
        /// The port stays closed for so long before it is opened again.
        public var closed: Duration = .seconds(2)
        public var dtrLow: Duration = .seconds(1)
        /// How long a device may take to vanish after a reset, and then to come back.
        public var vanishing: Duration = .seconds(20)
        public var returning: Duration = .seconds(60)
        /// After its socket was without power.
        public var returningFromPower: Duration = .seconds(90)
        /// Switching the radio on ends in the network within this.
        public var registration: Duration = .seconds(60)

        public init() {}

        /// The same ladder in a hurry: every wait divided. For suites that play long rows.
        public func divided(by divisor: Int) -> Settings {
            let divisor = max(1, divisor)
            var settings = self
            settings.rest /= divisor
            settings.climbPause /= divisor
            settings.day /= divisor
            settings.retries = retries.map { $0 / divisor }
            settings.proof /= divisor
            settings.lookIn /= divisor
            settings.answerPatience /= divisor
            settings.closed /= divisor
            settings.dtrLow /= divisor
            settings.vanishing /= divisor
            settings.returning /= divisor
            settings.returningFromPower /= divisor
            settings.registration /= divisor
            return settings
        }
    }
}
